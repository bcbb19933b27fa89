// Elements, texts and what else every part needs.

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
const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

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
