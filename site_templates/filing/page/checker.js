// The checker in its worker.

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
