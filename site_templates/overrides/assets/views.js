/* What a visitor chooses of a table: kept in the address, so that a view can be shared.
   Without this script the tables are whole; fieldsets with data-view work by it alone. */
(() => {
  "use strict";

  /* The choices as they stand in the fragment; the first option of a select goes without saying. */
  const kept = (fieldset, show) => {
    const fields = [...fieldset.querySelectorAll("[name]")];
    const standard = (field) => (field.tagName === "SELECT" ? field.options[0].value : "");
    const chosen = (field) =>
      field.type === "checkbox" ? field.checked : field.value !== standard(field);

    const read = () => {
      const given = new URLSearchParams(location.hash.slice(1));
      for (const field of fields) {
        if (field.type === "checkbox")
          field.checked = given.getAll(field.name).includes(field.value);
        else field.value = given.get(field.name) ?? standard(field);
        if (field.selectedIndex === -1) field.selectedIndex = 0;
      }
      show();
    };
    const write = () => {
      const given = new URLSearchParams(
        fields.filter(chosen).map((field) => [field.name, field.value]),
      );
      const here = location.href.split("#")[0];
      history.replaceState(null, "", given.toString() ? `${here}#${given}` : here);
      show();
    };
    fieldset.addEventListener("input", write);
    addEventListener("hashchange", read);
    read();
    fieldset.classList.add("tz-works");
    return write;
  };

  const say = (fieldset, sentence, values) => {
    const status = fieldset.querySelector("[role=status]");
    status.textContent = sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  /* Numbers are compared as what is written, "12.345" or "37/3", never as floating point. */
  const exact = (text) => {
    const [top, bottom = "1"] = text.split("/");
    const [whole, part = ""] = top.split(".");
    return [BigInt(whole + part), BigInt(bottom) * 10n ** BigInt(part.length)];
  };
  const order = (first, second) => {
    const [a, b] = [exact(first), exact(second)];
    const difference = a[0] * b[1] - b[0] * a[1];
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  };

  const ranking = (fieldset) => {
    const table = document.getElementById(fieldset.dataset.table);
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const [find, sort, commended] = ["find", "sort", "commended"].map((name) =>
      fieldset.querySelector(`[name=${name}]`),
    );
    const bare = (by) => by.replace("-", "");

    /* Stable: what is equal stays in the order of the ranking, whichever way. */
    const sorted = (by) => {
      const at = heads.findIndex((head) => bare(head.dataset.sort ?? "") === bare(by));
      const sign = by.startsWith("-") ? -1 : 1;
      const value = ({ cells }) => cells[at].dataset.value ?? cells[at].textContent;
      return [...rows].sort((first, second) => {
        const [a, b] = [value(first), value(second)];
        if (!a || !b) return !a - !b;
        return sign * order(a, b);
      });
    };

    const fits = (row) => {
      const text = [...row.querySelectorAll("th a, [data-grade]")]
        .map((cell) => cell.textContent)
        .join(" ");
      return (!commended.checked || "commended" in row.dataset) && text.includes(find.value.trim());
    };

    const show = () => {
      body.append(...sorted(sort.value));
      for (const row of rows) row.hidden = !fits(row);
      for (const head of heads) {
        if (bare(head.dataset.sort ?? "-") === bare(sort.value))
          head.setAttribute("aria-sort", sort.value.startsWith("-") ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      const shown = rows.filter((row) => !row.hidden).length;
      document.getElementById("ranking-empty").hidden = shown > 0;
      table.parentElement.hidden = shown === 0;
      say(fieldset, fieldset.dataset.told, {
        shown,
        all: rows.length,
        order: sort.selectedOptions[0].textContent,
      });
    };

    const write = kept(fieldset, show);
    const buttons = heads
      .filter((head) => head.dataset.sort)
      .map((head) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const first = head.dataset.sort;
          const reversed = first.startsWith("-") ? bare(first) : `-${first}`;
          sort.value = sort.value === first ? reversed : first;
          write();
        });
        return button;
      });
    /* On a phone the heads are for screen readers alone; the list of orders is there. */
    const narrow = matchMedia("(max-width: 44.98em)");
    const fit = () =>
      buttons.forEach((button) => {
        button.disabled = narrow.matches;
      });
    narrow.addEventListener("change", fit);
    fit();
  };

  const MOST = 4;
  const comparing = (fieldset) => {
    const table = document.getElementById(fieldset.dataset.table);
    const boxes = [...fieldset.querySelectorAll("[name=county]")];
    const different = fieldset.querySelector("[name=different]");
    const name = (box) => box.parentElement.textContent.trim();
    const value = (cell) => cell.dataset.value ?? cell.textContent;

    /* Hides what is not chosen and says whether the rest differs; null has nothing to compare. */
    const narrow = (row, visible) => {
      const cells = [...row.cells].slice(1);
      cells.forEach((cell, at) => {
        cell.hidden = !visible[at];
      });
      const mark = row.querySelector(".tz-apart");
      if (!mark) return null;
      const differs = new Set(cells.filter((cell) => !cell.hidden).map(value)).size > 1;
      mark.textContent = differs ? table.dataset.other : table.dataset.same;
      mark.className = `tz-apart tz-${differs ? "other" : "same"}`;
      return differs;
    };

    const show = () => {
      const chosen = boxes.filter((box) => box.checked);
      for (const box of chosen.splice(MOST)) box.checked = false;
      for (const box of boxes) box.disabled = chosen.length === MOST && !box.checked;
      const visible = boxes.map((box) => chosen.length < 2 || box.checked);
      narrow(table.tHead.rows[0], visible);
      let heading,
        rows = 0,
        count = 0;
      for (const body of table.tBodies) {
        if (body.className === "tz-block") {
          heading = body;
          heading.hidden = different.checked;
          continue;
        }
        /* An item stands above its clauses where any of them differs. */
        const differ = [...body.rows].map((row) => narrow(row, visible));
        rows += differ.filter((result) => result !== null).length;
        count += differ.filter(Boolean).length;
        [...body.rows].forEach((row, at) => {
          row.hidden = different.checked && !differ[at] && !(at === 0 && differ.includes(true));
          if (!row.hidden) heading.hidden = false;
        });
      }
      for (const link of document.querySelectorAll("[data-keeps] a")) link.hash = location.hash;
      const { all, told, most } = fieldset.dataset;
      const names = chosen.map(name).join(document.documentElement.lang === "zh" ? "、" : ", ");
      if (chosen.length < 2) say(fieldset, all, { all: boxes.length });
      else
        say(fieldset, chosen.length === MOST ? told + most : told, {
          names,
          rows,
          different: count,
        });
    };
    kept(fieldset, show);
  };

  const views = { ranking, compare: comparing };
  for (const fieldset of document.querySelectorAll("fieldset[data-view]"))
    views[fieldset.dataset.view](fieldset);
})();
