// What is known.

const STATEMENT = "index";
let filing; // what the page was made with
const drafts = {}; // by item, the statement's under "index"
const originals = {}; // each as JSON, as the page was made with it
const files = new Map(); // new files by their name in the package
const waiting = new Map(); // files that no row speaks of, by their own name
let findings = [];
let checklists = {};
const troubles = {};
const histories = {};
let last = null; // of the last package
let judgedAt = "";
let view = "";
let cursor = { row: 0, key: "date" };
const newClauses = {};

const itemOf = (id) => filing.items.find((one) => one.id === id);
const itemName = (id) =>
  id === STATEMENT ? t("statement") : itemOf(id) ? `${id} ${itemOf(id).name}` : id;
const isChanged = (id) => JSON.stringify(drafts[id]) !== originals[id];
const changedDrafts = () =>
  Object.fromEntries(Object.entries(drafts).filter(([id]) => isChanged(id)));

function digestOf(text) {
  let sum = 5381;
  for (let at = 0; at < text.length; at++) sum = (sum * 33 + text.charCodeAt(at)) | 0;
  return `${text.length}.${sum}`;
}

function wholeRow(row) {
  return Object.fromEntries(filing.columns.map(({ key }) => [key, String(row?.[key] ?? "")]));
}

// A draft of the right shape, whatever stood in a store or a file; null where it is none.
function wholeDraft(given) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
  const texts = (value) =>
    Object.fromEntries(Object.entries(value ?? {}).map(([key, text]) => [key, String(text ?? "")]));
  const rows = given.rows ?? [];
  if (!Array.isArray(rows) || typeof (given.parts ?? {}) !== "object") return null;
  return {
    ...given,
    status: String(given.status ?? ""),
    parts: texts(given.parts),
    claims: texts(given.claims),
    rows: rows.map(wholeRow),
  };
}

function readFiling(given) {
  filing = given;
  for (const item of filing.items) drafts[item.id] = wholeDraft(item.draft);
  drafts[STATEMENT] = wholeDraft(filing.index);
  for (const id of Object.keys(drafts)) originals[id] = JSON.stringify(drafts[id]);
  findings = filing.findings;
  checklists = { ...filing.checklists };
}
