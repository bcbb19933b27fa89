// What the checker says.

// The checker speaks to people who have the file open; here it is a table, and files are dropped.
const CELLS = { "entry-without-proof": "proof" };
const columnOf = ({ code, place }) => CELLS[code] ?? place.column;
const fixOf = ({ code, fix }) => TEXTS[`fix-${code}`] ?? fix;

const own = (id) => findings.filter((one) => one.item === id);
const countOf = (id, severity) => own(id).filter((one) => one.severity === severity).length;

function findingLine(one) {
  return h(
    "li",
    { class: { error: "error", warning: "warning" }[one.severity] ?? "hint" },
    h("b", {}, `${one.word}：`),
    one.message,
    one.fix ? h("span", { class: "mend" }, t("fix", { fix: fixOf(one) })) : "",
  );
}

const findingList = (some, given = {}) =>
  some.length ? h("ul", { class: "findings", ...given }, some.map(findingLine)) : "";

function showVerdict() {
  showItems();
  showPersonal();
  if (view === STATEMENT || itemOf(view)) {
    showChecklist();
    showPartFindings();
    showRowFindings();
  } else if (!$("dialog").open && view === "") showPage();
}

function showPersonal() {
  const personal = findings.filter((one) => one.personal);
  dropNotice("personal");
  if (!personal.length) return;
  const places = [...new Set(personal.map((one) => one.item))].map((id) =>
    h("a", { href: id ? `#/${id}` : "#/files" }, id ? itemName(id) : t("files")),
  );
  const [before, after] = t("personalNotice", { n: personal.length, places: "\n" }).split("\n");
  const spaced = places.flatMap((one, nth) => (nth ? ["、", one] : [one]));
  notice("personal", before, { kind: "error", places: [...spaced, after] });
}

function showJudging() {
  const place = $("judged");
  if (place) place.textContent = t(engine.ready ? "judging" : "notYet");
}

function showChecklist() {
  const place = $("checklist");
  if (!place) return;
  $("judged").textContent = engine.ready
    ? judgedAt
      ? t("judged", { time: judgedAt })
      : ""
    : t("notYet");
  const before = place.dataset.text;
  place.replaceChildren(...checklistRows(checklists[view] ?? []));
  const now = [...place.querySelectorAll("b, .numbers")].map((one) => one.textContent).join("；");
  place.dataset.text = now;
  if (before !== undefined && before !== now) live(now);
  if ($("counts"))
    $("counts").textContent = (checklists[view] ?? [])
      .filter((one) => one.required)
      .map((one) => `${one.clause}：${numbersOf(one)}`)
      .join("；");
  const many = own(view).length;
  $("problems").textContent = many ? t("problems", { n: many }) : engine.ready ? t("clean") : "";
}

function checklistRows(rows) {
  const counted = rows.filter((one) => one.required || one.state !== "judged");
  if (!rows.length) return [h("li", {}, t("noClauses"))];
  return rows.map((one) =>
    h(
      "li",
      {},
      h("b", {}, one.clause),
      counted.includes(one) ? h("p", { class: "numbers" }, numbersOf(one)) : "",
      h("span", { class: `chip ${one.state}` }, one.word),
      one.required ? bar(one) : "",
    ),
  );
}

function numbersOf(one) {
  const required = one.required ? t("required", one) : "";
  const missing = one.missing ? t("missing", one) : "";
  const proven = one.proven && one.proven !== one.counted ? t("proven", one) : "";
  return `${required}${t("counted", one)}${missing}${proven}`;
}

function bar(one) {
  const number = (text) => Number(/[\d.]+/.exec(text ?? "")?.[0] ?? 0);
  const share = Math.min(100, (100 * number(one.counted)) / (number(one.required) || 1));
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("class", `bar ${one.state}`);
  made.setAttribute("viewBox", "0 0 100 10");
  made.setAttribute("preserveAspectRatio", "none");
  made.setAttribute("aria-hidden", "true");
  const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  part.setAttribute("width", share);
  part.setAttribute("height", 10);
  made.append(part);
  return made;
}

function showPartFindings() {
  const inCells = (one) => one.place.row !== null;
  for (const place of document.querySelectorAll("[data-findings]")) {
    const part = place.dataset.findings;
    const named = own(view).filter((one) => !inCells(one) && boxOf(one) === part);
    const lines = named.map(findingLine);
    if (part === "*" && troubles[view]) lines.unshift(h("li", { class: "error" }, troubles[view]));
    place.replaceChildren(...lines);
    place.hidden = !lines.length;
    const box = place.dataset.for && $(place.dataset.for);
    if (box)
      box.setAttribute("aria-invalid", String(named.some((one) => one.severity === "error")));
  }
}

// Where a finding without a row stands: at its part's box, else at the top of the page.
function boxOf({ place }) {
  const there = document.querySelector(`[data-findings="${CSS.escape(place.part ?? "*")}"]`);
  return there ? (place.part ?? "*") : "*";
}

function showRowFindings() {
  const body = document.querySelector(".ledger tbody");
  if (!body) return;
  for (const one of body.querySelectorAll("tr.notes")) one.remove();
  for (const one of body.querySelectorAll("td.error, td.warning")) {
    one.classList.remove("error", "warning");
    const cell = one.querySelector("[data-key]");
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
  }
  const byRow = new Map();
  for (const one of own(view)) {
    if (one.place.row === null) continue;
    byRow.set(one.place.row, [...(byRow.get(one.place.row) ?? []), one]);
  }
  for (const [at, some] of byRow) noteRow(body, at, some);
}

function noteRow(body, at, some) {
  const row = body.querySelector(`tr[data-at="${at}"]`);
  if (!row) return;
  const id = `notes-${at}`;
  row.after(
    h(
      "tr",
      { class: "notes" },
      h("td", { colspan: filing.columns.length + 2, id }, findingList(some)),
    ),
  );
  for (const one of some) {
    const { severity } = one;
    const column = columnOf(one);
    const cell = column && cellOf(at, column);
    if (!cell) continue;
    cell.setAttribute("aria-describedby", id);
    if (severity === "error") cell.setAttribute("aria-invalid", "true");
    const kind = severity === "error" ? "error" : "warning";
    if (!cell.closest("td").classList.contains("error")) cell.closest("td").classList.add(kind);
  }
}
