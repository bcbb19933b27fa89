// Files that are dropped.

const TABLES = /\.(xlsx|xlsm|xls|et|csv|tsv|docx|doc|wps|zip)$/i;
const AT_ONCE = 40_000_000; // bytes given to the worker in one piece
const LARGEST = 100_000_000; // a photo is shrunk, a package taken apart; above this it is an error

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const shortName = (name) => name.split("/").at(-1);

function dropBox() {
  const input = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    onchange: ({ target }) => {
      takeFiles(target.files);
      target.value = "";
    },
  });
  return h(
    "div",
    { class: "drop-box" },
    h(
      "p",
      {},
      t("dropBox"),
      h("button", { type: "button", onclick: () => input.click() }, t("chooseFiles")),
    ),
    h("p", { class: "help" }, t("dropHelp")),
    input,
  );
}

// Shows the dialog; its buttons are [label, what happens, whether it is the first choice].
function ask(title, content, buttons) {
  const dialog = $("dialog");
  const made = buttons.map(([label, act, first]) =>
    h("button", { type: "button", class: first ? "first" : null, onclick: act }, label),
  );
  dialog.replaceChildren(
    h("h2", { id: "dialog-title", tabindex: "-1" }, title),
    ...[content].flat(9).filter(Boolean),
    h("div", { class: "actions" }, made),
  );
  if (!dialog.open) dialog.showModal();
  return dialog;
}

// The answer of the dialog: the value of the button, null where it was left by Escape.
function choice(title, content, buttons) {
  return new Promise((resolve) => {
    const dialog = ask(
      title,
      content,
      buttons.map(([label, value, first]) => [
        label,
        () => {
          dialog.onclose = null;
          dialog.close();
          resolve(value);
        },
        first,
      ]),
    );
    // An earlier dialog's closing may be told only now.
    dialog.onclose = () => dialog.open || resolve(null);
  });
}

function busy(text) {
  const dialog = ask(text, h("progress", { "aria-label": text }), []);
  dialog.onclose = null;
  return dialog;
}

async function readFile(file) {
  const name = file.webkitRelativePath || file.name;
  if (!file.size) return { refused: t("emptyFile", { name }) };
  if (file.size > LARGEST)
    return {
      refused: t("tooLarge", { name, size: shownSize(file.size), largest: shownSize(LARGEST) }),
    };
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return { refused: t("notRead", { name }) };
  }
}

// Tables first, since the others are matched to their rows; then a few at a time.
async function takeFiles(list, row = null) {
  const chosen = [...list].sort((one, other) => TABLES.test(other.name) - TABLES.test(one.name));
  if (!chosen.length) return;
  const item = itemOf(view) ? view : "";
  const before = JSON.stringify(drafts);
  const all = {
    items: {},
    files: [],
    understood: [],
    look_at: [],
    refused: [],
    unmatched: [],
    raw: new Map(),
  };
  busy(t(engine.ready ? "reading" : "readingLater"));
  try {
    await sendEdits();
    for (const [nth, group] of groups(chosen).entries()) {
      const done = groups(chosen).slice(0, nth).flat().length;
      if (engine.ready) busy(t("readingSome", { n: done + 1, all: chosen.length }));
      await takeGroup(group, item, all);
    }
    if (row !== null) await attachAll(all, item, row);
  } catch (error) {
    all.refused.push(error.message);
  }
  await offer(all, before);
}

function groups(chosen) {
  const made = [];
  let size = Infinity;
  for (const file of chosen) {
    if (size + file.size > AT_ONCE) {
      made.push([]);
      size = 0;
    }
    made.at(-1).push(file);
    size += file.size;
  }
  return made;
}

// What was typed last must be known before rows are joined with it.
async function sendEdits() {
  for (const id of Object.keys(judging.timers)) {
    clearTimeout(judging.timers[id]);
    delete judging.timers[id];
    await judge(id);
  }
}

async function takeGroup(group, item, all) {
  const read = await Promise.all(group.map(readFile));
  all.refused.push(...read.map((one) => one.refused).filter(Boolean));
  const given = read.filter((one) => one.bytes);
  if (!given.length) return;
  const told = await takeAsking(given, item);
  for (const one of given) if (told.unmatched.includes(one.name)) all.raw.set(one.name, one.bytes);
  join(all, told);
}

// While there is something to ask the checker takes nothing; a question left open comes once.
async function takeAsking(given, item) {
  const seen = new Set();
  let maps = {};
  for (;;) {
    const told = await engine.call("take", { files: given, item, maps });
    const questions = told.questions.filter(({ message }) => !seen.has(message));
    if (!told.questions.length) return told;
    const answered = questions.length ? await askMaps({ ...told, questions }, maps) : null;
    busy(t("reading"));
    if (!answered) return engine.call("take", { files: given, item, maps, asked: true });
    for (const { message } of questions) seen.add(message);
    maps = answered;
  }
}

function join(all, told) {
  for (const [id, one] of Object.entries(told.items ?? {})) {
    const had = all.items[id];
    all.items[id] = {
      draft: one.draft,
      added: (had?.added ?? 0) + (one.added ?? 0),
      changed: (had?.changed ?? 0) + (one.changed ?? 0),
    };
  }
  for (const key of ["files", "understood", "look_at", "refused", "unmatched"])
    all[key].push(...(told[key] ?? []));
}

// What could not be told from the table; null where nothing was chosen.
async function askMaps(told, maps) {
  const fields = told.questions.map((one, nth) => {
    const id = `question-${nth}`;
    return {
      one,
      made: h(
        "select",
        { class: "choice", id },
        h("option", { value: "" }, t("choose")),
        one.choices.map(([value, label]) =>
          h("option", { value }, one.kind === "item" ? `${value} ${label}` : label),
        ),
      ),
      label: h("label", { class: "field", for: id }, questionOf(one)),
    };
  });
  const content = [
    told.understood.length
      ? h(
          "ul",
          {},
          told.understood.map((one) => h("li", {}, one)),
        )
      : "",
    fields.map(({ made, label }) => [label, made]),
  ];
  const go = await choice(t("asksTitle"), content, [
    [t("asksGo"), true, true],
    [t("asksSkip"), false],
  ]);
  const chosen = fields.filter(({ made }) => made.value);
  if (!go || !chosen.length) return null;
  return { ...maps, ...Object.fromEntries(chosen.map(answerOf)) };
}

// Of a column the answer is its name in the table, which then means what is lacking.
const answerOf = ({ one, made }) =>
  one.kind === "column" ? [made.value, one.map] : [one.map, made.value];

// Its message goes on to say how the command line is told, after a semicolon.
function questionOf({ file, sheet, message }) {
  const plain = message.split("；")[0];
  return plain.includes(file)
    ? plain
    : `${[shortName(file), sheet].filter(Boolean).join(" ")}：${plain}`;
}

async function attachAll(all, item, row) {
  for (const file of all.unmatched.splice(0)) {
    const told = await engine.call("attach", { file, item, row });
    join(all, { items: told.items, files: told.files });
    const { date = "", event = "" } = told.items?.[item]?.draft.rows[row] ?? {};
    all.understood.push(t("attachedTo", { name: shortName(file), n: row + 1, date, event }));
  }
}

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

async function attachWaiting(name, made) {
  const chosen = chosenRow(made);
  if (!chosen) return say(t("chooseRow"), "error");
  busy(t("reading"));
  try {
    const { bytes } = waiting.get(name);
    const told = await engine.call("take", {
      files: [{ name, bytes }],
      item: chosen.item,
      maps: {},
      asked: true,
    });
    for (const file of told.files) await keepNew(file);
    for (const [id, one] of Object.entries(told.items ?? {})) replaceDraft(id, one.draft);
    if (told.refused.length) throw new Error(told.refused.join("；"));
    if (told.unmatched.length) await attachFile(name, chosen);
    waiting.delete(name);
    await store.dropFile("waiting", name);
  } catch (error) {
    say(error.message, "error");
  }
  $("dialog").close();
  showPage();
  takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
}

async function deleteFile(name) {
  files.delete(name);
  await store.dropFile("file", name);
  await engine.call("drop", { names: [name] });
  say(t("fileDeleted", { name: shortName(name) }));
  showPage();
  takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
}

function usedIn(name) {
  const places = [];
  for (const [id, { parts, rows }] of Object.entries(drafts)) {
    for (const [part, text] of Object.entries(parts))
      if (text.includes(name)) places.push(`${itemName(id)} ${part}`);
    for (const [at, { proof }] of rows.entries())
      if (proof.includes(name) || proof.includes(shortName(name)))
        places.push(`${itemName(id)} ${t("row", { n: at + 1 })}`);
  }
  return places.slice(0, 6).join("、") || t("fileNowhere");
}

function fileTable(some, last) {
  const head = ["fileName", "fileSize", "fileRows"].map((key) => h("th", { scope: "col" }, t(key)));
  const row = (file) =>
    h(
      "tr",
      {},
      h("td", {}, shortName(file.name)),
      h("td", { class: "figure" }, shownSize(file.size ?? file.bytes.length)),
      h("td", {}, usedIn(file.name)),
      last ? h("td", {}, last(file)) : "",
    );
  return h(
    "div",
    { class: "wide" },
    h(
      "table",
      { class: "plain-table" },
      h("thead", {}, h("tr", {}, head, last ? h("td", {}) : "")),
      h("tbody", {}, some.map(row)),
    ),
  );
}

function filesPage() {
  const dropButton = ({ name }) =>
    h(
      "button",
      {
        type: "button",
        "aria-label": t("deleteFileNamed", { name: shortName(name) }),
        onclick: () => deleteFile(name),
      },
      t("deleteFile"),
    );
  const held = ({ name }) => {
    const made = rowChoice(name);
    return [
      h("p", {}, made),
      h(
        "p",
        {},
        h("button", { type: "button", onclick: () => attachWaiting(name, made) }, t("attach")),
        " ",
        h(
          "button",
          {
            type: "button",
            "aria-label": t("deleteFileNamed", { name }),
            onclick: () => dropWaiting(name),
          },
          t("deleteFile"),
        ),
      ),
    ];
  };
  return [
    h("h1", {}, t("files")),
    dropBox(),
    countyFindings(),
    h("h2", {}, t("filesNew")),
    files.size ? fileTable([...files.values()], dropButton) : h("p", {}, t("filesEmpty")),
    waiting.size ? [h("h2", {}, t("filesWaiting")), [...waiting.values()].map(held)] : "",
    filing.attachments.length
      ? [
          h("h2", {}, t("filesOld")),
          h("p", { class: "help" }, t("filesOldHelp")),
          fileTable(filing.attachments),
        ]
      : "",
  ].flat(4);
}

async function dropWaiting(name) {
  waiting.delete(name);
  await store.dropFile("waiting", name);
  showPage();
}
