// The pages.

function stateOf(id) {
  if (countOf(id, "error")) return "error";
  const states = (checklists[id] ?? []).map((one) => one.state);
  for (const one of ["short", "unproven", "met", "judged"]) if (states.includes(one)) return one;
  return "none";
}

function stateWord(id) {
  const state = stateOf(id);
  if (state === "error") return t("stateError");
  const row = (checklists[id] ?? []).find((one) => one.state === state);
  return row?.word ?? t("stateNone");
}

function sections() {
  const found = new Map();
  for (const item of filing.items) {
    if (!found.has(item.section_name)) found.set(item.section_name, []);
    found.get(item.section_name).push(item);
  }
  return [...found];
}

function showItems() {
  const focused = $("items-list").contains(document.activeElement)
    ? document.activeElement.getAttribute("href")
    : null;
  const here = (id) => (view === id ? "page" : null);
  const link = (id, text) =>
    h(
      "li",
      {},
      h("a", { href: `#/${id}`, "aria-current": here(id) }, h("span", { class: "name" }, text)),
    );
  $("items-list").replaceChildren(
    h(
      "ul",
      {},
      link("", t("overview")),
      link(STATEMENT, t("statement")),
      link("files", t("files")),
      link("hand-in", t("handIn")),
    ),
    h(
      "div",
      { class: "sections" },
      sections().map(([name, items]) =>
        h(
          "section",
          {},
          h("h3", {}, name),
          h(
            "ul",
            {},
            items.map((item) => itemLink(item, here)),
          ),
        ),
      ),
    ),
  );
  if (focused) document.querySelector(`#items-list [href="${focused}"]`)?.focus();
}

function itemLink(item, here) {
  const state = stateOf(item.id);
  return h(
    "li",
    {},
    h(
      "a",
      { href: `#/${item.id}`, "aria-current": here(item.id), title: stateWord(item.id) },
      h("span", {}, item.id),
      h("span", { class: "name" }, item.name),
      h("span", { class: `dot ${state}`, role: "img", "aria-label": stateWord(item.id) }),
    ),
  );
}

function showPage() {
  const item = itemOf(view);
  const pages = {
    "": overviewPage,
    [STATEMENT]: statementPage,
    files: filesPage,
    "hand-in": handInPage,
  };
  const content = item ? itemPage(item) : (pages[view] ?? overviewPage)();
  $("main").replaceChildren(...[content].flat());
  document.title = `${item || view === STATEMENT ? itemName(view) : t("overview")} · ${brand()}`;
  showItems();
  if (item || view === STATEMENT) showVerdict();
  showUndo();
}

const brand = () => t("brand", { county: filing.county.name, cycle: filing.cycle });

function overviewPage() {
  return [
    h("h1", {}, filing.title ?? brand()),
    h("p", { class: "lead" }, filing.demonstration ? t("demonstration") : ""),
    dropBox(),
    sections().map(([name, items]) => [
      h("h2", {}, name),
      h("ul", { class: "cards" }, items.map(card)),
    ]),
    countyFindings(),
    filing.contact ? h("p", { class: "lead" }, t("contactLabel"), filing.contact) : "",
  ].flat(3);
}

function countyFindings() {
  const some = findings.filter((one) => !one.item);
  return some.length ? [h("h2", {}, t("countyFindings")), findingList(some)] : "";
}

function card(item) {
  const rows = drafts[item.id].rows.filter((row) => !isBlank(row)).length;
  const short = (checklists[item.id] ?? []).filter((one) => one.missing);
  return h(
    "li",
    {},
    h(
      "a",
      { href: `#/${item.id}` },
      h(
        "span",
        { class: "head" },
        h("b", {}, itemName(item.id)),
        h("span", { class: `chip ${stateOf(item.id)}` }, stateWord(item.id)),
      ),
      h(
        "small",
        {},
        [
          rows ? t("rowsFilled", { n: rows }) : t("unfilled"),
          drafts[item.id].status,
          ...countsOf(item.id),
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      short.slice(0, 3).map((one) => h("small", {}, `${one.clause}：${numbersOf(one)}`)),
    ),
  );
}

function countsOf(id) {
  const [errors, warnings] = [countOf(id, "error"), countOf(id, "warning")];
  return [errors && t("errors", { n: errors }), warnings && t("warnings", { n: warnings })].filter(
    Boolean,
  );
}

function itemPage(item) {
  const draft = drafts[item.id];
  const head = [
    h("h1", {}, itemName(item.id)),
    h("p", { class: "lead" }, `${item.section_name} · ${t("points", { n: item.points })}`),
    h("blockquote", { class: "official" }, h("b", {}, t("official")), item.text),
  ];
  if (!item.applies) return [...head, h("p", {}, t("notApplicable")), neighbours(item)];
  if (item.trouble)
    return [
      ...head,
      h("p", { class: "notice error" }, t("unreadable", { why: item.trouble })),
      neighbours(item),
    ];
  return h(
    "div",
    { class: "item-page" },
    h(
      "div",
      {},
      head,
      h("ul", {
        class: "findings",
        "data-findings": "*",
        "aria-label": t("general"),
        hidden: true,
      }),
      statusField(draft),
    ),
    checklistAside(),
    h(
      "div",
      {},
      item.parts.map((part) => partField(part)),
    ),
    h("div", {}, claimFields(item, draft)),
    h("div", {}, ledgerPart(item)),
    h("div", {}, otherTexts(item, draft), dropBox(), neighbours(item)),
  );
}

function checklistAside() {
  return h(
    "aside",
    { "aria-labelledby": "checklist-title" },
    h("h2", { id: "checklist-title" }, t("checklist")),
    h("ul", { class: "clauses plain-list", id: "checklist" }),
    h("p", { class: "help", id: "problems" }),
    h("p", { class: "help", id: "judged" }),
    h("p", { class: "help", id: "live", role: "status" }),
  );
}

function statusField(draft) {
  const options =
    draft.status && filing.statuses.includes(draft.status)
      ? filing.statuses
      : [draft.status, ...filing.statuses];
  const made = h(
    "select",
    {
      class: "choice",
      id: "status",
      "aria-describedby": "status-help",
      onchange: ({ target }) =>
        change(view, (one) => {
          one.status = target.value;
        }),
    },
    options.map((one) => h("option", { value: one }, one || t("statusNone"))),
  );
  made.value = draft.status;
  return [
    h("label", { class: "field", for: "status" }, t("status")),
    h("p", { class: "help", id: "status-help" }, t("statusHelp")),
    made,
  ];
}

// A box for one part; its findings stand below it.
function partField(part, label = part) {
  const id = `part-${part.replace(/\s/g, "_") || "preface"}`;
  const text = drafts[view].parts[part] ?? "";
  return [
    h("label", { class: "field", for: id }, label),
    h(
      "div",
      { class: "grow", "data-value": text },
      h("textarea", {
        class: "prose",
        id,
        value: text,
        "aria-describedby": `${id}-findings`,
        onfocus: () => {
          historyOf(view).token = null;
        },
        oninput: ({ target }) => {
          target.parentElement.dataset.value = target.value;
          change(
            view,
            (one) => {
              one.parts[part] = target.value;
            },
            id,
          );
        },
      }),
    ),
    h("ul", {
      class: "findings",
      id: `${id}-findings`,
      "data-findings": part,
      "data-for": id,
      hidden: true,
    }),
  ];
}

function claimFields(item, draft) {
  const counted = item.clauses.filter((one) => one.unit);
  if (!counted.length) return "";
  const field = ({ name, unit }, nth) =>
    h(
      "div",
      {},
      h("label", { for: `claim-${nth}` }, name),
      h("input", {
        id: `claim-${nth}`,
        value: draft.claims[name] ?? "",
        placeholder: unit,
        autocomplete: "off",
        oninput: ({ target }) =>
          change(
            view,
            (one) => {
              one.claims[name] = target.value;
            },
            `claim-${nth}`,
          ),
      }),
    );
  return [
    h("h2", {}, t("claims")),
    h("p", { class: "help" }, t("claimsHelp")),
    h("div", { class: "claims" }, counted.map(field)),
  ];
}

function ledgerPart(item) {
  const act = (key, onclick, id) => h("button", { type: "button", onclick, id }, t(key));
  const at = () => Math.min(cursor.row, rowsOf().length);
  return [
    h("h2", { id: "ledger-title" }, t("ledger")),
    h("p", { class: "help no-print", id: "ledger-help" }, t("ledgerHelp")),
    newClauseField(item),
    h("p", { class: "counts", id: "counts", "aria-hidden": "true" }),
    h(
      "div",
      { class: "row-tools", role: "group", "aria-label": t("ledger") },
      act("insert", () => editRows((rows) => rows.splice(at(), 0, newRow(item)), at())),
      act("remove", () => editRows((rows) => rows.splice(at(), 1), at())),
      act("fillDown", fillDown),
      act("up", () => moveRow(at(), -1)),
      act("down", () => moveRow(at(), 1)),
      act("undo", () => undo(view), "undo"),
      act("redo", () => redo(view), "redo"),
    ),
    h("ul", { class: "findings", "data-findings": "台账", hidden: true }),
    ledger(item),
  ];
}

function newClauseField(item) {
  const names = item.clauses.filter((one) => one.kind !== "not-applicable").map((one) => one.name);
  if (names.length < 2) return "";
  const made = h(
    "select",
    {
      class: "choice",
      id: "new-clause",
      onchange: ({ target }) => {
        newClauses[item.id] = target.value;
      },
    },
    h("option", { value: "" }, t("newClauseNone")),
    names.map((one) => h("option", { value: one }, one)),
  );
  made.value = newClauses[item.id] ?? "";
  return h(
    "p",
    { class: "no-print" },
    h("label", { for: "new-clause" }, `${t("newClause")} `),
    made,
  );
}

function otherTexts(item, draft) {
  const known = new Set([...item.parts, "", "台账"]);
  const others = Object.keys(draft.parts).filter((part) => !known.has(part));
  const boxes = [
    draft.parts[""] ? partField("", t("preface")) : "",
    draft.parts.台账 ? partField("台账", t("aroundLedger")) : "",
    others.map((part) => partField(part)),
  ]
    .flat(2)
    .filter(Boolean);
  return boxes.length ? h("details", {}, h("summary", {}, t("otherTexts")), boxes) : "";
}

function statementPage() {
  const known = [...filing.statement];
  const others = Object.keys(drafts[STATEMENT].parts).filter((one) => one && !known.includes(one));
  return h(
    "div",
    { class: "item-page" },
    h(
      "div",
      {},
      h("h1", {}, t("statement")),
      h("p", { class: "lead" }, t("statementHelp")),
      h("ul", {
        class: "findings",
        "data-findings": "*",
        "aria-label": t("general"),
        hidden: true,
      }),
      h(
        "div",
        { class: "row-tools" },
        h("button", { type: "button", id: "undo", onclick: () => undo(view) }, t("undo")),
        h("button", { type: "button", id: "redo", onclick: () => redo(view) }, t("redo")),
      ),
      drafts[STATEMENT].parts[""] ? partField("", t("preface")) : "",
      [...known, ...others].map((part) => partField(part)),
    ),
    h(
      "aside",
      { class: "no-print", "aria-label": t("checklist") },
      h("p", { class: "help", id: "problems" }),
      h("p", { class: "help", id: "judged" }),
      h("p", { class: "help", id: "live", role: "status" }),
      h("ul", { id: "checklist", hidden: true }),
    ),
  );
}

function neighbours(item) {
  const at = filing.items.indexOf(item);
  const link = (key, one) =>
    one ? h("a", { href: `#/${one.id}` }, t(key, { item: itemName(one.id) })) : h("span");
  return h(
    "p",
    { class: "next" },
    link("previous", filing.items[at - 1]),
    link("next", filing.items[at + 1]),
  );
}
