// Starts the engine: the page's own worker, which is handed what this page holds.
// biome-ignore lint/correctness/noUnusedVariables: the form calls it
function startEngine() {
  const source = new Blob([ENGINE_WORKER], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(source));
  const parts = {};
  for (const name of ["code", "wasm", "stdlib", "program"]) {
    parts[name] = document.getElementById(`engine-${name}`).textContent;
  }
  worker.postMessage({ parts });
  return worker;
}
