// node lint_markup.mjs MODULES FILE...: what html-validate finds, as JSON.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { HtmlValidate, StaticConfigLoader } = await import(
  pathToFileURL(`${modules}/html-validate/dist/esm/index.js`)
);

const ours = {
  // An anchor such as "05.1" is what the notice calls the clause; HTML allows it.
  "valid-id": ["error", { relaxed: true }],
  // Boxes that are ticked together have one name.
  "form-dup-name": ["error", { shared: ["checkbox", "radio", "button", "reset", "submit"] }],
  // Before the title of a reviewers' page stands "[Confidential] ".
  "long-title": ["error", { maxlength: 70 + 15 }],
  // Every file is our own, from the same place.
  "require-sri": "off",
};
const theme = {
  ...ours,
  // Material writes <!doctype html>.
  "doctype-style": "off",
  // Blank lines of Material's templates.
  "no-trailing-whitespace": "off",
  // The checkboxes that open its menus carry autocomplete="off", and two have no label.
  "input-attributes": "off",
  "valid-autocomplete": "off",
  "input-missing-label": "off",
  // The palette is a form of radio buttons without a button.
  "wcag/h32": "off",
  // Labels for a menu of contents that a page without contents has not.
  "no-missing-references": "off",
  // Nested navigation of the guide repeats a name; tabindex is written without a value.
  "unique-landmark": "off",
  "attribute-allowed-values": "off",
  // Where the theme has roles instead of elements.
  "prefer-native-element": "off",
};

const linter = (rules) =>
  new HtmlValidate(
    new StaticConfigLoader({
      root: true,
      extends: ["html-validate:recommended", "html-validate:document"],
      rules,
    }),
  );
const whole = linter(theme);
const content = linter(ours);
const found = [];
for (const file of files) {
  const html = fs.readFileSync(file, "utf-8");
  const article = /<article[^>]*md-content__inner[\s\S]*<\/article>/.exec(html)?.[0];
  const alone = `<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>一</title></head><body>${article}</body></html>`;
  const reports = [await whole.validateString(html, file)];
  // The handwritten pages are Markdown that the theme's engine renders.
  if (article && !file.includes("/guide/")) reports.push(await content.validateString(alone, file));
  for (const { messages } of reports.flatMap((report) => report.results)) {
    for (const message of messages) {
      found.push({ file, line: message.line, rule: message.ruleId, message: message.message });
    }
  }
}
process.stdout.write(JSON.stringify(found));
