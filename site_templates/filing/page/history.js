// Changing a draft, and taking it back.

function historyOf(id) {
  histories[id] ??= { past: [], future: [], token: null };
  return histories[id];
}

// One step of undo for each stretch of typing in one place, which `token` names.
function change(id, edit, token = null) {
  const history = historyOf(id);
  if (token === null || token !== history.token) {
    history.past.push(JSON.stringify(drafts[id]));
    if (history.past.length > 300) history.past.shift();
  }
  history.token = token;
  history.future = [];
  edit(drafts[id]);
  changed(id);
}

function changed(id) {
  store.soon();
  judgeSoon(id);
  showUndo();
}

function undo(id, from = "past", to = "future") {
  const history = historyOf(id);
  const text = history[from].pop();
  if (text === undefined) return live(t("nothingUndo"));
  history[to].push(JSON.stringify(drafts[id]));
  history.token = null;
  drafts[id] = JSON.parse(text);
  changed(id);
  showPage();
  live(t(from === "past" ? "undone" : "redone"));
}

const redo = (id) => undo(id, "future", "past");

function live(text) {
  const place = $("live");
  if (place) place.textContent = text;
}

function showUndo() {
  if (!$("undo")) return;
  $("undo").disabled = !historyOf(view).past.length;
  $("redo").disabled = !historyOf(view).future.length;
}
