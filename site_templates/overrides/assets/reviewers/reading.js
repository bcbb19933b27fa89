/* The same item of the county before or after by ← and →: no key that types a letter, off at will. */
(() => {
  "use strict";
  const NAME = "__county_keys";
  const nav = document.querySelector(".tz-beside");
  if (!nav) return;

  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = __md_get(NAME) !== false;
  box.addEventListener("change", () => __md_set(NAME, box.checked));
  const label = document.createElement("label");
  label.append(box, nav.dataset.keys);
  nav.append(label);

  /* What takes the arrows itself: fields, what scrolls or unfolds, and whatever has a role. */
  const TAKEN =
    "input, textarea, select, button, summary, video, audio, iframe, dialog, [contenteditable], [tabindex], [role]";
  const SIDES = { ArrowLeft: "before", ArrowRight: "after" };
  document.addEventListener("keydown", (event) => {
    const side = SIDES[event.key];
    const root = document.documentElement;
    if (!side || !box.checked || event.defaultPrevented || event.repeat || event.isComposing)
      return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    /* A page that is wider than its window is moved by the arrows. */
    if (event.target.closest?.(TAKEN) || root.scrollWidth > root.clientWidth) return;
    if (document.querySelector("dialog[open]")) return;
    const link = nav.querySelector(`[data-beside="${side}"]`);
    if (!link) return;
    event.preventDefault();
    location.assign(link.href);
  });
})();
