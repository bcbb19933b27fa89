// What was understood of dropped files: offered first, then filled in or forgotten.

const listed = (key, some) =>
  some.length
    ? [
        h("h3", {}, t(key)),
        h(
          "ul",
          {},
          some.map((one) => h("li", {}, one)),
        ),
      ]
    : "";

// What was understood, before anything is filled in.
async function offer(all, before) {
  const changedItems = Object.entries(all.items).filter(
    ([id, one]) =>
      id in drafts && JSON.stringify(wholeDraft(one.draft)) !== JSON.stringify(drafts[id]),
  );
  const lines = changedItems.map(([id, one]) =>
    one.added || one.changed
      ? t("adds", { item: itemName(id), ...one })
      : t("addsParts", { item: itemName(id) }),
  );
  const fields = all.unmatched.map((name) => ({ name, made: rowChoice(name, all) }));
  const content = [
    listed("understoodList", [...all.understood, ...lines]),
    listed("lookAt", all.look_at),
    listed("refused", all.refused),
    fields.length
      ? [h("h3", {}, t("unmatched")), h("p", { class: "help" }, t("unmatchedHelp"))]
      : "",
    fields.map(({ made }) => made),
  ];
  const any = changedItems.length || all.files.length || all.unmatched.length;
  const go = await choice(
    t("readTitle"),
    [...content, any ? "" : h("p", {}, t("nothingTaken"))],
    any
      ? [
          [t("fillIn"), true, true],
          [t("cancel"), false],
        ]
      : [[t("close"), false, true]],
  );
  if (go) await fillIn(changedItems, all, fields);
  else if (any) await forget(all, before);
}

// A choice of item and row for a file; read again by `chosenRow`.
function rowChoice(name, all = { items: {}, raw: waitingBytes() }) {
  const rowsAt = (value) => (all.items[value]?.draft ?? drafts[value]).rows;
  const id = `for-${digestOf(name)}`;
  const rows = h("select", {
    class: "choice",
    "aria-label": `${shortName(name)} ${t("nth")}`,
    hidden: true,
  });
  const fill = (value) => {
    rows.hidden = !value;
    const filled = value ? rowsAt(value) : [];
    rows.replaceChildren(
      h("option", { value: "" }, t("chooseRow")),
      ...filled.flatMap((row, at) =>
        isBlank(row) ? [] : [h("option", { value: at }, `${at + 1} · ${row.date} ${row.event}`)],
      ),
    );
    rows.value = rowOfDay(name, filled);
  };
  const items = h(
    "select",
    { class: "choice", id, onchange: ({ target }) => fill(target.value) },
    h("option", { value: "" }, t("noRow")),
    filing.items
      .filter((one) => one.applies)
      .map((one) => h("option", { value: one.id }, itemName(one.id))),
  );
  if (itemOf(view) && rowsAt(view).length) {
    items.value = view;
    fill(view);
  }
  return h(
    "div",
    { class: "attach" },
    thumbnail(name, all.raw.get(name)),
    h("label", { for: id }, `${t("attachFor", { name: shortName(name) })} `),
    items,
    " ",
    rows,
  );
}

// The one row of the day that the file's name says, "" for none or several.
function rowOfDay(name, rows) {
  const day = /(?:^|\D)(20\d\d)[-._年 ]?(1[0-2]|0?[1-9])[-._月 ]?(3[01]|[12]\d|0?[1-9])(?!\d)/;
  const [, year, ...rest] = day.exec(shortName(name)) ?? [];
  if (!year) return "";
  const written = [year, ...rest.map((one) => one.padStart(2, "0"))].join("-");
  const same = [...rows.keys()].filter((at) => rows[at].date.startsWith(written));
  return same.length === 1 ? String(same[0]) : "";
}

const waitingBytes = () => new Map([...waiting].map(([name, { bytes }]) => [name, bytes]));

function thumbnail(name, bytes) {
  if (!bytes || !/\.(jpe?g|png|gif|webp)$/i.test(name)) return "";
  const src = URL.createObjectURL(new Blob([bytes]));
  const drop = () => URL.revokeObjectURL(src);
  return h("img", { class: "thumb", src, alt: "", onload: drop, onerror: drop });
}

function chosenRow(made) {
  const [item, row] = [...made.querySelectorAll("select")].map((one) => one.value);
  return item && row !== "" ? { item, row: Number(row) } : null;
}

async function fillIn(changedItems, all, fields) {
  for (const [id, one] of changedItems) replaceDraft(id, one.draft);
  for (const file of all.files) await keepNew(file);
  for (const { name, made } of fields) {
    const chosen = chosenRow(made);
    if (chosen) await attachFile(name, chosen);
    else if (all.raw.has(name)) await keepWaiting({ name, bytes: all.raw.get(name), waits: true });
  }
  showPage();
  say(t("filledIn"));
  if (engine.ready) takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
}

function replaceDraft(id, draft) {
  const whole = wholeDraft(draft);
  if (whole === null) return;
  const history = historyOf(id);
  history.past.push(JSON.stringify(drafts[id]));
  history.token = null;
  history.future = [];
  drafts[id] = whole;
  store.soon();
}

async function keepNew(file) {
  files.set(file.name, file);
  await store.keepFile("file", file);
}

async function keepWaiting(file) {
  waiting.set(file.name, file);
  await store.keepFile("waiting", file);
}

async function attachFile(name, { item, row }) {
  const told = await engine.call("attach", { file: name, item, row });
  for (const [id, one] of Object.entries(told.items ?? {})) replaceDraft(id, one.draft);
  for (const file of told.files ?? []) await keepNew(file);
}

// Nothing was filled in: the checker has to know it too.
async function forget(all, before) {
  await engine.call("drop", {
    names: all.files.map((one) => one.name).filter((name) => !files.has(name)),
  });
  takeVerdicts(await engine.call("judge_all", { drafts: JSON.parse(before) }));
}
