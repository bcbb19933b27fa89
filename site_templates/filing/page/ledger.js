// The ledger as a table of cells.

// What offices call the columns, for a block that is pasted with its heads.
const HEADS = {
  date: ["日期", "时间", "活动时间", "活动日期", "开展时间"],
  event: ["事项", "活动名称", "名称", "活动", "内容", "活动内容", "事项名称", "工作内容"],
  clause: ["条款", "指标", "考核条款"],
  quantity: ["数量", "场次", "次数"],
  place: ["地点", "活动地点", "举办地点"],
  participants: ["参加人数", "人数", "参与人数"],
  proof: ["佐证文件", "佐证", "佐证材料", "附件", "证明材料"],
  number: ["编号", "文号"],
};

const cellOf = (row, key) =>
  document.querySelector(`.ledger [data-row="${row}"][data-key="${key}"]`);
const rowsOf = () => drafts[view].rows;

function ledger(item) {
  const heads = filing.columns.map(({ key, name }) => h("th", { scope: "col", class: key }, name));
  const body = h("tbody", {});
  const table = h(
    "table",
    {
      class: "ledger",
      "aria-labelledby": "ledger-title",
      "aria-describedby": "ledger-help",
      onkeydown: onCellKey,
      oninput: onCellInput,
      onfocusin: onCellFocus,
      onpaste: onCellPaste,
      ondragover: onRowDrag,
      ondragleave: onRowDrag,
      ondrop: onRowDrop,
    },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col", class: "nth" }, t("nth")),
        heads,
        h("td", { class: "drop" }),
      ),
    ),
    body,
  );
  fillRows(body, item);
  return h("div", { class: "ledger-scroll", tabindex: "-1" }, table);
}

function fillRows(body, item) {
  const rows = drafts[item.id].rows;
  body.replaceChildren(...rows.map((row, at) => ledgerRow(item, row, at)), blankRow(item));
}

const blankRow = (item) => ledgerRow(item, null, drafts[item.id].rows.length);

function ledgerRow(item, row, at) {
  return h(
    "tr",
    { "data-at": at, class: row === null ? "blank" : null },
    h("th", { scope: "row" }, String(at + 1)),
    filing.columns.map((column) => ledgerCell(item, column, row?.[column.key] ?? "", at)),
    h(
      "td",
      { class: "drop" },
      row === null
        ? ""
        : h(
            "button",
            {
              type: "button",
              tabindex: "-1",
              "aria-label": t("removeRow", { n: at + 1 }),
              title: t("remove"),
              onclick: () => editRows((rows) => rows.splice(at, 1), at),
            },
            "×",
          ),
    ),
  );
}

function ledgerCell(item, { key, name }, text, at) {
  const given = {
    "data-row": at,
    "data-key": key,
    "aria-label": t("cell", { n: at + 1, column: name }),
  };
  const inside =
    key === "clause"
      ? clauseCell(item, given, text)
      : h(
          "div",
          {
            class: key === "proof" ? "grow links" : "grow",
            "data-value": text,
            "data-shown": shownProof(text),
          },
          h("textarea", {
            ...given,
            rows: 1,
            value: text,
            autocomplete: "off",
            spellcheck: "false",
          }),
        );
  const cell = h("td", { class: key, "data-label": name }, inside);
  if (key === "quantity") cell.querySelector("textarea").placeholder = usualQuantity(item, at);
  return cell;
}

// [签到表](attachments/qd.pdf) as people call it: 签到表（qd.pdf）.
function shownProof(text) {
  const link = /!?\[([^\]]*)\]\(<?([^)>]*)>?\)/g;
  return text.replace(link, (_, words, target) => {
    const file = target.startsWith("attachments/") ? shortName(target) : target;
    const plain = words.replace(/\\([!-/:-@[-`{-~])/g, "$1");
    return plain && !file.includes(plain) ? `${plain}（${file}）` : file;
  });
}

function clauseCell(item, given, text) {
  const names = item.clauses.filter((one) => one.kind !== "not-applicable").map((one) => one.name);
  const options = ["", ...names].map((one) => h("option", { value: one }, one));
  if (text && !names.includes(text))
    options.push(h("option", { value: text }, t("clauseUnknown", { name: text })));
  const made = h("select", given, options);
  made.value = text;
  return made;
}

function usualQuantity(item, at) {
  const named = drafts[item.id].rows[at]?.clause;
  return item.clauses.find((one) => one.name === named)?.default_quantity ?? "";
}

function onCellFocus({ target }) {
  if (!target.dataset.key) return;
  const row = Number(target.dataset.row);
  if (cursor.row !== row || cursor.key !== target.dataset.key) historyOf(view).token = null;
  cursor = { row, key: target.dataset.key };
}

function onCellInput({ target }) {
  const { row, key } = target.dataset;
  if (!key) return;
  const text = target.value.replace(/\s*[\r\n]+\s*/g, " ");
  if (text !== target.value) target.value = text;
  setCell(Number(row), key, text, `${row}.${key}`);
}

function setCell(at, key, text, token = null) {
  const item = itemOf(view);
  const fresh = at >= rowsOf().length;
  change(
    view,
    ({ rows }) => {
      while (rows.length <= at) rows.push(newRow(item));
      rows[at][key] = text;
    },
    token,
  );
  if (fresh) freshRow(item, at, key);
  else if (cellOf(at, key)) showCell(at, key, text);
  if (key === "clause") cellOf(at, "quantity").placeholder = usualQuantity(item, at);
}

function newRow(item) {
  const counted = item.clauses.filter((one) => one.kind !== "not-applicable");
  return wholeRow({
    clause: newClauses[item.id] ?? (counted.length === 1 ? counted[0].name : ""),
  });
}

// The blank row at the end has become a row; another follows it. The cell in use stays.
function freshRow(item, at, key) {
  const row = document.querySelector(`.ledger tr[data-at="${at}"]`);
  row.classList.remove("blank");
  for (const column of filing.columns)
    if (column.key !== key) showCell(at, column.key, rowsOf()[at][column.key]);
  showCell(at, key, rowsOf()[at][key]);
  cellOf(at, "quantity").placeholder = usualQuantity(item, at);
  row.replaceChild(ledgerRow(item, rowsOf()[at], at).lastChild, row.lastChild);
  row.after(blankRow(item));
}

function showCell(at, key, text) {
  const cell = cellOf(at, key);
  if (cell.value !== text) cell.value = text;
  if (key === "clause") return;
  cell.parentElement.dataset.value = text;
  cell.parentElement.dataset.shown = shownProof(text);
}

function focusCell(row, key) {
  const cell = cellOf(Math.max(0, row), key);
  if (!cell) return false;
  cell.focus();
  cell.select?.();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

// As in a spreadsheet: Enter and the arrows go from cell to cell, Tab is the browser's own.
function onCellKey(event) {
  const { target, key } = event;
  if (!target.dataset.key || event.isComposing) return;
  const at = Number(target.dataset.row);
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === "d") copyDown(event, at, target.dataset.key);
    return;
  }
  if (event.altKey) {
    if (key === "ArrowUp" || key === "ArrowDown") moveByKey(event, at, key === "ArrowUp" ? -1 : 1);
    return;
  }
  const steps = { Enter: event.shiftKey ? -1 : 1, ArrowUp: -1, ArrowDown: 1 };
  if (key in steps && !(event.shiftKey && key !== "Enter")) {
    // In a list of clauses the arrows choose.
    if (target.tagName === "SELECT" && key !== "Enter") return;
    event.preventDefault();
    focusCell(at + steps[key], target.dataset.key);
  } else if ((key === "ArrowLeft" || key === "ArrowRight") && !event.shiftKey)
    goSideways(event, at, key === "ArrowLeft" ? -1 : 1);
}

// Ctrl+D: the cell becomes what the one above it is.
function copyDown(event, at, key) {
  event.preventDefault();
  const above = rowsOf()[at - 1]?.[key];
  if (above !== undefined) setCell(at, key, above);
}

// What stands in a cell goes into the empty ones below it.
function fillDown() {
  const { row, key } = cursor;
  const text = rowsOf()[row]?.[key];
  if (!text) return;
  const below = rowsOf().slice(row + 1);
  if (!below.some((one) => !one[key] && !isBlank(one))) return say(t("nothingBelow"));
  editRows((rows) => {
    for (const one of rows.slice(row + 1)) if (!one[key] && !isBlank(one)) one[key] = text;
  });
}

function moveByKey(event, at, step) {
  // In a list of clauses Alt and an arrow unfold it.
  if (event.target.tagName === "SELECT") return;
  event.preventDefault();
  moveRow(at, step);
}

function goSideways(event, at, step) {
  const { target } = event;
  if (target.tagName === "TEXTAREA") {
    const { selectionStart, selectionEnd, value } = target;
    const whole = selectionStart === 0 && selectionEnd === value.length;
    const edge =
      selectionStart === selectionEnd && selectionStart === (step < 0 ? 0 : value.length);
    if (!whole && !edge) return;
  }
  const keys = filing.columns.map((one) => one.key);
  const next = keys[keys.indexOf(target.dataset.key) + step];
  if (!next) return;
  event.preventDefault();
  focusCell(at, next);
}

function editRows(edit, row = cursor.row, key = cursor.key) {
  // The places of the findings are those of the rows before.
  findings = findings.filter((one) => one.item !== view || one.place.row === null);
  change(view, ({ rows }) => edit(rows));
  fillRows(document.querySelector(".ledger tbody"), itemOf(view));
  showVerdict();
  focusCell(Math.min(row, rowsOf().length), key);
}

function moveRow(at, step) {
  const to = at + step;
  if (at >= rowsOf().length || to < 0 || to >= rowsOf().length) return;
  editRows((rows) => rows.splice(to, 0, ...rows.splice(at, 1)), to);
}

// A block as Excel puts it on the clipboard: cells with line ends stand in quotation marks.
function readBlock(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  while (pattern.lastIndex < text.length) {
    const [, quoted, plain, end] = pattern.exec(text);
    const cell = quoted === undefined ? plain : quoted.replaceAll('""', '"');
    rows.at(-1).push(cell.replace(/\s*[\r\n]+\s*/g, " ").trim());
    if (end && end !== "\t" && pattern.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

function onCellPaste(event) {
  const { target } = event;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!target.dataset.key || !/[\t\n\r]/.test(text.trim())) return;
  event.preventDefault();
  pasteBlock(Number(target.dataset.row), target.dataset.key, readBlock(text));
}

function pasteBlock(at, key, block) {
  const { columns, rows, skipped, first } = understoodBlock(key, block);
  const kept = rows.filter((row) => row.some(Boolean));
  const sums = kept.filter((row) => /^(合计|总计|小计|共计)/.test(row.find(Boolean)));
  const taken = kept.filter((row) => !sums.includes(row));
  const item = itemOf(view);
  editRows(
    (all) => {
      for (const [nth, cells] of taken.entries()) {
        while (all.length <= at + nth) all.push(newRow(item));
        for (const [place, column] of columns.entries())
          if (column && cells[place] !== undefined) all[at + nth][column] = cells[place];
      }
    },
    at + taken.length,
    first,
  );
  const told = t(skipped.length ? "pastedSkipped" : "pasted", {
    rows: taken.length,
    columns: skipped.join("、"),
  });
  say(sums.length ? `${told}${t("pastedSums")}` : told);
}

// Which column each column of the block is: by its heads, else from the cell to the right.
function understoodBlock(key, block) {
  const named = block[0].map((text) => headOf(text));
  if (named.filter(Boolean).length >= 2) {
    const skipped = block[0].filter((text, place) => text && !named[place]);
    return { columns: named, rows: block.slice(1), skipped, first: named.find(Boolean) };
  }
  const keys = filing.columns.map((one) => one.key);
  const columns = keys.slice(keys.indexOf(key));
  const counts =
    block.length > 1 && block.every((row, nth) => Number(row[0]) === Number(block[0][0]) + nth);
  // A first column that only counts the rows is none of ours.
  if (key === keys[0] && counts && block[0][0].length < 4) columns.unshift(null);
  return { columns, rows: block, skipped: [], first: key };
}

function headOf(text) {
  const bare = text.replace(/[\s（(].*$/, "");
  return Object.keys(HEADS).find((key) => HEADS[key].includes(bare)) ?? null;
}

function onRowDrag(event) {
  const row = event.target.closest("tbody tr[data-at]");
  for (const one of document.querySelectorAll(".ledger tr.over")) one.classList.remove("over");
  if (event.type === "dragover" && hasFiles(event)) {
    event.preventDefault();
    row?.classList.add("over");
  }
}

function onRowDrop(event) {
  const row = event.target.closest("tbody tr[data-at]");
  if (!row || !hasFiles(event)) return;
  event.preventDefault();
  event.stopPropagation();
  row.classList.remove("over");
  $("dropping").hidden = true;
  takeFiles(event.dataTransfer.files, Number(row.dataset.at));
}
