/* Where the browser keeps a judge's scores: encrypted under the key of the judge's card.
   There is no Web Crypto on an office's network without HTTPS, so the cipher is a script. */
window.taizhangStore = (() => {
  "use strict";
  const NAME = "taizhang-score";
  /* How long another tab has to answer, in milliseconds. */
  const PATIENCE = 400;

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
  const utf8 = (text) => new TextEncoder().encode(text);

  const encrypted = (card, revision, state) => {
    const nonce = crypto.getRandomValues(new Uint8Array(24));
    /* Its revision is bound to it: an older state cannot be given out for a newer one. */
    const cipher = taizhangCipher(bytes(card.key), nonce, utf8(`${card.store} ${revision}`));
    const box = cipher.encrypt(utf8(JSON.stringify(state)));
    const whole = new Uint8Array(nonce.length + box.length);
    whole.set(nonce);
    whole.set(box, nonce.length);
    return whole;
  };

  const decrypted = (card, record) => {
    try {
      const box = new Uint8Array(record.box);
      const bound = utf8(`${card.store} ${record.revision}`);
      const cipher = taizhangCipher(bytes(card.key), box.slice(0, 24), bound);
      return JSON.parse(new TextDecoder().decode(cipher.decrypt(box.slice(24))));
    } catch {
      return null;
    }
  };

  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const finished = (transaction) =>
    new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("AbortError"));
    });

  const database = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("kept", { keyPath: "id" });
    return answer(request);
  };

  const newest = (records) => Math.max(0, ...records.map((record) => record.revision));

  /* The store of one card. Of two records the older one stands until the newer is whole. */
  class Store {
    constructor(card) {
      this.card = card;
      this.revision = 0;
      this.database = null;
    }

    id(slot) {
      return `${this.card.store}.${slot}`;
    }

    async records(kept) {
      const found = [answer(kept.get(this.id(0))), answer(kept.get(this.id(1)))];
      return (await Promise.all(found)).filter((record) => record !== undefined);
    }

    transaction(mode) {
      /* Not acknowledged before it is on the disk. */
      const options = { durability: "strict" };
      return this.database.transaction("kept", mode, options);
    }

    /* The newest state that can be read, null for none; how many records could not be. */
    async load() {
      this.database = await database();
      this.database.onversionchange = () => this.database.close();
      const transaction = this.transaction("readwrite");
      const kept = transaction.objectStore("kept");
      const records = await this.records(kept);
      const states = records.map((record) => [record.revision, decrypted(this.card, record)]);
      const damaged = records.filter((_, at) => states[at][1] === null);
      /* Put aside, so that nothing is written over what somebody may still mend. */
      for (const one of damaged) {
        kept.put({ ...one, id: `${one.id}.damaged.${Date.now()}` });
        kept.delete(one.id);
      }
      const whole = states.filter(([, state]) => state !== null).sort((a, b) => b[0] - a[0]);
      await finished(transaction);
      this.revision = newest(records);
      return { state: whole[0]?.[1] ?? null, damaged: damaged.length };
    }

    /* Fails with an Error named Elsewhere where another tab has written since. */
    async save(state) {
      if (!this.database) throw new Error("InvalidStateError");
      const transaction = this.transaction("readwrite");
      const kept = transaction.objectStore("kept");
      const done = finished(transaction);
      /* What it fails by is told where it is waited for. */
      done.catch(() => {});
      const records = await this.records(kept);
      if (newest(records) > this.revision) {
        const elsewhere = new Error("another tab wrote");
        elsewhere.name = "Elsewhere";
        transaction.abort();
        throw elsewhere;
      }
      const revision = this.revision + 1;
      const box = encrypted(this.card, revision, state);
      kept.put({ id: this.id(revision % 2), revision, box });
      await done;
      this.revision = revision;
    }

    /* Delete all that is kept under the card. */
    async drop() {
      const transaction = this.transaction("readwrite");
      const range = IDBKeyRange.bound(`${this.card.store}.`, `${this.card.store}.\uffff`);
      transaction.objectStore("kept").delete(range);
      await finished(transaction);
    }
  }

  /* Which tab has the card open; ``leave`` saves and lets go, ``signed`` hears of a signing off. */
  class Tabs {
    constructor(card, { leave, signed }) {
      this.channel = new BroadcastChannel(`${NAME}.${card.store}`);
      this.here = false;
      this.heard = () => {};
      this.channel.onmessage = async ({ data }) => {
        if (data === "ask" && this.here) this.channel.postMessage("here");
        if (data === "take" && this.here) {
          this.here = false;
          await leave();
          this.channel.postMessage("left");
        }
        if (data === "signed") signed();
        this.heard(data);
      };
    }

    /* Say the word and wait for the answer; whether it came. */
    ask(word, wanted, patience = PATIENCE) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), patience);
        this.heard = (data) => {
          if (data !== wanted) return;
          clearTimeout(timer);
          resolve(true);
        };
        this.channel.postMessage(word);
      });
    }

    isOpenElsewhere() {
      return this.ask("ask", "here");
    }

    take() {
      return this.ask("take", "left", 4 * PATIENCE);
    }

    sign() {
      this.channel.postMessage("signed");
    }
  }

  return { Store, Tabs };
})();
