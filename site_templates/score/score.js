/* Opening a card, keeping what is typed, and signing off. */
(() => {
  "use strict";
  const { Ballot } = taizhangBallot;
  const { Store, Tabs } = taizhangStore;
  const { Desk } = taizhangDesk;
  const { filled, grid, make } = taizhangParts;
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("tz-desk-data").textContent);
  const { words } = data;
  const start = find("tz-desk-start");
  const told = find("tz-desk-told");
  const head = find("tz-desk-head");
  const place = find("tz-desk");
  const paper = find("tz-desk-paper");
  const root = find("tz-desk-counties").getAttribute("href");
  const { lang } = document.documentElement;
  const LARGEST = 100000;
  const CARD = /<script type="application\/json" id="taizhang-card">(.*?)<\/script>/s;

  /* What must not be overlooked, by its kind; a kind is told once, until it is taken back. */
  const tell = (kind, text, ...more) => {
    take(kind);
    told.append(
      make(
        "div",
        { class: "tz-desk-note-bar", "data-kind": kind, role: "alert" },
        make("p", {}, text),
        ...more,
      ),
    );
  };
  const take = (kind) => told.querySelector(`[data-kind="${kind}"]`)?.remove();

  const readCard = async (file) => {
    const text = file.size > LARGEST ? "" : await file.text();
    try {
      const card = JSON.parse(CARD.exec(text)?.[1] ?? text);
      const whole =
        /^[0-9a-f]{64}$/.test(card.key) && /^[0-9a-f]{32}$/.test(card.store) && card.open;
      if (card["taizhang-card"] !== "1" || !whole) return words.no_card;
      if (card.cycle !== data.cycle)
        return filled(words.other_cycle, { cycle: card.cycle, now: data.cycle });
      if (card.rules !== data.rules) return words.other_rules;
      return card;
    } catch {
      return words.no_card;
    }
  };

  const choose = async (file) => {
    take("card");
    const card = await readCard(file);
    if (typeof card === "string") return tell("card", filled(card, {}));
    const session = new Session(card);
    await session.enter();
  };

  class Session {
    constructor(card) {
      this.card = card;
      this.store = new Store(card);
      this.dirty = false;
      this.locked = false;
      this.tabs = new Tabs(card, {
        leave: () => this.leave(),
        signed: () => this.lock(words.signed_elsewhere),
      });
    }

    async enter() {
      start.hidden = true;
      if (await this.tabs.isOpenElsewhere()) {
        const here = async () => {
          await this.tabs.take();
          await this.open();
        };
        return tell(
          "tab",
          words.elsewhere,
          make("button", { type: "button", onclick: here }, words.go_on_here),
        );
      }
      await this.open();
    }

    async open() {
      take("tab");
      let kept = { state: null, damaged: 0 };
      try {
        kept = await this.store.load();
      } catch {
        this.failed = true;
        tell("store", words.no_store, this.rescue());
      }
      this.tabs.here = true;
      this.ballot = new Ballot(data, this.card, kept.state);
      this.tellState(kept);
      this.drawHead();
      this.desk = new Desk(place, this.ballot, words, root, () => this.change());
      this.desk.sign = () => this.sign();
      place.hidden = false;
      this.desk.draw("first", false);
      this.drawPaper();
      addEventListener("beforeunload", (event) => {
        if (!this.locked && this.dirty) event.preventDefault();
      });
      addEventListener("beforeprint", () => this.drawPaper());
      if (!kept.state && !kept.damaged && !this.failed) this.save();
    }

    tellState({ state, damaged }) {
      const { ballot, card } = this;
      const names = (ids) => ids.map((id) => this.name(id)).join(words.comma);
      if (card.rehearsal) tell("rehearsal", words.rehearsal);
      if (damaged && state) tell("damaged", filled(words.damaged, { time: this.time(state.at) }));
      else if (damaged) tell("damaged", words.all_damaged);
      const [given, asked] = ballot.given(ballot.counties, ballot.items);
      if (state)
        tell(
          "begun",
          filled(words.went_on, { given, asked, time: this.time(state.at) }),
          this.closer("begun"),
        );
      else if (!damaged) tell("begun", words.begins);
      const since = ballot.unlike(ballot.state.evidence);
      if (since.length) {
        const looked = () => {
          ballot.state.evidence = data.evidence;
          ballot.state.signed = "";
          take("changed");
          this.change();
        };
        tell(
          "changed",
          filled(words.evidence_changed, { counties: names(since) }),
          make("button", { type: "button", onclick: looked }, words.looked_again),
        );
      }
      /* A card that was made before judging began names no evidence. */
      const other = ballot.unlike(card.evidence).filter((county) => card.evidence[county]);
      if (other.length) tell("other", filled(words.evidence_other, { counties: names(other) }));
    }

    closer(kind) {
      return make("button", { type: "button", onclick: () => take(kind) }, words.understood);
    }

    name(county) {
      return data.counties.find(([id]) => id === county)[1];
    }

    time(at) {
      return at ? new Date(at).toLocaleString(lang) : "";
    }

    drawHead() {
      const { card } = this;
      this.saved = make("span", { class: "tz-desk-saved" });
      const leave = async () => {
        await this.leave();
        location.reload();
      };
      head.replaceChildren(
        make("b", {}, filled(words.judge, { judge: card.judge, group: card.group })),
        this.saved,
        make("button", { type: "button", onclick: leave }, words.lock),
      );
      head.hidden = false;
    }

    change() {
      this.dirty = true;
      this.saved.textContent = words.saving;
      take("begun");
      take("filed");
      this.save();
    }

    /* Keep what has changed, and what changes in the meantime; one call at a time. */
    save() {
      this.saving ??= this.saveAll().finally(() => {
        this.saving = null;
      });
      return this.saving;
    }

    async saveAll() {
      do await this.saveOnce();
      while (this.dirty && !this.refused);
    }

    async saveOnce() {
      this.refused = this.locked || this.failed;
      if (this.failed) this.saved.textContent = words.not_saved;
      if (this.refused) return;
      const { state } = this.ballot;
      state.at = new Date().toISOString();
      this.dirty = false;
      try {
        await this.store.save(state);
        take("full");
        /* What was typed in the meantime is still to be kept. */
        if (!this.dirty) {
          const time = new Date().toLocaleTimeString(lang);
          this.saved.textContent = filled(words.saved, { time });
        }
      } catch (error) {
        this.dirty = true;
        this.refused = true;
        this.saved.textContent = words.not_saved;
        if (error.name === "Elsewhere") return this.lock(words.taken_elsewhere);
        const again = make("button", { type: "button", onclick: () => this.save() }, words.again);
        const full = error.name === "QuotaExceededError";
        tell("full", full ? words.full : words.save_failed, again, this.rescue());
      }
    }

    /* What could not be kept, as a file: not the ballot, which is whole. */
    rescue() {
      const name = `${this.card.judge}-${words.unfinished}.json`;
      return make(
        "button",
        { type: "button", onclick: () => download(name, this.ballot.file()) },
        words.rescue,
      );
    }

    async leave() {
      if (this.dirty) await this.save();
      if (!this.dirty) this.lock(words.taken_elsewhere);
    }

    lock(text) {
      this.locked = true;
      this.tabs.here = false;
      place.hidden = true;
      head.hidden = true;
      place.replaceChildren();
      paper.replaceChildren();
      told.replaceChildren();
      tell(
        "locked",
        text,
        make("button", { type: "button", onclick: () => location.reload() }, words.reload),
      );
    }

    drawPaper() {
      if (this.locked) return;
      const { ballot, card } = this;
      const missing = ballot.missing().length;
      const values = { title: data.title, judge: card.judge, group: card.group };
      const cell = (county, item) => {
        if (!ballot.isOpen(county, item)) return "／";
        const score = ballot.score(county, item);
        return score === null ? "" : taizhangBallot.shown(score);
      };
      paper.classList.toggle("tz-desk-many", ballot.counties.length > 9);
      paper.replaceChildren(
        make("p", { class: "tz-desk-title" }, filled(words.paper, values)),
        missing || card.rehearsal
          ? make(
              "p",
              {},
              card.rehearsal ? words.rehearsal : filled(words.paper_missing, { missing }),
            )
          : "",
        grid(words, ballot, cell),
        make("p", { class: "tz-desk-sign" }, words.paper_sign),
      );
    }

    /* What is lacking, or the steps of signing off. */
    sign() {
      const { ballot } = this;
      const missing = ballot.missing();
      const faulty = missing.filter((one) => one.faulty);
      const list = make(
        "ul",
        { class: "tz-desk-missing" },
        ...missing.map(({ county, item }) => {
          const open = () => this.desk.show("item", { item }, `tz-score-${county}-${item}`);
          const name = `${this.name(county)}，${this.desk.title(item)}`;
          return make("li", {}, make("button", { type: "button", onclick: open }, name));
        }),
      );
      if (faulty.length || (missing.length && data.refused))
        return [make("p", {}, filled(words.sign_missing, { missing: missing.length })), list];
      const step = (text, word, act, disabled = false) =>
        make(
          "li",
          {},
          make("p", {}, text),
          make("button", { type: "button", onclick: act, disabled }, words[word]),
        );
      const name = `${this.card.judge}.json`;
      const again = ballot.state.filed && !ballot.state.signed;
      return [
        ...(again ? [make("p", { class: "tz-desk-warning" }, words.changed_since)] : []),
        ...(missing.length
          ? [make("p", {}, filled(words.sign_blank, { missing: missing.length })), list]
          : []),
        make(
          "ol",
          { class: "tz-desk-steps" },
          step(filled(words.sign_file, { name }), "do_file", () => this.write(name)),
          step(words.sign_print, "do_print", () => print()),
          step(words.sign_delete, "do_delete", () => this.finish(), !ballot.state.signed),
        ),
      ];
    }

    async write(name) {
      const { ballot } = this;
      /* The same scores are the same file, however often it is written. */
      ballot.state.signed ||= new Date().toISOString();
      ballot.state.filed = true;
      download(name, ballot.file());
      await this.save();
      if (this.locked) return;
      this.desk.draw();
      tell("filed", filled(words.filed, { name }), this.closer("filed"));
    }

    async finish() {
      if (!confirm(words.sure)) return;
      try {
        await this.saving;
        if (!this.failed) await this.store.drop();
      } catch {
        return tell("drop", words.not_deleted);
      }
      this.tabs.sign();
      this.lock(words.done);
    }
  }

  const download = (name, text) => {
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = make("a", { href, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  };

  const input = find("tz-desk-card");
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) await choose(file);
    /* Else the same file, put right, could not be chosen again. */
    input.value = "";
  });
  /* A file that misses the field must not take the page's place. */
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && !start.hidden) choose(file);
  });
  start.hidden = false;
})();
