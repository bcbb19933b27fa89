// Notices.

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
