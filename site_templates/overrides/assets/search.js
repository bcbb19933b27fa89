/* Search in a dialog of our own. The index is loaded when the dialog is first opened:
   Pagefind's where the site is served, one script of texts where a copy opens from a disk. */
(() => {
  "use strict";
  const script = document.currentScript;
  const root = new URL("../", script.src);
  const opener = document.querySelector("[data-tz-search]");
  if (!opener || !window.HTMLDialogElement) return;

  const EXAMINED = 40;
  const BROAD = 20;
  const SHOWN = 10;
  const language = document.documentElement.lang;
  const WORDS = {
    zh: {
      choices: ["年度", "县（区）", "项目", "条款状态"],
      past: /（\d{4}年度）$/,
      search: "搜索",
      placeholder: "搜索县（区）、考核内容、台账",
      all: "全部",
      more: "再看一些",
      close: "关闭",
      loading: "正在装入搜索…",
      failed: "搜索没有装好。请刷新网页再试。",
      found: (number, most) => `找到 ${number} 页${most ? "以上" : ""}`,
      nothing: (query, narrowed) =>
        `没有找到“${query}”。换一个说法${narrowed ? "，或者去掉筛选条件" : ""}再试。`,
    },
    en: {
      choices: ["Year", "County", "Section", "State of a clause"],
      past: /\(year \d{4}\)$/,
      search: "Search",
      placeholder: "Search in English or Chinese",
      all: "All",
      more: "Show more",
      close: "Close",
      loading: "Loading the search…",
      failed: "The search could not be loaded. Please reload the page.",
      found: (number, most) =>
        `${number}${most ? " or more" : ""} page${number === 1 ? "" : "s"} found`,
      nothing: (query, narrowed) =>
        `Nothing found for “${query}”. Try other words${narrowed ? ", or without the choices above" : ""}.`,
    },
  };
  const words = WORDS[language] || WORDS.zh;
  /* Pages of the reader's own language, where a site has several. */
  let own = {};
  let dialog,
    input,
    list,
    status,
    more,
    choices,
    engine,
    results = [],
    shown = 0,
    turn = 0;

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const loaded = (source) =>
    new Promise((resolve, reject) => {
      document.head.append(made("script", { src: source, onload: resolve, onerror: reject }));
    });

  /* Full-width letters, digits and signs as half-width ones, character for character, so that a
     place in the one is the same place in the other. */
  const fold = (text) =>
    text
      .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replaceAll("\u3000", " ")
      .toLowerCase();
  const folded = (page) => {
    page.folded ??= fold(page.text);
    return page.folded;
  };
  const wide = (text) =>
    text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

  /* What is asked for: without quotes, brackets and stops, which a reader copies along. */
  const asked = (typed) =>
    fold(typed.replace(/[\p{Ps}\p{Pe}\p{Pi}\p{Pf}"，。、；：！？]/gu, " "))
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .join(" ");

  /* Pagefind parts Chinese words of a query only where the page is Chinese. */
  const parted = (query) =>
    language === "zh" || !Intl.Segmenter
      ? query
      : [...new Intl.Segmenter("zh", { granularity: "word" }).segment(query)]
          .map((word) => word.segment)
          .join(" ");

  /* Both engines: facets() gives {name: {value: pages}}, find() pages of {url, title, text}. */
  const pagefind = async () => {
    const index = await import(new URL("search/pagefind.js", root).href);
    await index.options({ baseUrl: root.pathname });
    await index.init();
    const page = async (result) => {
      const { url, meta, content } = await result.data();
      return { url, title: meta.title || url, text: content };
    };
    return {
      facets: () => index.filters(),
      find: async (typed, filters) => {
        const query = parted(typed);
        const other = parted(wide(typed));
        /* By relevance, and those that hold the others, which have less of each word; of what has
           a name that begins so, such as a county, first its own page. */
        const sort = { depth: "asc" };
        const begins = (value) => fold(value).startsWith(typed);
        const named = Object.entries(await index.filters()).flatMap(([name, values]) =>
          Object.keys(values)
            .filter(begins)
            .map((value) => ({ [name]: value })),
        );
        const own = { ...filters, ...named[0] };
        const every = await Promise.all([
          index.search(query, { filters }),
          index.search(query, { filters, sort }),
          index.search(query, { filters: own, sort }),
          /* The index knows letters and digits of the two widths as different words. */
          ...(/[a-z\d]/.test(typed) ? [index.search(other, { filters })] : []),
        ]);
        const [near, broad, first, widened = []] = every.map((answer) => answer.results);
        const found = new Map(
          [
            ...near.slice(0, EXAMINED),
            ...broad.slice(0, BROAD),
            ...first.slice(0, SHOWN),
            ...widened.slice(0, SHOWN),
          ].map((result) => [result.id, result]),
        );
        return Promise.all([...found.values()].map(page));
      },
    };
  };

  const copied = async () => {
    await loaded(new URL("search-data.js", root).href);
    const pages = window.taizhangPages.map(([url, title, text, facets]) => ({
      url: new URL(url, root).href,
      title,
      text,
      facets,
    }));
    const facets = {};
    for (const page of pages)
      for (const [name, value] of page.facets) {
        facets[name] ??= {};
        facets[name][value] = (facets[name][value] || 0) + 1;
      }
    const has = (page, name, value) =>
      page.facets.some((facet) => facet[0] === name && facet[1] === value);
    return {
      facets: async () => facets,
      find: async (query, filters) =>
        pages
          .filter(
            (page) =>
              Object.entries(filters).every(([name, value]) => has(page, name, value)) &&
              rank(page, query) > 0,
          )
          .sort((first, second) => density(second, query) - density(first, query)),
    };
  };

  /* Titles first, then texts that hold what was typed letter by letter; where none does,
     the share of neighbouring characters that page and title have. 0 is no answer. */
  const CLOSE = 0.5;
  /* On a page in another language its Chinese name stands below the heading. */
  const below = (title, text) =>
    (text.startsWith(title) ? text.slice(title.length) : text).replace(/^[\s.]+/, "");
  const rank = (page, query) => {
    const terms = query.split(" ");
    const title = fold(page.title),
      text = folded(page);
    const has = (term) => title.includes(term) || text.includes(term);
    if (terms.join(" ") === title) return 6;
    if (terms.every((term) => title.includes(term))) return 5;
    if (language !== "zh" && below(title, text).startsWith(terms.join(" "))) return 5;
    if (terms.some((term) => title.includes(term)) && terms.every(has)) return 4;
    if (terms.every((term) => text.includes(term))) return 3;
    const pairs = terms.flatMap((term) =>
      term.length < 2 ? [term] : [...term.slice(1)].map((letter, at) => term[at] + letter),
    );
    const share = (test) => pairs.filter(test).length / pairs.length;
    return share(has) < CLOSE ? 0 : share(has) + share((pair) => title.includes(pair));
  };

  const density = (page, query) => (folded(page).split(query).length - 1) / page.text.length;

  const depth = (page) =>
    new URL(page.url, root).pathname.replace(/index\.html$/, "").split("/").length;

  /* The best answers alone; among equal ones this year's come first, and the page that holds
     the others, then of titles that hold what was typed the one with the least besides. */
  const ordered = (pages, query) => {
    const ranked = pages.map((page) => ({
      page,
      rank: rank(page, query),
      past: words.past.test(page.title),
      depth: depth(page),
    }));
    const least = Math.max(0, ...ranked.map((answer) => answer.rank)) >= 3 ? 3 : Number.MIN_VALUE;
    return ranked
      .filter((answer) => answer.rank >= least)
      .sort(
        (first, second) =>
          second.rank - first.rank ||
          first.past - second.past ||
          first.depth - second.depth ||
          (first.rank > 3 ? first.page.title.length - second.page.title.length : 0),
      )
      .map((answer) => answer.page);
  };

  /* What the text has of a term: all of it, or its longest pieces. */
  const pieces = (text, term) => {
    const found = [];
    for (let from = 0; from < term.length; ) {
      let to = term.length;
      while (to > from && !text.includes(term.slice(from, to))) to -= 1;
      const piece = term.slice(from, to);
      /* Two Chinese letters are a word; two Latin ones stand in any. */
      if (piece === term || piece.length > (/[!-~]/.test(piece) ? 2 : 1)) found.push(piece);
      from = Math.max(to, from + 1);
    }
    return found;
  };

  const BEFORE = 20;
  const LENGTH = 90;
  /* The piece of the text that has most of what was asked for, with that marked. */
  const excerpt = (page, query) => {
    const { text } = page;
    const low = folded(page);
    const found = [...new Set(query.split(" ").flatMap((term) => pieces(low, term)))].sort(
      (first, second) => second.length - first.length,
    );
    const escaped = found.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const places = found.length ? [...low.matchAll(new RegExp(escaped.join("|"), "g"))] : [];
    const within = ({ index }) => low.slice(index, index + LENGTH - BEFORE);
    const share = (place) =>
      found.reduce((sum, piece) => sum + (within(place).includes(piece) ? piece.length : 0), 0);
    const shares = places.map(share);
    const best = places[shares.indexOf(Math.max(...shares))];
    const from = best ? Math.max(0, best.index - BEFORE) : 0;
    const to = from + LENGTH;
    const parts = [from > 0 ? "…" : ""];
    let at = from;
    for (const { index, 0: piece } of places) {
      if (index < at || index + piece.length > to) continue;
      const end = index + piece.length;
      parts.push(text.slice(at, index), made("mark", { textContent: text.slice(index, end) }));
      at = end;
    }
    return made("p", {}, ...parts, text.slice(at, to), to < text.length ? "…" : "");
  };

  const row = (page) =>
    made(
      "li",
      {},
      made("a", { href: page.url }, made("b", { textContent: page.title })),
      excerpt(page, asked(input.value)),
    );

  const showMore = () => {
    const next = results.slice(shown, shown + SHOWN).map(row);
    list.append(...next);
    shown += next.length;
    more.hidden = shown >= results.length;
    return next[0];
  };

  const say = (text) => {
    status.textContent = text;
  };

  const search = async () => {
    // What was typed before the index has come is searched by open().
    if (!engine) return;
    const typed = input.value.trim();
    const query = asked(typed);
    const mine = ++turn;
    if (!query) {
      results = [];
      list.replaceChildren();
      list.dataset.query = typed;
      more.hidden = true;
      say(typed && words.nothing(typed, false));
      return;
    }
    const filters = Object.fromEntries(
      [...choices.querySelectorAll("select")]
        .filter((select) => select.value)
        .map((select) => [select.name, select.value]),
    );
    const found = ordered(await engine.find(query, { ...filters, ...own }), query);
    if (mine !== turn) return;
    results = found;
    list.dataset.query = typed;
    shown = 0;
    list.replaceChildren();
    showMore();
    say(
      found.length
        ? words.found(found.length, found.length >= EXAMINED)
        : words.nothing(typed, Object.keys(filters).length > 0),
    );
  };

  const waiting = () => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(() => search().catch(failed), 150);
    };
  };

  const failed = (error) => {
    say(words.failed);
    console.error(error);
  };

  const choice = (name, values) => {
    const select = made("select", { name });
    select.append(
      made("option", { value: "", textContent: words.all }),
      ...Object.keys(values).map((value) => made("option", { value, textContent: value })),
    );
    select.addEventListener("change", () => search().catch(failed));
    return made("label", {}, made("span", { textContent: name }), select);
  };

  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.tagName === "SELECT" || event.isComposing) return;
    const stops = [input, ...list.querySelectorAll("a")];
    const here = stops.indexOf(document.activeElement);
    const next = stops[Math.min(stops.length - 1, Math.max(0, here + step))];
    event.preventDefault();
    next.focus();
  };

  const build = () => {
    input = made("input", {
      type: "search",
      autocomplete: "off",
      spellcheck: false,
      placeholder: words.placeholder,
    });
    input.setAttribute("aria-label", words.search);
    status = made("p", { className: "tz-search-status" });
    status.setAttribute("role", "status");
    choices = made("div", { className: "tz-search-choices" });
    list = made("ol", { className: "tz-search-list" });
    more = made("button", { type: "button", textContent: words.more, hidden: true });
    const close = made("button", { type: "button", textContent: words.close });
    const form = made("form", { method: "dialog" }, input, close);
    dialog = made(
      "dialog",
      { className: "tz-search md-typeset" },
      form,
      choices,
      status,
      list,
      more,
    );
    dialog.setAttribute("aria-label", words.search);
    document.body.append(dialog);
    const later = waiting();
    input.addEventListener("input", (event) => event.isComposing || later());
    input.addEventListener("compositionend", later);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.focus();
    });
    close.addEventListener("click", () => dialog.close());
    more.addEventListener("click", () => showMore()?.querySelector("a").focus());
    dialog.addEventListener("keydown", move);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  };

  const open = async () => {
    if (!dialog) build();
    dialog.showModal();
    input.select();
    if (engine) return;
    say(words.loading);
    try {
      engine = await (script.dataset.engine === "copy" ? copied() : pagefind());
      const facets = await engine.facets();
      if (facets.language) own = { language };
      const several = (name) => Object.keys(facets[name] || {}).length > 1;
      choices.append(...words.choices.filter(several).map((name) => choice(name, facets[name])));
      say("");
      await search();
    } catch (error) {
      failed(error);
    }
  };

  opener.hidden = false;
  opener.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const writing =
      /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      writing ||
      dialog?.open
    )
      return;
    event.preventDefault();
    open();
  });
})();
