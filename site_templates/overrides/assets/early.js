/* Before anything is drawn: where the theme keeps what a reader chose, and the palette chosen.
   The names are those that the theme's own script asks for. */
window.__md_scope = new URL("/taizhang/", location);
window.__md_hash = (text) =>
  [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
window.__md_get = (key, storage, scope = __md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`));
  } catch {
    /* Where nothing may be stored, or something else has written there, nothing was chosen. */
    return null;
  }
};
window.__md_set = (key, value, storage, scope = __md_scope) => {
  try {
    (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    /* A full or closed storage forgets the choice. */
  }
};

/* In a frame of the scoring page the evidence alone is shown. */
if (window !== top) document.documentElement.classList.add("tz-framed");

(() => {
  "use strict";
  const SYSTEM = "(prefers-color-scheme)",
    LIGHT = "(prefers-color-scheme: light)";
  const SCHEMES = [
    [SYSTEM, "default"],
    [LIGHT, "default"],
    ["(prefers-color-scheme: dark)", "slate"],
  ];

  let painted = false;
  const paint = () => {
    painted = true;
    const chosen = __md_get("__palette")?.color;
    if (!chosen) return;
    const scheme =
      chosen.media !== SYSTEM ? chosen.scheme : matchMedia(LIGHT).matches ? "default" : "slate";
    document.body.dataset.mdColorScheme = scheme;
  };

  const made = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  /* A button a scheme, with the name of what it switches to; the theme's script shows one of them. */
  const fill = (form) => {
    const words = form.dataset.tzWords.split("|");
    for (const [at, [media, scheme]] of SCHEMES.entries())
      form.append(
        made("input", {
          class: "md-option",
          type: "radio",
          name: "__palette",
          id: `__palette_${at}`,
          "aria-label": words[at],
          "data-md-color-media": media,
          "data-md-color-scheme": scheme,
          "data-md-color-primary": "custom",
          "data-md-color-accent": "custom",
        }),
        made("label", {
          class: "md-header__button md-icon",
          title: words[at],
          for: `__palette_${(at + 1) % SCHEMES.length}`,
          hidden: "",
        }),
      );
  };

  /* While the page is being read: the body is painted before its first picture, and the form is
     full before the theme's script, which stands at the end, looks into it. */
  const watch = new MutationObserver(() => {
    if (document.body && !painted) paint();
    const form = document.querySelector("[data-tz-words]:empty");
    if (!form) return;
    watch.disconnect();
    fill(form);
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });

  /* The theme's script waits for the same event, then looks for links of that class. */
  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("[data-md-component=toc] a"))
      link.classList.add("md-nav__link");
  });
})();
