/* The clock of the session: whose turn it is, how long still, what they show. What it says stands
   in its attributes; where it has come to is kept until the window is closed. */
(() => {
  "use strict";
  const clock = document.querySelector(".tz-clock");
  if (!clock) return;
  const words = clock.dataset;
  const part = (name) => clock.querySelector(name);
  const turns = [...document.querySelectorAll("[data-turn]")];
  const steps = turns.flatMap((turn) => [
    { turn, phase: words.presenting, minutes: Number(words.presentation) },
    { turn, phase: words.asking, minutes: Number(words.questions) },
  ]);
  const NAME = `__session_${words.cycle}`;
  const MINUTE = 60_000;
  /* Minutes before the end at which the colour and the words change. */
  const SOON = 3;
  const LAST = 1;

  /* ``until`` is when the time of the step ends, 0 while the clock stands with ``left``. */
  const length = (at) => steps[at].minutes * MINUTE;
  let state = { at: 0, left: length(0), until: 0 };
  const kept = __md_get(NAME, sessionStorage);
  if (steps[kept?.at]) state = kept;

  const left = () => (state.until ? state.until - Date.now() : state.left);
  const move = (change) => {
    state = { ...state, ...change };
    __md_set(NAME, state, sessionStorage);
    show();
  };

  const two = (number) => String(number).padStart(2, "0");
  /* The last second is shown as 00:01, and what is over counts on from 00:00. */
  const figures = (time) => {
    const seconds = time > 0 ? Math.ceil(time / 1000) : Math.floor(-time / 1000);
    return `${time > 0 ? "" : "+"}${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };

  /* A short phase is not for the most part a warning. */
  const warning = (time, minutes) => {
    if (time <= 0) return ["over", words.over];
    if (minutes > LAST && time <= LAST * MINUTE) return ["last", LAST];
    if (minutes > 2 * SOON && time <= SOON * MINUTE) return ["soon", SOON];
    return ["calm", ""];
  };

  const write = (element, text) => {
    /* What does not change is not written: a screen reader would say it again. */
    if (element.textContent !== text) element.textContent = text;
  };

  const tick = () => {
    const { minutes } = steps[state.at];
    const time = left();
    const [level, said] = warning(time, minutes);
    const text = typeof said === "number" ? words.soon.replace("{minutes}", said) : said;
    const rests = !state.until && time < length(state.at);
    clock.dataset.level = level;
    write(part(".tz-clock-time"), figures(time));
    write(part(".tz-clock-say"), [rests && words.paused, text].filter(Boolean).join(" · "));
  };

  const show = () => {
    const { turn, phase } = steps[state.at];
    const following = turns[turns.indexOf(turn) + 1];
    write(part("[data-now]"), turn.dataset.turn);
    write(part("[data-next]"), following ? following.dataset.turn : words.end);
    write(part(".tz-clock-phase"), phase);
    write(part("[data-do=start] span"), state.until ? words.pause : words.start);
    for (const one of turns) {
      if (one === turn) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    }
    part("[data-do=back]").disabled = state.at === 0;
    part("[data-do=on]").disabled = state.at === steps.length - 1;
    part("[data-do=slides]").disabled = !turn.querySelector("[data-slides=yes]");
    part("[data-do=statement]").disabled = !turn.querySelector(".tz-prose");
    tick();
  };

  /* Slides or statement over the clock, which stays as a line above them. */
  const box = part(".tz-clock-shown");
  let shown = "";
  const close = () => {
    shown = "";
    box.hidden = true;
    box.replaceChildren();
    clock.classList.remove("tz-clock-small");
  };
  const open = (kind, make) => {
    const again = shown === kind;
    close();
    if (again) return;
    shown = kind;
    box.append(make());
    box.hidden = false;
    clock.classList.add("tz-clock-small");
  };
  const slides = () => {
    const link = steps[state.at].turn.querySelector("[data-slides=yes]");
    const frame = document.createElement("iframe");
    /* A whole slide, without the column of small ones, where the browser's viewer can be told so. */
    frame.src = `${link.href}#navpanes=0&pagemode=none&view=Fit`;
    frame.title = link.textContent.trim();
    return frame;
  };
  const statement = () => {
    const text = steps[state.at].turn.querySelector(".tz-prose").cloneNode(true);
    text.tabIndex = 0;
    /* The same ids stand in the page itself. */
    for (const one of text.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of text.querySelectorAll("img")) one.loading = "eager";
    return text;
  };

  const go = (step) => {
    const at = state.at + step;
    if (!steps[at]) return;
    if (steps[at].turn !== steps[state.at].turn) close();
    move({ at, left: length(at), until: 0 });
  };
  const actions = {
    start: () =>
      move(state.until ? { left: left(), until: 0 } : { until: Date.now() + state.left }),
    reset: () => move({ left: length(state.at), until: 0 }),
    back: () => go(-1),
    on: () => go(1),
    slides: () => open("slides", slides),
    statement: () => open("statement", statement),
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else clock.requestFullscreen?.().catch(() => {});
      clock.focus();
    },
  };
  const act = (name) => {
    if (!part(`[data-do=${name}]`).disabled) actions[name]();
  };

  clock.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) act(button.dataset.do);
    /* After a click the space bar would press that button again; one that can no longer be used
       would take the keys with it. */
    if (button && (event.detail || button.disabled)) clock.focus();
  });
  /* Within the clock alone, so that no key means anything to who writes or reads elsewhere. */
  const KEYS = { " ": "start", r: "reset", s: "slides", t: "statement", f: "full" };
  const ARROWS = { ArrowLeft: "back", ArrowRight: "on" };
  clock.addEventListener("keydown", (event) => {
    const name = KEYS[event.key.toLowerCase()] ?? ARROWS[event.key];
    if (!name || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    /* The space bar presses the button that is chosen; arrows scroll what is shown. */
    if (event.key === " " && event.target.closest("button, a")) return;
    if (ARROWS[event.key] && event.target.closest(".tz-clock-shown")) return;
    event.preventDefault();
    act(name);
  });

  clock.hidden = false;
  show();
  setInterval(tick, 200);
})();
