// The store in this browser.

const store = {
  db: null,
  revision: 0,
  timer: 0,
  dirty: false,
  conflict: false,
  known: false,
  writing: Promise.resolve(),

  get key() {
    return `${filing.cycle}/${filing.county.id}`;
  },

  open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("taizhang-filing", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("drafts");
        asked.result.createObjectStore("files");
      };
      asked.onsuccess = () => {
        this.db = asked.result;
        this.db.onversionchange = () => this.db.close();
        resolve();
      };
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => reject(new Error("blocked"));
    });
  },

  // Runs `work(drafts, files)` in one transaction; what it returns is a request or nothing.
  run(mode, work) {
    return new Promise((resolve, reject) => {
      const done = this.db.transaction(["drafts", "files"], mode);
      const asked = work(done.objectStore("drafts"), done.objectStore("files"));
      done.oncomplete = () => resolve(asked?.result);
      done.onabort = () => reject(done.error ?? new Error("aborted"));
      done.onerror = () => reject(done.error);
    });
  },

  range(kind = "") {
    const from = `${this.key}/${kind}`;
    return IDBKeyRange.bound(from, `${from}\uffff`);
  },

  async read() {
    const [record, kept] = await Promise.all([
      this.run("readonly", (texts) => texts.get(this.key)),
      this.run("readonly", (_, all) => all.getAll(this.range())),
    ]);
    return { record, kept };
  },

  record() {
    const changed = changedDrafts();
    const bases = Object.fromEntries(
      Object.keys(changed).map((id) => [id, digestOf(originals[id])]),
    );
    return { version: 1, revision: this.revision + 1, drafts: changed, bases, last };
  },

  // Writes unless another window has written since; true where it was kept.
  write(force = false) {
    clearTimeout(this.timer);
    this.writing = this.writing.then(() => this.writeNow(force));
    return this.writing;
  },

  async writeNow(force) {
    if (!this.known || (this.conflict && !force)) return false;
    let other = false;
    const before = this.dirty;
    this.dirty = false;
    try {
      await this.run("readwrite", (texts) => {
        const asked = texts.get(this.key);
        asked.onsuccess = () => {
          const there = asked.result?.revision ?? 0;
          other = !force && there !== this.revision;
          if (other) return;
          this.revision = Math.max(there, this.revision);
          texts.put(this.record(), this.key);
        };
      });
    } catch (error) {
      this.dirty = before;
      this.failed(error);
      return false;
    }
    if (other) {
      this.dirty = true;
      this.askTwo();
      return false;
    }
    this.revision += 1;
    dropNotice("full");
    // What was typed in the meantime is still to be written.
    if (!this.dirty) $("kept").textContent = t("keptAt", { time: clock() });
    return true;
  },

  failed(error) {
    $("kept").textContent = t("notKept");
    const key = error?.name === "QuotaExceededError" ? "full" : "noStore";
    notice("full", t(key), {
      kind: "error",
      actions: [
        [t("savePackage"), savePackage],
        [t("saveBackup"), saveBackup],
      ],
    });
  },

  soon() {
    this.dirty = true;
    if (!this.db) return;
    if (!this.conflict) $("kept").textContent = t("keeping");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), 250);
  },

  async keepFile(kind, file) {
    if (!this.db) return;
    try {
      await this.run("readwrite", (_, all) => all.put(file, `${this.key}/${kind}/${file.name}`));
    } catch (error) {
      if (error?.name === "QuotaExceededError") {
        notice("full", t("fileNotKept", { name: shortName(file.name) }), {
          kind: "error",
          actions: [[t("savePackage"), savePackage], closing("full")],
        });
      } else this.failed(error);
    }
  },

  async dropFile(kind, name) {
    if (this.db) await this.run("readwrite", (_, all) => all.delete(`${this.key}/${kind}/${name}`));
  },

  async clear() {
    clearTimeout(this.timer);
    if (!this.db) return;
    await this.run("readwrite", (texts, all) => {
      texts.delete(this.range());
      texts.delete(this.key);
      all.delete(this.range());
    });
    this.revision = 0;
    this.dirty = false;
  },

  // Another window of the same county has written: nothing of either is lost unasked.
  askTwo() {
    this.conflict = true;
    notice("two", t("otherTab", { county: filing.county.name }), {
      kind: "error",
      actions: [
        [
          t("takeTheirs"),
          () => {
            this.dirty = false;
            location.reload();
          },
        ],
        [
          t("takeMine"),
          async () => {
            this.conflict = false;
            dropNotice("two");
            await this.write(true);
          },
        ],
      ],
    });
  },

  async lookAgain() {
    if (!this.known || this.conflict) return;
    const record = await this.run("readonly", (texts) => texts.get(this.key));
    if ((record?.revision ?? 0) === this.revision) return;
    if (this.dirty) this.askTwo();
    else if (!$("dialog").open) location.reload();
  },
};

async function readStore() {
  try {
    await store.open();
    const { record, kept } = await store.read();
    await takeStored(record, kept);
    store.known = true;
    $("kept").textContent = t("keptNone");
    if (!localNote("seen"))
      notice("store", t("storeNotice"), {
        kind: "",
        actions: [
          [
            t("understood"),
            () => {
              localNote("seen", "1");
              dropNotice("store");
            },
          ],
        ],
      });
  } catch {
    store.db = null;
    $("kept").textContent = t("notKept");
    notice("noStore", t("noStore"), { kind: "error", actions: [closing("noStore")] });
  }
}

function localNote(key, value) {
  try {
    if (value) localStorage.setItem(`taizhang-filing-${key}`, value);
    return localStorage.getItem(`taizhang-filing-${key}`);
  } catch {
    return null;
  }
}

async function takeStored(record, kept) {
  const broken = [];
  const newer = [];
  if (record !== undefined) {
    const stored =
      record?.version === 1 && typeof record.drafts === "object" ? record.drafts : null;
    if (stored === null) broken.push(record);
    for (const [id, given] of Object.entries(stored ?? {})) {
      const whole = wholeDraft(given);
      if (whole === null || !(id in drafts)) broken.push({ [id]: given });
      else {
        if (record.bases?.[id] !== digestOf(originals[id])) newer.push(itemName(id));
        drafts[id] = whole;
      }
    }
    store.revision = Number.isInteger(record?.revision) ? record.revision : 0;
    last = record?.last ?? null;
  }
  for (const file of kept) {
    if (typeof file?.name === "string" && file.bytes instanceof Uint8Array)
      (file.waits ? waiting : files).set(file.name, file);
    else broken.push({ name: String(file?.name ?? "") });
  }
  if (newer.length)
    notice("newer", t("newerPage", { items: newer.join("、") }), { actions: [closing("newer")] });
  if (broken.length) await keepBroken(broken);
}

async function keepBroken(broken) {
  const text = JSON.stringify(broken, null, 1);
  await store.run("readwrite", (texts) => texts.put(text, `${store.key}/damaged-${Date.now()}`));
  notice("damaged", t("damaged"), {
    kind: "error",
    actions: [
      [
        t("saveDamaged"),
        () => download(`${filing.county.name}-读不出来的内容.json`, text, "application/json"),
      ],
      closing("damaged"),
    ],
  });
}
