/* The pieces that the scoring page is drawn with. */
window.taizhangParts = (() => {
  "use strict";
  const { shown } = taizhangBallot;
  const foreign = document.documentElement.lang !== "zh";

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    /* On a page in another language what has no name in it is marked as Chinese. */
    const text = children.every((child) => typeof child === "string") ? children.join("") : "";
    if (foreign && /\p{Script=Han}/u.test(text)) element.lang = "zh";
    return element;
  };

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* The checklist of a county's item: a line a clause. */
  const checklist = (words, clauses, rows) =>
    make(
      "ul",
      { class: "tz-desk-check" },
      ...clauses.map(([id, name], at) => {
        const [target, counted, proven, state, word, missing] = rows[at];
        const figures = target
          ? filled(words.figures, { target, counted: counted || "0", proven: proven || "0" })
          : "";
        return make(
          "li",
          {},
          make("b", {}, `${id} ${name}`),
          make("span", { class: `tz-state tz-${state}` }, word),
          figures && make("small", {}, figures),
          missing && make("small", { class: "tz-desk-short" }, filled(words.short, { missing })),
        );
      }),
    );

  /* All scores with their sums; ``cell`` draws one. */
  const grid = (words, ballot, cell) => {
    const { data, counties } = ballot;
    const total = (items) => [
      ...counties.map((county) => make("td", {}, shown(ballot.sum([county], items)))),
      make("td", {}, shown(ballot.sum(counties, items))),
    ];
    const row = (item) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, `${item} ${data.items[item].name}`),
        make("td", {}, data.items[item].points),
        ...counties.map((county) => make("td", {}, cell(county, item))),
        make("td", {}, shown(ballot.sum(counties, [item]))),
      );
    const sums = (name, items) =>
      make(
        "tr",
        { class: "tz-desk-sums" },
        make("th", { scope: "row", colspan: "2" }, name),
        ...total(items),
      );
    const heads = [words.item, words.most, ...data.counties.map(([, name]) => name), words.sum];
    return make(
      "table",
      { class: "tz-desk-grid" },
      make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
      make(
        "tbody",
        {},
        ...data.blocks.flatMap((block) => [
          ...block.items.map(row),
          sums(filled(words.subtotal, { name: block.name }), block.items),
        ]),
        sums(words.sum, ballot.items),
      ),
    );
  };

  return { checklist, filled, grid, make };
})();
