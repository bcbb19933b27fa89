// Questions in the one dialog of the page.

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
