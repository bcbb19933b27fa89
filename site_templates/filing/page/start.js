// The start.

function goTo() {
  const wanted = decodeURIComponent(location.hash.replace(/^#\/?/, ""));
  const known = wanted in drafts || ["", "files", "hand-in"].includes(wanted);
  view = known ? wanted : "";
  cursor = { row: 0, key: "date" };
  $("items").classList.remove("open");
  dropNotice("said");
  showPage();
  scrollTo(0, 0);
}

function onKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const undoable = view in drafts && !event.target.closest("dialog");
  if (key === "s") {
    event.preventDefault();
    store.write();
  } else if (undoable && (key === "z" || key === "y")) {
    event.preventDefault();
    const { row, key: column } = cursor;
    const inLedger = Boolean(event.target.dataset.key);
    const { id } = event.target;
    undo(view, ...(key === "y" || event.shiftKey ? ["future", "past"] : []));
    if (inLedger) focusCell(Math.min(row, rowsOf().length), column);
    else if (id) $(id)?.focus();
  }
}

function listenToDrops() {
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    $("dropping").hidden = $("dialog").open || Boolean(event.target.closest?.(".ledger tbody"));
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) $("dropping").hidden = true;
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    $("dropping").hidden = true;
    if (!$("dialog").open) takeFiles(event.dataTransfer.files);
  });
}

function listenToWindow() {
  addEventListener("hashchange", () => {
    goTo();
    $("main").focus({ preventScroll: true });
  });
  addEventListener("keydown", onKey);
  addEventListener("pagehide", () => store.dirty && store.write());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) store.dirty && store.write();
    else store.lookAgain();
  });
  addEventListener("focus", () => store.lookAgain());
  addEventListener("beforeunload", (event) => {
    if (!store.dirty) return;
    event.preventDefault();
    event.returnValue = t("leave");
  });
  listenToDrops();
}

function listenToHead() {
  $("save-package").onclick = savePackage;
  $("open-package").onclick = () => $("package-file").click();
  $("package-file").onchange = ({ target }) => {
    const [file] = target.files;
    target.value = "";
    if (file) openPackage(file);
  };
  $("clear").onclick = clearAll;
  $("items").append();
  $("items-title").after(
    h(
      "button",
      {
        type: "button",
        class: "fold",
        "aria-controls": "items-list",
        "aria-expanded": "false",
        onclick: ({ target }) =>
          target.setAttribute("aria-expanded", String($("items").classList.toggle("open"))),
      },
      t("fold"),
    ),
  );
}

async function begin() {
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = t(one.dataset.text);
  readFiling(JSON.parse($("filing-open").textContent));
  $("brand").textContent = brand();
  showProgress(0);
  listenToHead();
  listenToWindow();
  goTo();
  await readStore();
  showPage();
  // The engine's script stands last in the page, after 13 MB.
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", () => engine.start());
  else engine.start();
}

begin();
