/* A judge's scores: what was typed, what of it counts, and the sums, in whole millionths. */
window.taizhangBallot = (() => {
  "use strict";
  const UNIT = 1000000;

  /* As a tablet's keyboard or a Chinese input method writes a number. */
  const plain = (text) =>
    text
      .normalize("NFKC")
      .replace(/[\s分]/gu, "")
      .replace(/[。,]/gu, ".");

  /* The number in millionths, null for nothing, NaN for what is no number. */
  const parsed = (text) => {
    const clean = plain(text);
    if (!clean) return null;
    const match = /^(\d{0,4})(?:\.(\d{0,6}))?$/.exec(clean);
    if (!match || !(match[1] || match[2])) return Number.NaN;
    return Number(match[1] || 0) * UNIT + Number((match[2] ?? "").padEnd(6, "0"));
  };

  const shown = (number) => String(number / UNIT);
  const key = (county, item) => `${county} ${item}`;

  class Ballot {
    constructor(data, card, kept) {
      this.data = data;
      this.card = card;
      this.counties = data.counties.map(([id]) => id);
      this.items = data.blocks.flatMap((block) => block.items);
      const open = Object.entries(card.open);
      this.open = new Set(open.flatMap(([county, items]) => items.map((one) => key(county, one))));
      this.state = kept ?? { scores: {}, notes: {}, evidence: data.evidence, signed: "" };
    }

    isOpen(county, item) {
      return this.open.has(key(county, item));
    }

    text(county, item) {
      return this.state.scores[key(county, item)] ?? "";
    }

    note(county, item) {
      return this.state.notes[key(county, item)] ?? "";
    }

    put(kind, county, item, text) {
      const texts = this.state[kind];
      if (text.trim()) texts[key(county, item)] = text;
      else delete texts[key(county, item)];
      this.state.signed = "";
    }

    /* What keeps the text from being a score: a word's name, "" for nothing. */
    fault(county, item) {
      const number = parsed(this.text(county, item));
      const { most } = this.data.items[item];
      if (number === null) return "";
      if (Number.isNaN(number)) return "no_number";
      if (number > most) return "too_much";
      return this.data.step && number % this.data.step ? "off_step" : "";
    }

    /* The score in millionths, null where there is none that counts. */
    score(county, item) {
      const typed = this.isOpen(county, item) && !this.fault(county, item);
      return typed ? parsed(this.text(county, item)) : null;
    }

    sum(counties, items) {
      const all = counties.flatMap((county) => items.map((item) => this.score(county, item)));
      return all.reduce((total, score) => total + (score ?? 0), 0);
    }

    /* How many of the scores that are asked for there are, and how many are asked for. */
    given(counties, items) {
      const asked = counties.flatMap((county) =>
        items.filter((item) => this.isOpen(county, item)).map((item) => this.score(county, item)),
      );
      return [asked.filter((score) => score !== null).length, asked.length];
    }

    isDone(counties, items) {
      const [given, asked] = this.given(counties, items);
      return given === asked;
    }

    missing() {
      return this.items.flatMap((item) =>
        this.counties
          .filter((county) => this.isOpen(county, item) && this.score(county, item) === null)
          .map((county) => ({ county, item, faulty: this.fault(county, item) !== "" })),
      );
    }

    /* The counties to score whose evidence is not what ``evidence`` says. */
    unlike(evidence) {
      const now = this.data.evidence;
      return this.counties.filter(
        (county) => this.card.open[county] && (evidence[county] ?? "") !== (now[county] ?? ""),
      );
    }

    /* The file for the office. */
    file() {
      const { card, state } = this;
      const own = (texts) => {
        const found = {};
        for (const county of this.counties)
          for (const item of this.items) {
            const text = texts(county, item);
            if (!this.isOpen(county, item) || !text) continue;
            found[county] ??= {};
            found[county][item] = text;
          }
        return found;
      };
      const scores = own((county, item) => {
        const score = this.score(county, item);
        return score === null ? "" : shown(score);
      });
      const sums = {};
      for (const county of Object.keys(scores))
        sums[county] = String(this.sum([county], this.items));
      const seen = Object.entries(state.evidence).filter(([county]) => card.open[county]);
      const file = {
        "taizhang-ballot": "1",
        version: card["taizhang-card"],
        cycle: card.cycle,
        judge: card.judge,
        rehearsal: card.rehearsal,
        rules: card.rules,
        evidence: Object.fromEntries(seen),
        signed: state.signed,
        scores,
        sums,
        notes: own((county, item) => this.note(county, item)),
      };
      return `${JSON.stringify(file, null, 1)}\n`;
    }
  }

  return { Ballot, parsed, shown };
})();
