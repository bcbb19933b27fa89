// The page of files: new ones, those that wait for a row, and the county's own.

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

async function dropWaiting(name) {
  waiting.delete(name);
  await store.dropFile("waiting", name);
  showPage();
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
