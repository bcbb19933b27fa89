// The filing tool's page: the form, its store in this browser, and what it asks of the checker.
// The checker runs in a worker (worker.js); the form takes input before it is there.

(() => {
  // Every text of the page; another language is another table of the same keys.
  const TEXTS = {
    skip: "跳到填报内容",
    brand: "台账填报 · {county} · {cycle} 年",
    savePackage: "保存填报包",
    openPackage: "打开填报包",
    clear: "清除",
    items: "考核内容",
    fold: "选择考核内容",
    dropHere: "松开鼠标，读取这些文件",
    overview: "全部指标",
    statement: "工作自述",
    files: "照片和文件",
    handIn: "报送",
    demonstration: "演示数据：本页的材料为演示编写。",
    loading: "正在准备检查程序（{percent}%）。现在就可以填写，准备好以后马上检查。",
    slow: "有一步用了太久。",
    keptAt: "已自动存在这台电脑，{time}",
    keptNone: "填写的内容会自动存在这台电脑",
    keeping: "正在存 …",
    notKept: "没有存住，请用“保存填报包”",
    storeNotice:
      "填写的内容存在这台电脑的这个浏览器里，本机上别的网页也能读到。几个人共用的电脑：填完请先“保存填报包”，再按“清除”。无痕窗口关掉以后不保留。",
    understood: "知道了",
    noStore:
      "这个浏览器不让网页存东西（常见于无痕窗口，或者设成了关闭时清除）。现在填的只在这个窗口里，关掉就没有了：请常用“保存填报包”，下次用“打开填报包”接着填。",
    full: "浏览器的存储空间满了，最近的改动没有存住。窗口不要关：先按“保存填报包”存成文件，再到“照片和文件”里删去不用的大文件，或者清理磁盘。",
    fileNotKept: "“{name}”太大，这台电脑的浏览器存不下。现在可以用，关掉窗口以前请“保存填报包”。",
    damaged:
      "这台电脑上存的内容坏了一部分，读不出来的已经另外留着，没有丢掉。能读的都在表里；读不出来的可以存成文件，交给市科协看。",
    saveDamaged: "把读不出来的存成文件",
    otherTab: "另一个窗口也在填{county}的材料，那边存得更晚。这里的改动先不存，免得盖掉那边的。",
    takeTheirs: "用那边的内容",
    takeMine: "用这里的内容",
    newerPage: "市科协发来的填报页比上次的新，下面几项里您改过的保留不变：{items}。",
    engineGone: "检查程序停了：{why} 填写的内容都在。",
    restart: "重新启动检查程序",
    noEngine:
      "这个浏览器运行不了检查程序。填写的内容都在：可以存成备份文件，换一台电脑（Chrome、Edge 109 以上，或 Firefox）打开接着填。",
    saveBackup: "存成备份文件",
    personalNotice: "有 {n} 处身份证号、手机号或者学生姓名，交出去以前必须改掉：{places}。",
    row: "第 {n} 行",
    points: "{n} 分",
    official: "通知原文",
    notApplicable: "这一项对本县（区）不适用，不用填。",
    unreadable: "这一项原来的文件读不了，先不要在这里填：{why}",
    status: "状态",
    statusHelp: "写好以后选“已提交”：只有已提交的材料计入考核。",
    statusNone: "（没有写）",
    ledger: "台账",
    ledgerHelp:
      "一行一件事。可以从 Excel 里复制一片格子，点一格粘贴；回车到下一行，Tab 到右边一格，方向键移动，Ctrl+D 同上一行，Ctrl+Z 撤销。“条款”一格用上下键或鼠标选；“佐证文件”写文件名，几个文件用顿号隔开，也可以把照片拖到那一行。",
    newClause: "新填的行，条款是",
    newClauseNone: "每行自己选",
    insert: "在上面插入一行",
    remove: "删去这一行",
    removeRow: "删去第 {n} 行",
    fillDown: "这一格往下填",
    up: "上移",
    down: "下移",
    undo: "撤销",
    redo: "重做",
    nth: "行",
    cell: "第 {n} 行，{column}",
    claims: "申报（可以不填）",
    claimsHelp: "全年一共做了多少，例如“7 场”。程序同台账核对，多报了会提醒。",
    preface: "开头的文字",
    aroundLedger: "台账表以外的文字",
    otherTexts: "其他文字",
    checklist: "对照清单",
    required: "要求 {required}，",
    counted: "有效 {counted}",
    missing: "，还差 {missing}",
    proven: "，其中有佐证 {proven}",
    noClauses: "这一项没有要数的条款，由评委评定。",
    judging: "正在检查 …",
    judged: "检查过了，{time}",
    notYet: "检查程序准备好以后，这里马上更新",
    clean: "没有查出问题。",
    problems: "检查查出 {n} 处",
    fix: "改法：{fix}",
    general: "这一项整体",
    pasted: "粘贴了 {rows} 行。",
    pastedSkipped: "粘贴了 {rows} 行；没有用到的列：{columns}。",
    pastedSums: "合计行没有粘贴。",
    undone: "已撤销。",
    redone: "已重做。",
    nothingUndo: "没有可以撤销的。",
    dropBox: "把填好的填报表、自己的台账（Excel、CSV、Word）、照片、PDF 拖到这里，或者",
    chooseFiles: "选文件 …",
    dropHelp:
      "先说明看懂了什么，您点头以后才填进去。照片会转正、缩小，去掉拍摄位置；PDF 在这里只检查，交到市科协以后再清理。您电脑上的文件不会改动。",
    reading: "正在读取 …",
    readingLater: "检查程序还在准备，准备好以后马上读取 …",
    readingSome: "正在读取，第 {n} 个，共 {all} 个 …",
    readTitle: "看懂了这些",
    asksTitle: "有几处拿不准，请选一下",
    asksSkip: "不选，先这样",
    asksGo: "就按这样读",
    choose: "请选 …",
    tooLarge: "{name}：{size}，太大了。单个文件最大 {largest}；照片请先用看图软件缩小。",
    notRead: "{name}：读不出来（文件可能被移走，或者正在别的程序里打开）。关掉那个程序，再拖一次。",
    emptyFile: "{name}：是空文件。",
    understoodList: "看懂的",
    lookAt: "请您看一看",
    refused: "没有收的文件",
    unmatched: "没有对上哪一行的文件",
    unmatchedHelp: "选它证明的那一行；先不选也可以，文件会留在“照片和文件”里。",
    noRow: "先不选",
    adds: "{item}：新填 {added} 行，改动 {changed} 行",
    addsParts: "{item}：文字有改动",
    fillIn: "填进去",
    cancel: "不要",
    close: "关上",
    nothingTaken: "这些文件里没有可以填的内容。",
    filledIn: "已经填进去。不对的话，到那一项按“撤销”。",
    filesEmpty: "还没有新的文件。",
    filesNew: "这次新加的文件",
    filesWaiting: "还没有对上哪一行的文件",
    filesOld: "已经报过的文件",
    filesOldHelp: "这些在市科协那里已经有了，不在报送包里，照样算佐证。",
    fileName: "文件名",
    fileSize: "大小",
    fileRows: "用在",
    fileNowhere: "还没有哪一行用到",
    deleteFile: "删去",
    deleteFileNamed: "删去 {name}",
    attach: "放到这一行",
    attachFor: "{name} 证明的是",
    fileDeleted: "删去了 {name}。台账里写着它的行，检查会指出来。",
    handInTitle: "报送",
    handInHelp:
      "做成一个报送包，上传、发邮件、拷 U 盘交给市科协都行。再打印一页清单，签字盖章。以后改了，再做一次，会写明同上次有什么不同。",
    make: "做报送包",
    making: "正在检查全部材料，做报送包 …",
    madeAs: "报送包 {name} 已经存到浏览器的下载文件夹。",
    saveAgain: "再存一次报送包",
    print: "打印清单",
    stillErrors: "还有 {n} 处错误没有改（不影响做包，但是这些内容可能不计入）：",
    personalStop: "下面这些是身份证号、手机号或者学生姓名，改掉以后才能交出去：",
    saveAnyway: "只给自己接着填，存成备份文件",
    troubles: "请看：",
    summaryTitle: "{county} {cycle} 年报送清单",
    sumDay: "报送日期",
    day: "{year} 年 {month} 月 {day} 日",
    sumName: "报送包",
    sumDigest: "校验码（SHA-256）",
    sumItems: "考核内容",
    sumRows: "台账行数",
    sumFiles: "文件",
    sumState: "对照清单",
    sumFindings: "错误 / 警告",
    sumAttached: "这次交的文件",
    sumNoFiles: "没有新的文件。",
    sumStatement: "工作自述",
    sumYes: "有",
    sumNo: "没有",
    differsTitle: "同上次的不同",
    differsNone: "同上次交的一样。",
    added: "新加 {n} 行",
    changed: "改动 {n} 行",
    removed: "删去 {n} 行",
    differsBoxes: "改了 {boxes}",
    sign1: "填报人（签字）",
    sign2: "负责人（签字）",
    sign3: "单位（盖章）、日期",
    savedPackage: "填报包 {name} 已经存到浏览器的下载文件夹。下次用“打开填报包”接着填。",
    opening: "正在打开 {name} …",
    openTitle: "打开填报包",
    openAsk: "包里有这些内容，打开以后替换这里的同名各项（可以到那一项撤销）：",
    openGo: "打开",
    openFailed: "这个文件打不开：{why} 现在填的内容没有动。",
    notBackup: "不是填报包，或者已经损坏。请换一份，或者重新从 U 盘、邮件里复制。",
    otherCounty: "是 {county} {cycle} 年的，不是这个填报页的。",
    opened: "打开了 {name}。",
    clearTitle: "清除这台电脑上存的内容",
    clearAsk:
      "在这里填的文字、台账和新加的文件都会从这台电脑的浏览器里删去，恢复成市科协发来时的样子。没有保存填报包的，就找不回来了。",
    clearGo: "全部清除",
    cleared: "清除了。这台电脑的浏览器里不再有填报内容。",
    previous: "上一项：{item}",
    next: "下一项：{item}",
    statementHelp: "全年工作自述，按下面的标题写。",
    rowsFilled: "台账 {n} 行",
    unfilled: "还没有填",
    errors: "错误 {n}",
    warnings: "警告 {n}",
    countyFindings: "文件和全县（区）的问题",
    contactLabel: "联系市科协：",
    clauseUnknown: "{name}（通知里没有）",
    draftCopy: "填报备份",
    stateError: "有错误",
    stateNone: "无须计数",
    leave: "还有改动没有存住",
    backupSaved: "备份文件已经存到浏览器的下载文件夹。用“打开填报包”可以打开它。",
    "fix-changed-after-final": "结果已经公布。确需改动的，同市科协办公室商量，由他们发更正公告。",
    "fix-entry-without-proof": "把照片、签到表或者简报拖到这一行，或者在“佐证文件”一格写文件名。",
  };

  function t(key, values = {}) {
    return TEXTS[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  // An element: attributes, `on…` listeners, and children that are texts or elements.
  function h(name, given = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (key === "value") made.value = value;
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.flat(9).filter((one) => one != null && one !== ""));
    return made;
  }

  const $ = (id) => document.getElementById(id);
  const isBlank = (row) => Object.values(row).every((text) => !text.trim());
  const clock = () =>
    new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

  function today() {
    const now = new Date();
    return t("day", { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() });
  }

  function shownSize(bytes) {
    return bytes < 1_000_000
      ? `${Math.max(1, Math.round(bytes / 1000))} KB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;
  }

  function download(name, content, type) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = h("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // ---- What is known -------------------------------------------------------------------------

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
      Object.fromEntries(
        Object.entries(value ?? {}).map(([key, text]) => [key, String(text ?? "")]),
      );
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

  // ---- Notices -------------------------------------------------------------------------------

  function notice(key, text, { kind = "warning", actions = [], places = [] } = {}) {
    dropNotice(key);
    $("notices").append(
      h(
        "div",
        { class: `notice ${kind}`, "data-key": key },
        h("p", {}, text, ...places),
        ...actions.map(([label, act]) => h("button", { type: "button", onclick: act }, label)),
      ),
    );
  }

  function dropNotice(key) {
    document.querySelector(`#notices [data-key="${key}"]`)?.remove();
  }

  const closing = (key, label = t("close")) => [label, () => dropNotice(key)];

  function say(text, kind = "") {
    notice("said", text, { kind, actions: [closing("said")] });
  }

  // ---- The store in this browser -------------------------------------------------------------

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
      $("kept").textContent = t("keptAt", { time: clock() });
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
      if (this.db)
        await this.run("readwrite", (_, all) => all.delete(`${this.key}/${kind}/${name}`));
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

  // ---- The checker in its worker -------------------------------------------------------------

  const LONGEST_WAIT = { judge: 60_000, judge_all: 120_000, take: 300_000 };
  const engine = {
    worker: null,
    ready: false,
    number: 0,
    asked: new Map(),
    queue: [],
    deaths: 0,
    over: "",

    start() {
      if (typeof globalThis.startEngine !== "function") return this.dead(t("noEngine"));
      this.ready = false;
      $("loading").hidden = false;
      try {
        this.worker = globalThis.startEngine();
      } catch {
        return this.dead(t("noEngine"));
      }
      const { worker } = this;
      worker.onmessage = ({ data }) => worker === this.worker && this.hear(data);
      worker.onerror = (event) => worker === this.worker && this.gone(event.message ?? "");
    },

    hear(data) {
      if (data.fatal) this.gone(data.fatal);
      else if (data.ready) this.begin();
      else if (data.progress !== undefined) showProgress(data.progress);
      else this.settle(data);
    },

    settle({ id, result, error }) {
      const one = this.asked.get(id);
      if (!one) return;
      this.asked.delete(id);
      clearTimeout(one.timer);
      if (error) return one.reject(new Error(error.message));
      this.deaths = 0;
      one.resolve(result);
    },

    // First what stood in this browser, then what was asked meanwhile.
    begin() {
      this.ready = true;
      $("loading").hidden = true;
      dropNotice("engine");
      this.restored = restoreEngine();
      const waitingCalls = this.queue;
      this.queue = [];
      for (const send of waitingCalls) send();
      showVerdict();
    },

    call(method, params = {}) {
      return new Promise((resolve, reject) => {
        const send = () => {
          if (this.over) return reject(new Error(this.over));
          this.number += 1;
          const id = this.number;
          const timer = setTimeout(() => this.gone(t("slow")), LONGEST_WAIT[method] ?? 300_000);
          this.asked.set(id, { resolve, reject, timer });
          this.worker.postMessage({ id, method, params });
        };
        if (this.ready || this.over) send();
        else this.queue.push(send);
      });
    },

    // The worker died or hangs: another takes its place, what was asked of it is answered so.
    gone(why) {
      this.worker?.terminate();
      this.worker = null;
      this.ready = false;
      $("loading").hidden = true;
      const left = [...this.asked.values()];
      this.asked.clear();
      for (const { reject, timer } of left) {
        clearTimeout(timer);
        reject(new Error(why));
      }
      this.deaths += 1;
      if (this.deaths <= 2) this.start();
      else this.dead(t("engineGone", { why }));
    },

    // It does not start again by itself: what is asked of it is refused until someone says so.
    dead(text) {
      this.over = text;
      $("loading").hidden = true;
      for (const send of this.queue.splice(0)) send();
      const again = () => {
        this.over = "";
        this.deaths = 0;
        dropNotice("engine");
        this.start();
      };
      const actions = [
        [t("restart"), again],
        [t("saveBackup"), saveBackup],
      ];
      notice("engine", text, { kind: "error", actions });
    },
  };

  function showProgress(done) {
    $("progress").value = done;
    $("progress-text").textContent = t("loading", { percent: Math.round(done * 100) });
  }

  async function restoreEngine() {
    if (!Object.keys(changedDrafts()).length && !files.size) return;
    try {
      const kept = [...files.values()];
      takeVerdicts(await engine.call("restore", { drafts: changedDrafts(), files: kept }));
    } catch (error) {
      say(error.message, "error");
    }
  }

  function takeVerdicts(all) {
    findings = all.findings;
    checklists = { ...checklists, ...all.checklists };
    Object.assign(troubles, all.troubles);
    judgedAt = clock();
    showVerdict();
  }

  const judging = { timers: {}, turns: {} };

  function judgeSoon(id) {
    clearTimeout(judging.timers[id]);
    judging.timers[id] = setTimeout(() => judge(id), 300);
    showJudging();
  }

  async function judge(id) {
    if (engine.over) return;
    judging.turns[id] = (judging.turns[id] ?? 0) + 1;
    const turn = judging.turns[id];
    try {
      const told = await engine.call("judge", { item: id, draft: drafts[id] });
      // A later edit has been sent: its answer follows.
      if (turn !== judging.turns[id]) return;
      findings = [...told.findings, ...told.others];
      if (told.checklist) checklists[id] = told.checklist;
      troubles[id] = told.trouble ?? "";
      judgedAt = clock();
      showVerdict();
    } catch (error) {
      say(error.message, "error");
    }
  }

  // ---- Changing a draft, and taking it back --------------------------------------------------

  function historyOf(id) {
    histories[id] ??= { past: [], future: [], token: null };
    return histories[id];
  }

  // One step of undo for each stretch of typing in one place, which `token` names.
  function change(id, edit, token = null) {
    const history = historyOf(id);
    if (token === null || token !== history.token) {
      history.past.push(JSON.stringify(drafts[id]));
      if (history.past.length > 300) history.past.shift();
    }
    history.token = token;
    history.future = [];
    edit(drafts[id]);
    changed(id);
  }

  function changed(id) {
    store.soon();
    judgeSoon(id);
    showUndo();
  }

  function undo(id, from = "past", to = "future") {
    const history = historyOf(id);
    const text = history[from].pop();
    if (text === undefined) return live(t("nothingUndo"));
    history[to].push(JSON.stringify(drafts[id]));
    history.token = null;
    drafts[id] = JSON.parse(text);
    changed(id);
    showPage();
    live(t(from === "past" ? "undone" : "redone"));
  }

  const redo = (id) => undo(id, "future", "past");

  function live(text) {
    const place = $("live");
    if (place) place.textContent = text;
  }

  function showUndo() {
    if (!$("undo")) return;
    $("undo").disabled = !historyOf(view).past.length;
    $("redo").disabled = !historyOf(view).future.length;
  }

  // ---- The ledger as a table of cells --------------------------------------------------------

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
    const heads = filing.columns.map(({ key, name }) =>
      h("th", { scope: "col", class: key }, name),
    );
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
    const names = item.clauses
      .filter((one) => one.kind !== "not-applicable")
      .map((one) => one.name);
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
      if (key === "ArrowUp" || key === "ArrowDown")
        moveByKey(event, at, key === "ArrowUp" ? -1 : 1);
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

  // ---- What the checker says -----------------------------------------------------------------

  // The checker speaks to people who have the file open; here it is a table, and files are dropped.
  const CELLS = { "entry-without-proof": "proof" };
  const columnOf = ({ code, place }) => CELLS[code] ?? place.column;
  const fixOf = ({ code, fix }) => TEXTS[`fix-${code}`] ?? fix;

  const own = (id) => findings.filter((one) => one.item === id);
  const countOf = (id, severity) => own(id).filter((one) => one.severity === severity).length;

  function findingLine(one) {
    return h(
      "li",
      { class: { error: "error", warning: "warning" }[one.severity] ?? "hint" },
      h("b", {}, `${one.word}：`),
      one.message,
      one.fix ? h("span", { class: "mend" }, t("fix", { fix: fixOf(one) })) : "",
    );
  }

  const findingList = (some, given = {}) =>
    some.length ? h("ul", { class: "findings", ...given }, some.map(findingLine)) : "";

  function showVerdict() {
    showItems();
    showPersonal();
    if (view === STATEMENT || itemOf(view)) {
      showChecklist();
      showPartFindings();
      showRowFindings();
    } else if (!$("dialog").open && view === "") showPage();
  }

  function showPersonal() {
    const personal = findings.filter((one) => one.personal);
    dropNotice("personal");
    if (!personal.length) return;
    const places = [...new Set(personal.map((one) => one.item))].map((id) =>
      h("a", { href: id ? `#/${id}` : "#/files" }, id ? itemName(id) : t("files")),
    );
    const [before, after] = t("personalNotice", { n: personal.length, places: "\n" }).split("\n");
    const spaced = places.flatMap((one, nth) => (nth ? ["、", one] : [one]));
    notice("personal", before, { kind: "error", places: [...spaced, after] });
  }

  function showJudging() {
    const place = $("judged");
    if (place) place.textContent = t(engine.ready ? "judging" : "notYet");
  }

  function showChecklist() {
    const place = $("checklist");
    if (!place) return;
    $("judged").textContent = engine.ready
      ? judgedAt
        ? t("judged", { time: judgedAt })
        : ""
      : t("notYet");
    const before = place.dataset.text;
    place.replaceChildren(...checklistRows(checklists[view] ?? []));
    const now = [...place.querySelectorAll("b, .numbers")].map((one) => one.textContent).join("；");
    place.dataset.text = now;
    if (before !== undefined && before !== now) live(now);
    if ($("counts"))
      $("counts").textContent = (checklists[view] ?? [])
        .filter((one) => one.required)
        .map((one) => `${one.clause}：${numbersOf(one)}`)
        .join("；");
    const many = own(view).length;
    $("problems").textContent = many ? t("problems", { n: many }) : engine.ready ? t("clean") : "";
  }

  function checklistRows(rows) {
    const counted = rows.filter((one) => one.required || one.state !== "judged");
    if (!rows.length) return [h("li", {}, t("noClauses"))];
    return rows.map((one) =>
      h(
        "li",
        {},
        h("b", {}, one.clause),
        counted.includes(one) ? h("p", { class: "numbers" }, numbersOf(one)) : "",
        h("span", { class: `chip ${one.state}` }, one.word),
        one.required ? bar(one) : "",
      ),
    );
  }

  function numbersOf(one) {
    const required = one.required ? t("required", one) : "";
    const missing = one.missing ? t("missing", one) : "";
    const proven = one.proven && one.proven !== one.counted ? t("proven", one) : "";
    return `${required}${t("counted", one)}${missing}${proven}`;
  }

  function bar(one) {
    const number = (text) => Number(/[\d.]+/.exec(text ?? "")?.[0] ?? 0);
    const share = Math.min(100, (100 * number(one.counted)) / (number(one.required) || 1));
    const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    made.setAttribute("class", `bar ${one.state}`);
    made.setAttribute("viewBox", "0 0 100 10");
    made.setAttribute("preserveAspectRatio", "none");
    made.setAttribute("aria-hidden", "true");
    const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    part.setAttribute("width", share);
    part.setAttribute("height", 10);
    made.append(part);
    return made;
  }

  function showPartFindings() {
    const inCells = (one) => one.place.row !== null;
    for (const place of document.querySelectorAll("[data-findings]")) {
      const part = place.dataset.findings;
      const named = own(view).filter((one) => !inCells(one) && boxOf(one) === part);
      const lines = named.map(findingLine);
      if (part === "*" && troubles[view])
        lines.unshift(h("li", { class: "error" }, troubles[view]));
      place.replaceChildren(...lines);
      place.hidden = !lines.length;
      const box = place.dataset.for && $(place.dataset.for);
      if (box)
        box.setAttribute("aria-invalid", String(named.some((one) => one.severity === "error")));
    }
  }

  // Where a finding without a row stands: at its part's box, else at the top of the page.
  function boxOf({ place }) {
    const there = document.querySelector(`[data-findings="${CSS.escape(place.part ?? "*")}"]`);
    return there ? (place.part ?? "*") : "*";
  }

  function showRowFindings() {
    const body = document.querySelector(".ledger tbody");
    if (!body) return;
    for (const one of body.querySelectorAll("tr.notes")) one.remove();
    for (const one of body.querySelectorAll("td.error, td.warning")) {
      one.classList.remove("error", "warning");
      const cell = one.querySelector("[data-key]");
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
    }
    const byRow = new Map();
    for (const one of own(view)) {
      if (one.place.row === null) continue;
      byRow.set(one.place.row, [...(byRow.get(one.place.row) ?? []), one]);
    }
    for (const [at, some] of byRow) noteRow(body, at, some);
  }

  function noteRow(body, at, some) {
    const row = body.querySelector(`tr[data-at="${at}"]`);
    if (!row) return;
    const id = `notes-${at}`;
    row.after(
      h(
        "tr",
        { class: "notes" },
        h("td", { colspan: filing.columns.length + 2, id }, findingList(some)),
      ),
    );
    for (const one of some) {
      const { severity } = one;
      const column = columnOf(one);
      const cell = column && cellOf(at, column);
      if (!cell) continue;
      cell.setAttribute("aria-describedby", id);
      if (severity === "error") cell.setAttribute("aria-invalid", "true");
      const kind = severity === "error" ? "error" : "warning";
      if (!cell.closest("td").classList.contains("error")) cell.closest("td").classList.add(kind);
    }
  }

  // ---- The pages -----------------------------------------------------------------------------

  function stateOf(id) {
    if (countOf(id, "error")) return "error";
    const states = (checklists[id] ?? []).map((one) => one.state);
    for (const one of ["short", "unproven", "met", "judged"]) if (states.includes(one)) return one;
    return "none";
  }

  function stateWord(id) {
    const state = stateOf(id);
    if (state === "error") return t("stateError");
    const row = (checklists[id] ?? []).find((one) => one.state === state);
    return row?.word ?? t("stateNone");
  }

  function sections() {
    const found = new Map();
    for (const item of filing.items) {
      if (!found.has(item.section_name)) found.set(item.section_name, []);
      found.get(item.section_name).push(item);
    }
    return [...found];
  }

  function showItems() {
    const focused = $("items-list").contains(document.activeElement)
      ? document.activeElement.getAttribute("href")
      : null;
    const here = (id) => (view === id ? "page" : null);
    const link = (id, text) =>
      h(
        "li",
        {},
        h("a", { href: `#/${id}`, "aria-current": here(id) }, h("span", { class: "name" }, text)),
      );
    $("items-list").replaceChildren(
      h(
        "ul",
        {},
        link("", t("overview")),
        link(STATEMENT, t("statement")),
        link("files", t("files")),
        link("hand-in", t("handIn")),
      ),
      h(
        "div",
        { class: "sections" },
        sections().map(([name, items]) =>
          h(
            "section",
            {},
            h("h3", {}, name),
            h(
              "ul",
              {},
              items.map((item) => itemLink(item, here)),
            ),
          ),
        ),
      ),
    );
    if (focused) document.querySelector(`#items-list [href="${focused}"]`)?.focus();
  }

  function itemLink(item, here) {
    const state = stateOf(item.id);
    return h(
      "li",
      {},
      h(
        "a",
        { href: `#/${item.id}`, "aria-current": here(item.id), title: stateWord(item.id) },
        h("span", {}, item.id),
        h("span", { class: "name" }, item.name),
        h("span", { class: `dot ${state}`, role: "img", "aria-label": stateWord(item.id) }),
      ),
    );
  }

  function showPage() {
    const item = itemOf(view);
    const pages = {
      "": overviewPage,
      [STATEMENT]: statementPage,
      files: filesPage,
      "hand-in": handInPage,
    };
    const content = item ? itemPage(item) : (pages[view] ?? overviewPage)();
    $("main").replaceChildren(...[content].flat());
    document.title = `${item || view === STATEMENT ? itemName(view) : t("overview")} · ${brand()}`;
    showItems();
    if (item || view === STATEMENT) showVerdict();
    showUndo();
  }

  const brand = () => t("brand", { county: filing.county.name, cycle: filing.cycle });

  function overviewPage() {
    return [
      h("h1", {}, filing.title ?? brand()),
      h("p", { class: "lead" }, filing.demonstration ? t("demonstration") : ""),
      dropBox(),
      sections().map(([name, items]) => [
        h("h2", {}, name),
        h("ul", { class: "cards" }, items.map(card)),
      ]),
      countyFindings(),
      filing.contact ? h("p", { class: "lead" }, t("contactLabel"), filing.contact) : "",
    ].flat(3);
  }

  function countyFindings() {
    const some = findings.filter((one) => !one.item);
    return some.length ? [h("h2", {}, t("countyFindings")), findingList(some)] : "";
  }

  function card(item) {
    const rows = drafts[item.id].rows.filter((row) => !isBlank(row)).length;
    const short = (checklists[item.id] ?? []).filter((one) => one.missing);
    return h(
      "li",
      {},
      h(
        "a",
        { href: `#/${item.id}` },
        h(
          "span",
          { class: "head" },
          h("b", {}, itemName(item.id)),
          h("span", { class: `chip ${stateOf(item.id)}` }, stateWord(item.id)),
        ),
        h(
          "small",
          {},
          [
            rows ? t("rowsFilled", { n: rows }) : t("unfilled"),
            drafts[item.id].status,
            ...countsOf(item.id),
          ]
            .filter(Boolean)
            .join(" · "),
        ),
        short.slice(0, 3).map((one) => h("small", {}, `${one.clause}：${numbersOf(one)}`)),
      ),
    );
  }

  function countsOf(id) {
    const [errors, warnings] = [countOf(id, "error"), countOf(id, "warning")];
    return [
      errors && t("errors", { n: errors }),
      warnings && t("warnings", { n: warnings }),
    ].filter(Boolean);
  }

  function itemPage(item) {
    const draft = drafts[item.id];
    const head = [
      h("h1", {}, itemName(item.id)),
      h("p", { class: "lead" }, `${item.section_name} · ${t("points", { n: item.points })}`),
      h("blockquote", { class: "official" }, h("b", {}, t("official")), item.text),
    ];
    if (!item.applies) return [...head, h("p", {}, t("notApplicable")), neighbours(item)];
    if (item.trouble)
      return [
        ...head,
        h("p", { class: "notice error" }, t("unreadable", { why: item.trouble })),
        neighbours(item),
      ];
    return h(
      "div",
      { class: "item-page" },
      h(
        "div",
        {},
        head,
        h("ul", {
          class: "findings",
          "data-findings": "*",
          "aria-label": t("general"),
          hidden: true,
        }),
        statusField(draft),
      ),
      checklistAside(),
      h(
        "div",
        {},
        item.parts.map((part) => partField(part)),
      ),
      h("div", {}, claimFields(item, draft)),
      h("div", {}, ledgerPart(item)),
      h("div", {}, otherTexts(item, draft), dropBox(), neighbours(item)),
    );
  }

  function checklistAside() {
    return h(
      "aside",
      { "aria-labelledby": "checklist-title" },
      h("h2", { id: "checklist-title" }, t("checklist")),
      h("ul", { class: "clauses plain-list", id: "checklist" }),
      h("p", { class: "help", id: "problems" }),
      h("p", { class: "help", id: "judged" }),
      h("p", { class: "help", id: "live", role: "status" }),
    );
  }

  function statusField(draft) {
    const options =
      draft.status && filing.statuses.includes(draft.status)
        ? filing.statuses
        : [draft.status, ...filing.statuses];
    const made = h(
      "select",
      {
        class: "choice",
        id: "status",
        "aria-describedby": "status-help",
        onchange: ({ target }) =>
          change(view, (one) => {
            one.status = target.value;
          }),
      },
      options.map((one) => h("option", { value: one }, one || t("statusNone"))),
    );
    made.value = draft.status;
    return [
      h("label", { class: "field", for: "status" }, t("status")),
      h("p", { class: "help", id: "status-help" }, t("statusHelp")),
      made,
    ];
  }

  // A box for one part; its findings stand below it.
  function partField(part, label = part) {
    const id = `part-${part.replace(/\s/g, "_") || "preface"}`;
    const text = drafts[view].parts[part] ?? "";
    return [
      h("label", { class: "field", for: id }, label),
      h(
        "div",
        { class: "grow", "data-value": text },
        h("textarea", {
          class: "prose",
          id,
          value: text,
          "aria-describedby": `${id}-findings`,
          onfocus: () => {
            historyOf(view).token = null;
          },
          oninput: ({ target }) => {
            target.parentElement.dataset.value = target.value;
            change(
              view,
              (one) => {
                one.parts[part] = target.value;
              },
              id,
            );
          },
        }),
      ),
      h("ul", {
        class: "findings",
        id: `${id}-findings`,
        "data-findings": part,
        "data-for": id,
        hidden: true,
      }),
    ];
  }

  function claimFields(item, draft) {
    const counted = item.clauses.filter((one) => one.unit);
    if (!counted.length) return "";
    const field = ({ name, unit }, nth) =>
      h(
        "div",
        {},
        h("label", { for: `claim-${nth}` }, name),
        h("input", {
          id: `claim-${nth}`,
          value: draft.claims[name] ?? "",
          placeholder: unit,
          autocomplete: "off",
          oninput: ({ target }) =>
            change(
              view,
              (one) => {
                one.claims[name] = target.value;
              },
              `claim-${nth}`,
            ),
        }),
      );
    return [
      h("h2", {}, t("claims")),
      h("p", { class: "help" }, t("claimsHelp")),
      h("div", { class: "claims" }, counted.map(field)),
    ];
  }

  function ledgerPart(item) {
    const act = (key, onclick, id) => h("button", { type: "button", onclick, id }, t(key));
    const at = () => Math.min(cursor.row, rowsOf().length);
    return [
      h("h2", { id: "ledger-title" }, t("ledger")),
      h("p", { class: "help no-print", id: "ledger-help" }, t("ledgerHelp")),
      newClauseField(item),
      h("p", { class: "counts", id: "counts", "aria-hidden": "true" }),
      h(
        "div",
        { class: "row-tools", role: "group", "aria-label": t("ledger") },
        act("insert", () => editRows((rows) => rows.splice(at(), 0, newRow(item)), at())),
        act("remove", () => editRows((rows) => rows.splice(at(), 1), at())),
        act("fillDown", fillDown),
        act("up", () => moveRow(at(), -1)),
        act("down", () => moveRow(at(), 1)),
        act("undo", () => undo(view), "undo"),
        act("redo", () => redo(view), "redo"),
      ),
      h("ul", { class: "findings", "data-findings": "台账", hidden: true }),
      ledger(item),
    ];
  }

  function newClauseField(item) {
    const names = item.clauses
      .filter((one) => one.kind !== "not-applicable")
      .map((one) => one.name);
    if (names.length < 2) return "";
    const made = h(
      "select",
      {
        class: "choice",
        id: "new-clause",
        onchange: ({ target }) => {
          newClauses[item.id] = target.value;
        },
      },
      h("option", { value: "" }, t("newClauseNone")),
      names.map((one) => h("option", { value: one }, one)),
    );
    made.value = newClauses[item.id] ?? "";
    return h(
      "p",
      { class: "no-print" },
      h("label", { for: "new-clause" }, `${t("newClause")} `),
      made,
    );
  }

  function otherTexts(item, draft) {
    const known = new Set([...item.parts, "", "台账"]);
    const others = Object.keys(draft.parts).filter((part) => !known.has(part));
    const boxes = [
      draft.parts[""] ? partField("", t("preface")) : "",
      draft.parts.台账 ? partField("台账", t("aroundLedger")) : "",
      others.map((part) => partField(part)),
    ]
      .flat(2)
      .filter(Boolean);
    return boxes.length ? h("details", {}, h("summary", {}, t("otherTexts")), boxes) : "";
  }

  function statementPage() {
    const known = [...filing.statement];
    const others = Object.keys(drafts[STATEMENT].parts).filter(
      (one) => one && !known.includes(one),
    );
    return h(
      "div",
      { class: "item-page" },
      h(
        "div",
        {},
        h("h1", {}, t("statement")),
        h("p", { class: "lead" }, t("statementHelp")),
        h("ul", {
          class: "findings",
          "data-findings": "*",
          "aria-label": t("general"),
          hidden: true,
        }),
        h(
          "div",
          { class: "row-tools" },
          h("button", { type: "button", id: "undo", onclick: () => undo(view) }, t("undo")),
          h("button", { type: "button", id: "redo", onclick: () => redo(view) }, t("redo")),
        ),
        drafts[STATEMENT].parts[""] ? partField("", t("preface")) : "",
        [...known, ...others].map((part) => partField(part)),
      ),
      h(
        "aside",
        { class: "no-print", "aria-label": t("checklist") },
        h("p", { class: "help", id: "problems" }),
        h("p", { class: "help", id: "judged" }),
        h("p", { class: "help", id: "live", role: "status" }),
        h("ul", { id: "checklist", hidden: true }),
      ),
    );
  }

  function neighbours(item) {
    const at = filing.items.indexOf(item);
    const link = (key, one) =>
      one ? h("a", { href: `#/${one.id}` }, t(key, { item: itemName(one.id) })) : h("span");
    return h(
      "p",
      { class: "next" },
      link("previous", filing.items[at - 1]),
      link("next", filing.items[at + 1]),
    );
  }

  // ---- Files that are dropped ----------------------------------------------------------------

  const TABLES = /\.(xlsx|xlsm|xls|et|csv|tsv|docx|doc|wps|zip)$/i;
  const AT_ONCE = 40_000_000; // bytes given to the worker in one piece
  const LARGEST = 100_000_000; // a photo is shrunk, a package taken apart; above this it is an error

  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const shortName = (name) => name.split("/").at(-1);

  function dropBox() {
    const input = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      onchange: ({ target }) => {
        takeFiles(target.files);
        target.value = "";
      },
    });
    return h(
      "div",
      { class: "drop-box" },
      h(
        "p",
        {},
        t("dropBox"),
        h("button", { type: "button", onclick: () => input.click() }, t("chooseFiles")),
      ),
      h("p", { class: "help" }, t("dropHelp")),
      input,
    );
  }

  // Shows the dialog; its buttons are [label, what happens, whether it is the first choice].
  function ask(title, content, buttons) {
    const dialog = $("dialog");
    const made = buttons.map(([label, act, first]) =>
      h("button", { type: "button", class: first ? "first" : null, onclick: act }, label),
    );
    dialog.replaceChildren(
      h("h2", { id: "dialog-title", tabindex: "-1" }, title),
      ...[content].flat(9).filter(Boolean),
      h("div", { class: "actions" }, made),
    );
    if (!dialog.open) dialog.showModal();
    return dialog;
  }

  // The answer of the dialog: the value of the button, null where it was left by Escape.
  function choice(title, content, buttons) {
    return new Promise((resolve) => {
      const dialog = ask(
        title,
        content,
        buttons.map(([label, value, first]) => [
          label,
          () => {
            dialog.onclose = null;
            dialog.close();
            resolve(value);
          },
          first,
        ]),
      );
      // An earlier dialog's closing may be told only now.
      dialog.onclose = () => dialog.open || resolve(null);
    });
  }

  function busy(text) {
    const dialog = ask(text, h("progress", { "aria-label": text }), []);
    dialog.onclose = null;
    return dialog;
  }

  async function readFile(file) {
    const name = file.webkitRelativePath || file.name;
    if (!file.size) return { refused: t("emptyFile", { name }) };
    if (file.size > LARGEST)
      return {
        refused: t("tooLarge", { name, size: shownSize(file.size), largest: shownSize(LARGEST) }),
      };
    try {
      return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
    } catch {
      return { refused: t("notRead", { name }) };
    }
  }

  // Tables first, since the others are matched to their rows; then a few at a time.
  async function takeFiles(list, row = null) {
    const chosen = [...list].sort((one, other) => TABLES.test(other.name) - TABLES.test(one.name));
    if (!chosen.length) return;
    const item = itemOf(view) ? view : "";
    const before = JSON.stringify(drafts);
    const all = {
      items: {},
      files: [],
      understood: [],
      look_at: [],
      refused: [],
      unmatched: [],
      raw: new Map(),
    };
    busy(t(engine.ready ? "reading" : "readingLater"));
    try {
      await sendEdits();
      for (const [nth, group] of groups(chosen).entries()) {
        const done = groups(chosen).slice(0, nth).flat().length;
        if (engine.ready) busy(t("readingSome", { n: done + 1, all: chosen.length }));
        await takeGroup(group, item, all);
      }
      if (row !== null) await attachAll(all, item, row);
    } catch (error) {
      all.refused.push(error.message);
    }
    await offer(all, before);
  }

  function groups(chosen) {
    const made = [];
    let size = Infinity;
    for (const file of chosen) {
      if (size + file.size > AT_ONCE) {
        made.push([]);
        size = 0;
      }
      made.at(-1).push(file);
      size += file.size;
    }
    return made;
  }

  // What was typed last must be known before rows are joined with it.
  async function sendEdits() {
    for (const id of Object.keys(judging.timers)) {
      clearTimeout(judging.timers[id]);
      delete judging.timers[id];
      await judge(id);
    }
  }

  async function takeGroup(group, item, all, maps = {}) {
    const read = await Promise.all(group.map(readFile));
    all.refused.push(...read.map((one) => one.refused).filter(Boolean));
    const given = read.filter((one) => one.bytes);
    if (!given.length) return;
    const told = await engine.call("take", { files: given, item, maps });
    const answered = told.questions.length ? await askMaps(told, maps) : null;
    if (answered) {
      busy(t("reading"));
      const again = { ...all, refused: [...all.refused] };
      return takeGroup(group, item, Object.assign(all, again), answered);
    }
    for (const one of given)
      if (told.unmatched.includes(one.name)) all.raw.set(one.name, one.bytes);
    join(all, told);
  }

  function join(all, told) {
    for (const [id, one] of Object.entries(told.items ?? {})) {
      const had = all.items[id];
      all.items[id] = {
        draft: one.draft,
        added: (had?.added ?? 0) + (one.added ?? 0),
        changed: (had?.changed ?? 0) + (one.changed ?? 0),
      };
    }
    for (const key of ["files", "understood", "look_at", "refused", "unmatched"])
      all[key].push(...(told[key] ?? []));
  }

  // What could not be told from the table; null where nothing was chosen.
  async function askMaps(told, maps) {
    const fields = told.questions.map((one, nth) => {
      const id = `question-${nth}`;
      return {
        one,
        made: h(
          "select",
          { class: "choice", id },
          h("option", { value: "" }, t("choose")),
          one.choices.map(([value, label]) =>
            h("option", { value }, one.kind === "item" ? `${value} ${label}` : label),
          ),
        ),
        label: h("label", { class: "field", for: id }, questionOf(one)),
      };
    });
    const content = [
      told.understood.length
        ? h(
            "ul",
            {},
            told.understood.map((one) => h("li", {}, one)),
          )
        : "",
      fields.map(({ made, label }) => [label, made]),
    ];
    const go = await choice(t("asksTitle"), content, [
      [t("asksGo"), true, true],
      [t("asksSkip"), false],
    ]);
    const chosen = fields.filter(({ made }) => made.value);
    if (!go || !chosen.length) return null;
    return { ...maps, ...Object.fromEntries(chosen.map(answerOf)) };
  }

  // Of a column the answer is its name in the table, which then means what is lacking.
  const answerOf = ({ one, made }) =>
    one.kind === "column" ? [made.value, one.map] : [one.map, made.value];

  // Its message goes on to say how the command line is told, after a semicolon.
  function questionOf({ file, sheet, message }) {
    const plain = message.split("；")[0];
    return plain.includes(file)
      ? plain
      : `${[shortName(file), sheet].filter(Boolean).join(" ")}：${plain}`;
  }

  async function attachAll(all, item, row) {
    for (const file of all.unmatched.splice(0)) {
      const told = await engine.call("attach", { file, item, row });
      join(all, { items: told.items, files: told.files });
    }
  }

  const listed = (key, some) =>
    some.length
      ? [
          h("h3", {}, t(key)),
          h(
            "ul",
            {},
            some.map((one) => h("li", {}, one)),
          ),
        ]
      : "";

  // What was understood, before anything is filled in.
  async function offer(all, before) {
    const changedItems = Object.entries(all.items).filter(
      ([id, one]) =>
        id in drafts && JSON.stringify(wholeDraft(one.draft)) !== JSON.stringify(drafts[id]),
    );
    const lines = changedItems.map(([id, one]) =>
      one.added || one.changed
        ? t("adds", { item: itemName(id), ...one })
        : t("addsParts", { item: itemName(id) }),
    );
    const fields = all.unmatched.map((name) => ({ name, made: rowChoice(name, all) }));
    const content = [
      listed("understoodList", [...all.understood, ...lines]),
      listed("lookAt", all.look_at),
      listed("refused", all.refused),
      fields.length
        ? [h("h3", {}, t("unmatched")), h("p", { class: "help" }, t("unmatchedHelp"))]
        : "",
      fields.map(({ made }) => made),
    ];
    const any = changedItems.length || all.files.length || all.unmatched.length;
    const go = await choice(
      t("readTitle"),
      [...content, any ? "" : h("p", {}, t("nothingTaken"))],
      any
        ? [
            [t("fillIn"), true, true],
            [t("cancel"), false],
          ]
        : [[t("close"), false, true]],
    );
    if (go) await fillIn(changedItems, all, fields);
    else if (any) await forget(all, before);
  }

  // A choice of item and row for a file; read again by `chosenRow`.
  function rowChoice(name, all = { items: {}, raw: waitingBytes() }) {
    const rowsAt = (value) => (all.items[value]?.draft ?? drafts[value]).rows;
    const id = `for-${digestOf(name)}`;
    const rows = h("select", {
      class: "choice",
      "aria-label": `${shortName(name)} ${t("nth")}`,
      hidden: true,
    });
    const fill = (value) => {
      rows.hidden = !value;
      const filled = value ? rowsAt(value) : [];
      rows.replaceChildren(
        ...filled.flatMap((row, at) =>
          isBlank(row) ? [] : [h("option", { value: at }, `${at + 1} · ${row.date} ${row.event}`)],
        ),
      );
    };
    const items = h(
      "select",
      { class: "choice", id, onchange: ({ target }) => fill(target.value) },
      h("option", { value: "" }, t("noRow")),
      filing.items
        .filter((one) => one.applies)
        .map((one) => h("option", { value: one.id }, itemName(one.id))),
    );
    if (itemOf(view) && rowsAt(view).length) {
      items.value = view;
      fill(view);
      rows.prepend(h("option", { value: "" }, t("noRow")));
      rows.value = "";
    }
    return h(
      "div",
      { class: "attach" },
      thumbnail(name, all.raw.get(name)),
      h("label", { for: id }, `${t("attachFor", { name: shortName(name) })} `),
      items,
      " ",
      rows,
    );
  }

  const waitingBytes = () => new Map([...waiting].map(([name, { bytes }]) => [name, bytes]));

  function thumbnail(name, bytes) {
    if (!bytes || !/\.(jpe?g|png|gif|webp)$/i.test(name)) return "";
    const src = URL.createObjectURL(new Blob([bytes]));
    const drop = () => URL.revokeObjectURL(src);
    return h("img", { class: "thumb", src, alt: "", onload: drop, onerror: drop });
  }

  function chosenRow(made) {
    const [item, row] = [...made.querySelectorAll("select")].map((one) => one.value);
    return item && row !== "" ? { item, row: Number(row) } : null;
  }

  async function fillIn(changedItems, all, fields) {
    for (const [id, one] of changedItems) replaceDraft(id, one.draft);
    for (const file of all.files) await keepNew(file);
    for (const { name, made } of fields) {
      const chosen = chosenRow(made);
      if (chosen) await attachFile(name, chosen);
      else if (all.raw.has(name))
        await keepWaiting({ name, bytes: all.raw.get(name), waits: true });
    }
    showPage();
    say(t("filledIn"));
    if (engine.ready) takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
  }

  function replaceDraft(id, draft) {
    const whole = wholeDraft(draft);
    if (whole === null) return;
    const history = historyOf(id);
    history.past.push(JSON.stringify(drafts[id]));
    history.token = null;
    history.future = [];
    drafts[id] = whole;
    store.soon();
  }

  async function keepNew(file) {
    files.set(file.name, file);
    await store.keepFile("file", file);
  }

  async function keepWaiting(file) {
    waiting.set(file.name, file);
    await store.keepFile("waiting", file);
  }

  async function attachFile(name, { item, row }) {
    const told = await engine.call("attach", { file: name, item, row });
    for (const [id, one] of Object.entries(told.items ?? {})) replaceDraft(id, one.draft);
    for (const file of told.files ?? []) await keepNew(file);
  }

  // Nothing was filled in: the checker has to know it too.
  async function forget(all, before) {
    await engine.call("drop", {
      names: all.files.map((one) => one.name).filter((name) => !files.has(name)),
    });
    takeVerdicts(await engine.call("judge_all", { drafts: JSON.parse(before) }));
  }

  async function attachWaiting(name, made) {
    const chosen = chosenRow(made);
    if (!chosen) return;
    busy(t("reading"));
    try {
      const { bytes } = waiting.get(name);
      const told = await engine.call("take", {
        files: [{ name, bytes }],
        item: chosen.item,
        maps: {},
      });
      for (const file of told.files) await keepNew(file);
      for (const [id, one] of Object.entries(told.items ?? {})) replaceDraft(id, one.draft);
      if (told.refused.length) throw new Error(told.refused.join("；"));
      if (told.unmatched.length) await attachFile(name, chosen);
      waiting.delete(name);
      await store.dropFile("waiting", name);
    } catch (error) {
      say(error.message, "error");
    }
    $("dialog").close();
    showPage();
    takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
  }

  async function deleteFile(name) {
    files.delete(name);
    await store.dropFile("file", name);
    await engine.call("drop", { names: [name] });
    say(t("fileDeleted", { name: shortName(name) }));
    showPage();
    takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
  }

  function usedIn(name) {
    const places = [];
    for (const [id, { parts, rows }] of Object.entries(drafts)) {
      for (const [part, text] of Object.entries(parts))
        if (text.includes(name)) places.push(`${itemName(id)} ${part}`);
      for (const [at, { proof }] of rows.entries())
        if (proof.includes(name) || proof.includes(shortName(name)))
          places.push(`${itemName(id)} ${t("row", { n: at + 1 })}`);
    }
    return places.slice(0, 6).join("、") || t("fileNowhere");
  }

  function fileTable(some, last) {
    const head = ["fileName", "fileSize", "fileRows"].map((key) =>
      h("th", { scope: "col" }, t(key)),
    );
    const row = (file) =>
      h(
        "tr",
        {},
        h("td", {}, shortName(file.name)),
        h("td", { class: "figure" }, shownSize(file.size ?? file.bytes.length)),
        h("td", {}, usedIn(file.name)),
        last ? h("td", {}, last(file)) : "",
      );
    return h(
      "div",
      { class: "wide" },
      h(
        "table",
        { class: "plain-table" },
        h("thead", {}, h("tr", {}, head, last ? h("td", {}) : "")),
        h("tbody", {}, some.map(row)),
      ),
    );
  }

  function filesPage() {
    const dropButton = ({ name }) =>
      h(
        "button",
        {
          type: "button",
          "aria-label": t("deleteFileNamed", { name: shortName(name) }),
          onclick: () => deleteFile(name),
        },
        t("deleteFile"),
      );
    const held = ({ name }) => {
      const made = rowChoice(name);
      return [
        h("p", {}, made),
        h(
          "p",
          {},
          h("button", { type: "button", onclick: () => attachWaiting(name, made) }, t("attach")),
          " ",
          h(
            "button",
            {
              type: "button",
              "aria-label": t("deleteFileNamed", { name }),
              onclick: () => dropWaiting(name),
            },
            t("deleteFile"),
          ),
        ),
      ];
    };
    return [
      h("h1", {}, t("files")),
      dropBox(),
      countyFindings(),
      h("h2", {}, t("filesNew")),
      files.size ? fileTable([...files.values()], dropButton) : h("p", {}, t("filesEmpty")),
      waiting.size ? [h("h2", {}, t("filesWaiting")), [...waiting.values()].map(held)] : "",
      filing.attachments.length
        ? [
            h("h2", {}, t("filesOld")),
            h("p", { class: "help" }, t("filesOldHelp")),
            fileTable(filing.attachments),
          ]
        : "",
    ].flat(4);
  }

  async function dropWaiting(name) {
    waiting.delete(name);
    await store.dropFile("waiting", name);
    showPage();
  }

  // ---- Packages ------------------------------------------------------------------------------

  let made = null; // the package that was made last, with its summary

  function backupName(ending) {
    return `${filing.county.name}-${filing.cycle}-${t("draftCopy")}.${ending}`;
  }

  // Without the checker: what was typed, and the files, as they are.
  function saveBackup() {
    const plain = [...files.values()].map((file) => ({ ...file, bytes: toBase64(file.bytes) }));
    const { cycle, county } = filing;
    const content = {
      kind: "taizhang-filing",
      cycle,
      county,
      drafts: changedDrafts(),
      files: plain,
    };
    download(backupName("json"), JSON.stringify(content), "application/json");
    say(t("backupSaved"));
  }

  function toBase64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }

  const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  async function judgeAll() {
    await sendEdits();
    takeVerdicts(await engine.call("judge_all", { drafts: changedDrafts() }));
  }

  // Of what would leave this machine: the rest is in the city's hands already.
  const personalLines = () =>
    findings
      .filter((one) => one.personal && (files.has(one.file) || isHanded(one.item)))
      .map((one) => {
        const name = one.item ? itemName(one.item) : t("files");
        const href = one.item ? `#/${one.item}` : "#/files";
        const row = one.place.row === null ? "" : t("row", { n: one.place.row + 1 });
        const link = h("a", { href, onclick: () => $("dialog").close() }, name);
        return h("li", {}, link, ` ${row} ${one.message}`);
      });

  const isHanded = (id) => id in drafts && isChanged(id);

  async function makePackage() {
    busy(t("making"));
    try {
      return await engine.call("package", { drafts: { ...drafts }, last });
    } finally {
      $("dialog").close();
    }
  }

  // To go on elsewhere: with what is still wrong in it.
  async function savePackage() {
    if (engine.over) return saveBackup();
    try {
      await judgeAll();
      const personal = personalLines();
      if (personal.length) {
        const content = [h("p", {}, t("personalStop")), h("ul", {}, personal)];
        const go = await choice(t("savePackage"), content, [
          [t("saveAnyway"), true],
          [t("cancel"), false, true],
        ]);
        return go ? saveBackup() : undefined;
      }
      const told = await makePackage();
      download(told.name, told.bytes, "application/zip");
      say([t("savedPackage", told), ...told.troubles].join(" "));
    } catch (error) {
      failedPackage(error);
    }
  }

  function failedPackage(error) {
    notice("said", error.message, {
      kind: "error",
      actions: [[t("saveBackup"), saveBackup], closing("said")],
    });
  }

  function handInPage() {
    return [
      h("h1", { class: "no-print" }, t("handInTitle")),
      h("p", { class: "lead no-print" }, t("handInHelp")),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", class: "first", id: "make", onclick: handIn }, t("make")),
        made
          ? [
              h(
                "button",
                {
                  type: "button",
                  onclick: () => download(made.name, made.bytes, "application/zip"),
                },
                t("saveAgain"),
              ),
              h("button", { type: "button", id: "print", onclick: () => print() }, t("print")),
            ]
          : "",
      ),
      h("div", { class: "no-print", id: "hand-in-said" }),
      made ? [differsPart(made.differs), summaryPart(made)] : "",
    ].flat(3);
  }

  async function handIn() {
    made = null;
    try {
      busy(t("making"));
      await judgeAll();
      const personal = personalLines();
      if (personal.length) {
        $("dialog").close();
        showPage();
        const said = h("div", {}, t("personalStop"), h("ul", {}, personal));
        $("hand-in-said").replaceChildren(h("div", { class: "notice error" }, said));
        return;
      }
      const told = await makePackage();
      made = { ...told, differs: inOrder(told.differs) };
      last = told.state ?? null;
      store.soon();
      download(told.name, told.bytes, "application/zip");
      showPage();
      $("hand-in-said").replaceChildren(...handInLines(told));
    } catch (error) {
      $("dialog").close();
      showPage();
      failedPackage(error);
    }
  }

  function handInLines(told) {
    const errors = findings.filter((one) => one.severity === "error");
    const links = [...new Set(errors.map((one) => one.item).filter(Boolean))].map((id) =>
      h("a", { href: `#/${id}` }, itemName(id)),
    );
    return [
      h("p", { class: "notice", role: "status" }, t("madeAs", told)),
      errors.length
        ? h(
            "p",
            { class: "notice warning" },
            t("stillErrors", { n: errors.length }),
            " ",
            links.flatMap((one, nth) => (nth ? ["、", one] : [one])),
          )
        : "",
      told.troubles.length
        ? h(
            "div",
            { class: "notice error" },
            h(
              "div",
              {},
              t("troubles"),
              h(
                "ul",
                {},
                told.troubles.map((one) => h("li", {}, one)),
              ),
            ),
          )
        : "",
    ].filter(Boolean);
  }

  function differsLine(one) {
    const counts = ["added", "changed", "removed"]
      .filter((key) => one[key])
      .map((key) => t(key, { n: one[key] }));
    const boxes = one.boxes?.length ? [t("differsBoxes", { boxes: one.boxes.join("、") })] : [];
    return `${itemName(one.item)}：${[...counts, ...boxes].join("，")}`;
  }

  // Numbers as keys come before names: 10 would stand in front of 01.
  function inOrder(differs) {
    const at = ({ item }) => filing.items.findIndex((one) => one.id === item);
    return [...differs].sort((one, other) => at(one) - at(other));
  }

  function differsPart(differs) {
    return [
      h(
        "div",
        { class: "no-print" },
        h("h2", {}, t("differsTitle")),
        differs.length
          ? h(
              "ul",
              {},
              differs.map((one) => h("li", {}, differsLine(one))),
            )
          : h("p", {}, t("differsNone")),
      ),
    ];
  }

  // 达标 2、未达 1: a line for an item, so that all of them stay on one page.
  function wordCounts(checks) {
    const words = checks.map((check) => check.word);
    const counted = (word) => `${word} ${words.filter((one) => one === word).length}`;
    return [...new Set(words)].map(counted).join("、");
  }

  function summaryPart({ name, summary, differs }) {
    const pair = (key, text) => [h("dt", {}, t(key)), h("dd", {}, text)];
    const row = (one) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, `${one.id} ${one.name}`),
        h("td", { class: "figure" }, one.rows),
        h("td", { class: "figure" }, Array.isArray(one.files) ? one.files.length : one.files),
        h("td", {}, wordCounts(one.checklist ?? [])),
        h("td", { class: "figure" }, `${one.errors} / ${one.warnings}`),
      );
    const heads = ["sumItems", "sumRows", "sumFiles", "sumState", "sumFindings"];
    const attached = summary.files
      .map((one) => `${shortName(one.name)}（${shownSize(one.size)}）`)
      .join("、");
    return h(
      "section",
      { class: "summary", "aria-labelledby": "summary-title" },
      h(
        "h2",
        { id: "summary-title" },
        t("summaryTitle", { county: filing.county.name, cycle: filing.cycle }),
      ),
      h(
        "dl",
        {},
        pair("sumDay", summary.day || today()),
        pair("sumName", name),
        pair("sumDigest", summary.digest),
        pair("sumStatement", t(summary.statement ? "sumYes" : "sumNo")),
        pair("sumAttached", attached || t("sumNoFiles")),
        pair(
          "differsTitle",
          differs.length ? differs.map(differsLine).join("；") : t("differsNone"),
        ),
      ),
      h(
        "div",
        { class: "wide" },
        h(
          "table",
          { class: "plain-table" },
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              heads.map((key) => h("th", { scope: "col" }, t(key))),
            ),
          ),
          h("tbody", {}, summary.items.map(row)),
        ),
      ),
      h(
        "p",
        { class: "signs" },
        ["sign1", "sign2", "sign3"].map((key) => h("span", {}, t(key))),
      ),
    );
  }

  async function openPackage(file) {
    busy(t("opening", { name: file.name }));
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const found =
        bytes[0] === 0x7b
          ? openBackup(bytes)
          : await engine.call("unpack", { name: file.name, bytes });
      const given = Object.entries(found.drafts).filter(
        ([id, draft]) => id in drafts && wholeDraft(draft),
      );
      const content = [
        h("p", {}, t("openAsk")),
        h(
          "ul",
          {},
          given.map(([id]) => h("li", {}, itemName(id))),
        ),
        listed(
          "files",
          found.files.map((one) => shortName(one.name)),
        ),
        listed("lookAt", found.troubles ?? []),
      ];
      const go = await choice(t("openTitle"), content, [
        [t("openGo"), true, true],
        [t("cancel"), false],
      ]);
      if (go) await takePackage(file, given, found);
    } catch (error) {
      $("dialog").onclose = null;
      $("dialog").close();
      say(t("openFailed", { why: error.message }), "error");
    }
  }

  function openBackup(bytes) {
    let read;
    try {
      read = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw new Error(t("notBackup"));
    }
    if (read.kind !== "taizhang-filing") throw new Error(t("notBackup"));
    if (read.cycle !== filing.cycle || read.county?.id !== filing.county.id)
      throw new Error(t("otherCounty", { county: read.county?.name, cycle: read.cycle }));
    return {
      drafts: read.drafts,
      files: read.files.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })),
    };
  }

  async function takePackage(file, given, found) {
    for (const [id, draft] of given) replaceDraft(id, draft);
    for (const one of found.files) await keepNew(one);
    if (found.state !== undefined) last = found.state;
    await store.write();
    showPage();
    say(t("opened", { name: file.name }));
    if (engine.ready) await restoreEngine();
  }

  async function clearAll() {
    const go = await choice(t("clearTitle"), h("p", {}, t("clearAsk")), [
      [t("clearGo"), true],
      [t("savePackage"), "save"],
      [t("cancel"), false, true],
    ]);
    if (go === "save") return savePackage();
    if (!go) return;
    await store.clear();
    const gone = [...files.keys()];
    for (const one of [files, waiting]) one.clear();
    for (const id of Object.keys(drafts)) {
      drafts[id] = JSON.parse(originals[id]);
      delete histories[id];
    }
    last = null;
    made = null;
    findings = filing.findings;
    checklists = { ...filing.checklists };
    $("kept").textContent = t("keptNone");
    showPage();
    say(t("cleared"));
    if (!engine.ready) return;
    if (gone.length) await engine.call("drop", { names: gone });
    takeVerdicts(await engine.call("judge_all", { drafts: { ...drafts } }));
  }

  // ---- The start -----------------------------------------------------------------------------

  function goTo() {
    const wanted = decodeURIComponent(location.hash.replace(/^#\/?/, ""));
    const known = wanted in drafts || ["", "files", "hand-in"].includes(wanted);
    view = known ? wanted : "";
    cursor = { row: 0, key: "date" };
    $("items").classList.remove("open");
    dropNotice("said");
    showPage();
    scrollTo(0, 0);
  }

  function onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const undoable = view in drafts && !event.target.closest("dialog");
    if (key === "s") {
      event.preventDefault();
      store.write();
    } else if (undoable && (key === "z" || key === "y")) {
      event.preventDefault();
      const { row, key: column } = cursor;
      const inLedger = Boolean(event.target.dataset.key);
      const { id } = event.target;
      undo(view, ...(key === "y" || event.shiftKey ? ["future", "past"] : []));
      if (inLedger) focusCell(Math.min(row, rowsOf().length), column);
      else if (id) $(id)?.focus();
    }
  }

  function listenToDrops() {
    addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      $("dropping").hidden = $("dialog").open || Boolean(event.target.closest?.(".ledger tbody"));
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) $("dropping").hidden = true;
    });
    addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      $("dropping").hidden = true;
      if (!$("dialog").open) takeFiles(event.dataTransfer.files);
    });
  }

  function listenToWindow() {
    addEventListener("hashchange", () => {
      goTo();
      $("main").focus({ preventScroll: true });
    });
    addEventListener("keydown", onKey);
    addEventListener("pagehide", () => store.dirty && store.write());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) store.dirty && store.write();
      else store.lookAgain();
    });
    addEventListener("focus", () => store.lookAgain());
    addEventListener("beforeunload", (event) => {
      if (!store.dirty) return;
      event.preventDefault();
      event.returnValue = t("leave");
    });
    listenToDrops();
  }

  function listenToHead() {
    $("save-package").onclick = savePackage;
    $("open-package").onclick = () => $("package-file").click();
    $("package-file").onchange = ({ target }) => {
      const [file] = target.files;
      target.value = "";
      if (file) openPackage(file);
    };
    $("clear").onclick = clearAll;
    $("items").append();
    $("items-title").after(
      h(
        "button",
        {
          type: "button",
          class: "fold",
          "aria-controls": "items-list",
          "aria-expanded": "false",
          onclick: ({ target }) =>
            target.setAttribute("aria-expanded", String($("items").classList.toggle("open"))),
        },
        t("fold"),
      ),
    );
  }

  async function begin() {
    for (const one of document.querySelectorAll("[data-text]"))
      one.textContent = t(one.dataset.text);
    readFiling(JSON.parse($("filing-open").textContent));
    $("brand").textContent = brand();
    showProgress(0);
    listenToHead();
    listenToWindow();
    goTo();
    await readStore();
    showPage();
    // The engine's script stands last in the page, after 13 MB.
    if (document.readyState === "loading")
      document.addEventListener("DOMContentLoaded", () => engine.start());
    else engine.start();
  }

  begin();
})();
