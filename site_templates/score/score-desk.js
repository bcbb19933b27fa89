/* The desk of a judge: an item with its counties, a county with its items, or all scores at once. */
window.taizhangDesk = (() => {
  "use strict";
  const { parsed, shown } = taizhangBallot;
  const { checklist, filled, grid, make } = taizhangParts;

  class Desk {
    /* ``changed`` is called after each change of a score or a note. */
    constructor(place, ballot, words, root, changed) {
      Object.assign(this, { place, ballot, words, root, changed });
      this.view = "item";
      this.at = { item: ballot.items[0], county: ballot.counties[0] };
      this.framed = null;
      this.body = make("div", { class: "tz-desk-body" });
      this.frame = make("aside", { class: "tz-desk-frame", "aria-label": words.evidence });
      this.progress = make("p", { class: "tz-desk-progress" });
      this.tabs = make("div", { class: "tz-desk-tabs", role: "group", "aria-label": words.views });
      place.replaceChildren(this.tabs, this.progress, this.body, this.frame);
      place.addEventListener("keydown", (event) => this.press(event));
    }

    name(county) {
      return this.ballot.data.counties.find(([id]) => id === county)[1];
    }

    title(item) {
      return `${item} ${this.ballot.data.items[item].name}`;
    }

    get along() {
      return this.view === "county" ? this.ballot.counties : this.ballot.items;
    }

    cells() {
      const { ballot, at } = this;
      return this.view === "county"
        ? ballot.items.map((item) => [at.county, item])
        : ballot.counties.map((county) => [county, at.item]);
    }

    /* Draw anew; the focus stays on what has the same id, or goes to the first score. */
    draw(focus = "", scrolled = true) {
      const kept = focus || document.activeElement?.id;
      this.drawTabs();
      const bodies = { all: () => this.all(), sign: () => this.sign() };
      this.body.replaceChildren(...(bodies[this.view] ?? (() => this.scores()))());
      this.drawFrame();
      this.drawProgress();
      const target =
        focus === "first" ? this.body.querySelector(".tz-desk-score") : this.find(kept);
      target?.focus({ preventScroll: !scrolled });
      /* What is told above the desk is not to be scrolled away. */
      if (!scrolled) target?.scrollIntoView({ block: "nearest" });
      else if (focus === "first") this.body.scrollIntoView({ block: "start" });
    }

    find(id) {
      return id ? document.getElementById(id) : null;
    }

    show(view, at = {}, focus = "") {
      this.view = view;
      Object.assign(this.at, at);
      /* The evidence goes along: the next item of the same county, or the same of the next. */
      if (this.framed)
        this.framed = view in this.at ? { ...this.framed, [view]: this.at[view] } : null;
      this.draw(focus);
    }

    drawTabs() {
      const { words } = this;
      this.tabs.replaceChildren(
        ...["item", "county", "all", "sign"].map((view) =>
          make(
            "button",
            {
              type: "button",
              id: `tz-view-${view}`,
              "aria-pressed": String(this.view === view),
              onclick: () => this.show(view),
            },
            words[`view_${view}`],
          ),
        ),
      );
    }

    drawProgress() {
      const { ballot, words } = this;
      const items = ballot.items.filter((item) => ballot.isDone(ballot.counties, [item])).length;
      const [given, asked] = ballot.given(ballot.counties, ballot.items);
      const values = { items, of: ballot.items.length, given, asked };
      this.progress.replaceChildren(
        make("progress", { max: asked || 1, value: given, "aria-label": words.progress_name }),
        make("span", {}, filled(words.progress, values)),
      );
      for (const option of this.body.querySelectorAll("#tz-pick option"))
        option.textContent = this.picked(option.value);
      const here = this.body.querySelector("[data-here]");
      if (here) here.textContent = this.hereText();
    }

    picked(id) {
      const { ballot } = this;
      const county = this.view === "county";
      const [given, asked] = ballot.given(
        ...(county ? [[id], ballot.items] : [ballot.counties, [id]]),
      );
      const sign = asked ? (given === asked ? "✓" : "　") : "／";
      return `${sign} ${county ? this.name(id) : this.title(id)}`;
    }

    hereText() {
      const { ballot, at, words } = this;
      const county = this.view === "county";
      const part = county ? [[at.county], ballot.items] : [ballot.counties, [at.item]];
      const [given, asked] = ballot.given(...part);
      return filled(words.here, { given, asked, sum: shown(ballot.sum(...part)) });
    }

    /* The bar to go on with, what the notice asks for, and a card a score. */
    scores() {
      const { at, words, ballot } = this;
      const county = this.view === "county";
      const item = ballot.data.items[at.item];
      return [
        this.turn(),
        county
          ? ""
          : make(
              "details",
              {
                class: "tz-desk-text",
                open: !this.folded,
                ontoggle: (event) => {
                  this.folded = !event.target.open;
                },
              },
              make("summary", {}, words.official),
              make("p", { lang: "zh" }, item.text),
            ),
        make("p", { class: "tz-desk-keys" }, words.keys),
        make(
          "div",
          { class: "tz-desk-cells" },
          ...this.cells().map(([one, two]) => this.card(one, two)),
        ),
        this.turn(true),
      ].filter(Boolean);
    }

    turn(below = false) {
      const { at, along, words, view } = this;
      const now = along.indexOf(at[view]);
      const button = (step, word) =>
        make(
          "button",
          {
            type: "button",
            id: `tz-${step > 0 ? "next" : "previous"}${below ? "-below" : ""}`,
            disabled: !along[now + step],
            onclick: () => this.go(step, below ? "first" : ""),
          },
          words[`${word}_${view}`],
        );
      if (below) return make("div", { class: "tz-desk-turn" }, button(1, "next"));
      return make(
        "div",
        { class: "tz-desk-turn" },
        button(-1, "previous"),
        make(
          "select",
          {
            id: "tz-pick",
            "aria-label": words[`pick_${view}`],
            onchange: (event) => this.show(view, { [view]: event.target.value }),
          },
          ...along.map((id) =>
            make("option", { value: id, selected: id === at[view] }, this.picked(id)),
          ),
        ),
        button(1, "next"),
        make("span", { "data-here": true, class: "tz-desk-here" }),
      );
    }

    go(step, focus) {
      const next = this.along[this.along.indexOf(this.at[this.view]) + step];
      if (next) this.show(this.view, { [this.view]: next }, focus);
      return next !== undefined;
    }

    card(county, item) {
      const { ballot, words, view } = this;
      const cell = ballot.data.items[item].counties[county] ?? ["", null];
      const heading = `tz-cell-${county}-${item}`;
      const open = ballot.isOpen(county, item);
      return make(
        "section",
        { class: "tz-desk-cell", "aria-labelledby": heading },
        make("h2", { id: heading }, view === "county" ? this.title(item) : this.name(county)),
        cell[0] && make("p", { class: "tz-desk-status" }, cell[0]),
        open
          ? this.field(county, item, heading)
          : make("p", { class: "tz-desk-closed" }, words.closed),
        cell[1] && checklist(words, ballot.data.items[item].clauses, cell[1]),
        make(
          "button",
          {
            type: "button",
            id: `tz-look-${county}-${item}`,
            class: "tz-desk-look",
            "aria-describedby": heading,
            onclick: () => this.look(county, item),
          },
          words.look,
        ),
        open ? this.noteField(county, item) : null,
      );
    }

    field(county, item, heading) {
      const { ballot, words } = this;
      const { step } = ballot.data;
      const { points, most } = ballot.data.items[item];
      const id = `tz-score-${county}-${item}`;
      const fault = make("span", { class: "tz-desk-fault", id: `${id}-fault`, role: "alert" });
      const input = make("input", {
        id,
        class: "tz-desk-score",
        inputmode: "decimal",
        autocomplete: "off",
        enterkeyhint: "next",
        "aria-label": words.score,
        "aria-describedby": `${heading} ${id}-limit ${id}-fault`,
        "data-county": county,
        "data-item": item,
      });
      input.value = ballot.text(county, item);
      const tell = () => {
        const wrong = ballot.fault(county, item);
        input.setAttribute("aria-invalid", String(wrong !== ""));
        const text = wrong && filled(words[wrong], { most: points, step: shown(step) });
        if (fault.textContent !== text) fault.textContent = text;
      };
      const put = (text) => {
        ballot.put("scores", county, item, text);
        tell();
        this.changed();
        this.drawProgress();
      };
      input.addEventListener("input", () => put(input.value));
      const by = (way) => {
        const now = parsed(input.value) || 0;
        const next = Math.min(most, Math.max(0, now + way * (step || 1000000)));
        input.value = shown(next);
        put(input.value);
      };
      input.addEventListener("keydown", (event) => {
        const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!way) return;
        event.preventDefault();
        by(way);
      });
      tell();
      const stepper = (way, sign, word) =>
        make(
          "button",
          {
            type: "button",
            tabindex: "-1",
            "aria-label": words[word],
            "aria-describedby": heading,
            onclick: () => by(way),
          },
          sign,
        );
      const limit = step ? words.limit_step : words.limit;
      return make(
        "div",
        { class: "tz-desk-field" },
        make(
          "div",
          { class: "tz-desk-row" },
          stepper(-1, "−", "less"),
          input,
          stepper(1, "+", "more"),
          make("span", { id: `${id}-limit` }, filled(limit, { most: points, step: shown(step) })),
        ),
        fault,
      );
    }

    noteField(county, item) {
      const { ballot, words } = this;
      const input = make("textarea", {
        rows: "1",
        maxlength: "500",
        autocomplete: "off",
        class: "tz-desk-note",
      });
      input.value = ballot.note(county, item);
      input.addEventListener("input", () => {
        ballot.put("notes", county, item, input.value);
        this.changed();
      });
      return make("label", { class: "tz-desk-noted" }, words.note, input);
    }

    /* Enter goes to the next score, PageDown to the next item or county; with Shift and PageUp back. */
    press(event) {
      const { target, key, shiftKey } = event;
      if (!target.matches?.(".tz-desk-score") || event.isComposing) return;
      if (key === "PageDown" || key === "PageUp") {
        event.preventDefault();
        this.go(key === "PageDown" ? 1 : -1, "first");
      }
      if (key !== "Enter") return;
      event.preventDefault();
      const fields = [...this.body.querySelectorAll(".tz-desk-score")];
      const next = fields[fields.indexOf(target) + (shiftKey ? -1 : 1)];
      if (next) {
        next.focus();
        next.select();
      } else if (!shiftKey && !this.go(1, "first")) this.ended();
    }

    /* Behind the very last score. */
    ended() {
      this.drawTabs();
      this.tabs.append(make("b", { role: "status" }, this.words.ended));
      this.find("tz-view-sign").focus();
    }

    look(county, item) {
      this.framed = { county, item };
      this.drawFrame();
      this.find(`tz-cell-${county}-${item}`)?.parentElement.scrollIntoView({ block: "start" });
      this.frame.querySelector("h2").focus({ preventScroll: true });
    }

    address({ county, item }) {
      /* A copy in a folder names the files of its pages. */
      const [, folder, file] = /^(.*\/)(index\.html)?$/.exec(this.root);
      return `${folder}${county}/${item.toLowerCase()}/${file ?? ""}`;
    }

    drawFrame() {
      const { framed, frame, words } = this;
      this.place.classList.toggle("tz-desk-framed", framed !== null);
      frame.hidden = framed === null;
      const address = framed ? this.address(framed) : "";
      if (frame.dataset.address === address) return;
      frame.dataset.address = address;
      if (!framed) return frame.replaceChildren();
      const title = `${this.name(framed.county)} · ${this.title(framed.item)}`;
      const close = () => {
        const from = this.find(`tz-look-${framed.county}-${framed.item}`);
        this.framed = null;
        this.drawFrame();
        from?.focus();
      };
      const counties = this.ballot.counties.map((county) =>
        make(
          "button",
          {
            type: "button",
            "aria-pressed": String(county === framed.county),
            onclick: () => this.look(county, framed.item),
          },
          this.name(county),
        ),
      );
      frame.replaceChildren(
        make(
          "div",
          { class: "tz-desk-bar" },
          make("h2", { tabindex: "-1" }, title),
          make("button", { type: "button", onclick: close }, words.close),
          make("a", { href: address, target: "_blank", rel: "noopener" }, words.own_tab),
        ),
        make(
          "div",
          { class: "tz-desk-bar", role: "group", "aria-label": words.evidence_of },
          ...counties,
        ),
        /* Another address in the same frame would be a step of the way back. */
        make("iframe", { src: address, title }),
      );
    }

    all() {
      const { ballot, words } = this;
      const cell = (county, item) => {
        if (!ballot.isOpen(county, item)) return "／";
        const score = ballot.score(county, item);
        const fault = ballot.fault(county, item);
        const text = fault ? "！" : score === null ? "＿" : shown(score);
        const name = `${this.name(county)}，${this.title(item)}：${text}`;
        const open = () => this.show("item", { item }, `tz-score-${county}-${item}`);
        return make("button", { type: "button", "aria-label": name, onclick: open }, text);
      };
      return [
        make("p", {}, words.grid_how),
        make(
          "section",
          { class: "tz-scroll", tabindex: "0", "aria-label": words.view_all },
          grid(words, ballot, cell),
        ),
      ];
    }
  }

  return { Desk };
})();
