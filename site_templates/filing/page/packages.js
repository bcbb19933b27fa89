// Packages.

let made = null; // the package that was made last, with its summary

function backupName(ending) {
  return `${filing.county.name}-${filing.cycle}-${t("draftCopy")}.${ending}`;
}

// Without the checker: what was typed, and the files, as they are.
function saveBackup() {
  const plain = [...files.values()].map((file) => ({ ...file, bytes: toBase64(file.bytes) }));
  const { cycle, county } = filing;
  const content = {
    kind: "taizhang-filing",
    cycle,
    county,
    drafts: changedDrafts(),
    files: plain,
  };
  download(backupName("json"), JSON.stringify(content), "application/json");
  say(t("backupSaved"));
}

function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

async function judgeAll() {
  await sendEdits();
  takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
}

// Of what would leave this machine: the rest is in the city's hands already.
const personalLines = () =>
  findings
    .filter((one) => one.personal && (files.has(one.file) || isHanded(one.item)))
    .map((one) => {
      const name = one.item ? itemName(one.item) : t("files");
      const href = one.item ? `#/${one.item}` : "#/files";
      const row = one.place.row === null ? "" : t("row", { n: one.place.row + 1 });
      const link = h("a", { href, onclick: () => $("dialog").close() }, name);
      return h("li", {}, link, ` ${row} ${one.message}`);
    });

const isHanded = (id) => id in drafts && isChanged(id);

async function makePackage() {
  busy(t("making"));
  try {
    return await engine.call("package", { drafts: { ...drafts }, last });
  } finally {
    $("dialog").close();
  }
}

// To go on elsewhere: with what is still wrong in it.
async function savePackage() {
  if (engine.over) return saveBackup();
  try {
    await judgeAll();
    const personal = personalLines();
    if (personal.length) {
      const content = [h("p", {}, t("personalStop")), h("ul", {}, personal)];
      const go = await choice(t("savePackage"), content, [
        [t("saveAnyway"), true],
        [t("cancel"), false, true],
      ]);
      return go ? saveBackup() : undefined;
    }
    const told = await makePackage();
    download(told.name, told.bytes, "application/zip");
    say([t("savedPackage", told), ...told.troubles].join(" "));
  } catch (error) {
    failedPackage(error);
  }
}

function failedPackage(error) {
  notice("said", error.message, {
    kind: "error",
    actions: [[t("saveBackup"), saveBackup], closing("said")],
  });
}

function handInPage() {
  return [
    h("h1", { class: "no-print" }, t("handInTitle")),
    h("p", { class: "lead no-print" }, t("handInHelp")),
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "first", id: "make", onclick: handIn }, t("make")),
      made
        ? [
            h(
              "button",
              {
                type: "button",
                onclick: () => download(made.name, made.bytes, "application/zip"),
              },
              t("saveAgain"),
            ),
            h("button", { type: "button", id: "print", onclick: () => print() }, t("print")),
          ]
        : "",
    ),
    h("div", { class: "no-print", id: "hand-in-said" }),
    made ? [differsPart(made.differs), summaryPart(made)] : "",
  ].flat(3);
}

async function handIn() {
  made = null;
  try {
    busy(t("making"));
    await judgeAll();
    const personal = personalLines();
    if (personal.length) {
      $("dialog").close();
      showPage();
      const said = h("div", {}, t("personalStop"), h("ul", {}, personal));
      $("hand-in-said").replaceChildren(h("div", { class: "notice error" }, said));
      return;
    }
    const told = await makePackage();
    made = { ...told, differs: inOrder(told.differs) };
    last = told.state ?? null;
    store.soon();
    download(told.name, told.bytes, "application/zip");
    showPage();
    $("hand-in-said").replaceChildren(...handInLines(told));
  } catch (error) {
    $("dialog").close();
    showPage();
    failedPackage(error);
  }
}

function handInLines(told) {
  const errors = findings.filter((one) => one.severity === "error");
  const links = [...new Set(errors.map((one) => one.item).filter(Boolean))].map((id) =>
    h("a", { href: `#/${id}` }, itemName(id)),
  );
  return [
    h("p", { class: "notice", role: "status" }, t("madeAs", told)),
    errors.length
      ? h(
          "div",
          { class: "notice warning" },
          t("stillErrors", { n: errors.length }),
          " ",
          links.flatMap((one, nth) => (nth ? ["、", one] : [one])),
          findingList(errors.filter((one) => !one.item)),
        )
      : "",
    told.troubles.length
      ? h(
          "div",
          { class: "notice error" },
          h(
            "div",
            {},
            t("troubles"),
            h(
              "ul",
              {},
              told.troubles.map((one) => h("li", {}, one)),
            ),
          ),
        )
      : "",
  ].filter(Boolean);
}

function differsLine(one) {
  const counts = ["added", "changed", "removed"]
    .filter((key) => one[key])
    .map((key) => t(key, { n: one[key] }));
  const boxes = one.boxes?.length ? [t("differsBoxes", { boxes: one.boxes.join("、") })] : [];
  return `${itemName(one.item)}：${[...counts, ...boxes].join("，")}`;
}

// Numbers as keys come before names: 10 would stand in front of 01.
function inOrder(differs) {
  const at = ({ item }) => filing.items.findIndex((one) => one.id === item);
  return [...differs].sort((one, other) => at(one) - at(other));
}

function differsPart(differs) {
  return [
    h(
      "div",
      { class: "no-print" },
      h("h2", {}, t("differsTitle")),
      differs.length
        ? h(
            "ul",
            {},
            differs.map((one) => h("li", {}, differsLine(one))),
          )
        : h("p", {}, t("differsNone")),
    ),
  ];
}

// 达标 2、未达 1: a line for an item, so that all of them stay on one page.
function wordCounts(checks) {
  const words = checks.map((check) => check.word);
  const counted = (word) => `${word} ${words.filter((one) => one === word).length}`;
  return [...new Set(words)].map(counted).join("、");
}

function summaryPart({ name, summary, differs }) {
  const pair = (key, text) => [h("dt", {}, t(key)), h("dd", {}, text)];
  const row = (one) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, `${one.id} ${one.name}`),
      h("td", { class: "figure" }, one.rows),
      h("td", { class: "figure" }, Array.isArray(one.files) ? one.files.length : one.files),
      h("td", {}, wordCounts(one.checklist ?? [])),
      h("td", { class: "figure" }, `${one.errors} / ${one.warnings}`),
    );
  const heads = ["sumItems", "sumRows", "sumFiles", "sumState", "sumFindings"];
  const attached = summary.files
    .map((one) => `${shortName(one.name)}（${shownSize(one.size)}）`)
    .join("、");
  return h(
    "section",
    { class: "summary", "aria-labelledby": "summary-title" },
    h(
      "h2",
      { id: "summary-title" },
      t("summaryTitle", { county: filing.county.name, cycle: filing.cycle }),
    ),
    h(
      "dl",
      {},
      pair("sumDay", summary.day || today()),
      pair("sumName", name),
      pair("sumDigest", summary.digest),
      pair("sumStatement", t(summary.statement ? "sumYes" : "sumNo")),
      pair("sumAttached", attached || t("sumNoFiles")),
      pair("differsTitle", differs.length ? differs.map(differsLine).join("；") : t("differsNone")),
    ),
    h(
      "div",
      { class: "wide" },
      h(
        "table",
        { class: "plain-table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            heads.map((key) => h("th", { scope: "col" }, t(key))),
          ),
        ),
        h("tbody", {}, summary.items.map(row)),
      ),
    ),
    h(
      "p",
      { class: "signs" },
      ["sign1", "sign2", "sign3"].map((key) => h("span", {}, t(key))),
    ),
  );
}

async function openPackage(file) {
  busy(t("opening", { name: file.name }));
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found =
      bytes[0] === 0x7b
        ? openBackup(bytes)
        : await engine.call("unpack", { name: file.name, bytes });
    const given = Object.entries(found.drafts).filter(
      ([id, draft]) => id in drafts && wholeDraft(draft),
    );
    const content = [
      h("p", {}, t("openAsk")),
      h(
        "ul",
        {},
        given.map(([id]) => h("li", {}, itemName(id))),
      ),
      listed(
        "files",
        found.files.map((one) => shortName(one.name)),
      ),
      listed("lookAt", found.troubles ?? []),
    ];
    const go = await choice(t("openTitle"), content, [
      [t("openGo"), true, true],
      [t("cancel"), false],
    ]);
    if (go) await takePackage(file, given, found);
  } catch (error) {
    $("dialog").onclose = null;
    $("dialog").close();
    say(t("openFailed", { why: error.message }), "error");
  }
}

function openBackup(bytes) {
  let read;
  try {
    read = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error(t("notBackup"));
  }
  if (read.kind !== "taizhang-filing") throw new Error(t("notBackup"));
  if (read.cycle !== filing.cycle || read.county?.id !== filing.county.id)
    throw new Error(t("otherCounty", { county: read.county?.name, cycle: read.cycle }));
  return {
    drafts: read.drafts,
    files: read.files.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })),
  };
}

async function takePackage(file, given, found) {
  for (const [id, draft] of given) replaceDraft(id, draft);
  for (const one of found.files) await keepNew(one);
  if (found.state !== undefined) last = found.state;
  await store.write();
  showPage();
  say(t("opened", { name: file.name }));
  if (engine.ready) await restoreEngine();
}

async function clearAll() {
  const go = await choice(t("clearTitle"), h("p", {}, t("clearAsk")), [
    [t("clearGo"), true],
    [t("savePackage"), "save"],
    [t("cancel"), false, true],
  ]);
  if (go === "save") return savePackage();
  if (!go) return;
  await store.clear();
  const gone = [...files.keys()];
  for (const one of [files, waiting]) one.clear();
  for (const id of Object.keys(drafts)) {
    drafts[id] = JSON.parse(originals[id]);
    delete histories[id];
  }
  last = null;
  made = null;
  findings = filing.findings;
  checklists = { ...filing.checklists };
  $("kept").textContent = t("keptNone");
  showPage();
  say(t("cleared"));
  if (!engine.ready) return;
  if (gone.length) await engine.call("drop", { names: gone });
  takeVerdicts(await engine.call("judge_all", { drafts: { ...drafts } }));
}
