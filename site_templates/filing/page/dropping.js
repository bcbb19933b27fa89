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
