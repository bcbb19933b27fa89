// The engine's worker: a classic one, made from a blob, in which Pyodide runs the program itself.
// The page posts {code, wasm, stdlib, program}, each gzip in base64, then questions {id, method, params}.

const HOME = "/work";
const waiting = [];
let ask = null;

// Pyodide refuses classic workers, which it knows by a probe of its own; the policy refuses it, too.
const load = self.importScripts.bind(self);
self.importScripts = () => {
  throw new Error("refused");
};

self.onmessage = ({ data }) => {
  if (data.parts) {
    start(data.parts).catch((error) =>
      self.postMessage({ fatal: String(error?.message ?? error) }),
    );
  } else if (ask === null) {
    waiting.push(data);
  } else {
    waiting.push(data);
    if (waiting.length === 1) work();
  }
};

function progress(share, stage) {
  self.postMessage({ progress: share, stage });
}

async function unpacked(text) {
  const binary = atob(text);
  const packed = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) packed[at] = binary.charCodeAt(at);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function start(parts) {
  progress(0.05, "正在打开检查程序…");
  const code = unpacked(parts.code);
  const wasm = unpacked(parts.wasm);
  const stdlib = unpacked(parts.stdlib);
  const program = unpacked(parts.program);
  load(URL.createObjectURL(new Blob([await code], { type: "text/javascript" })));
  progress(0.2, "正在启动 Python…");
  const files = { "pyodide.asm.wasm": await wasm, "python_stdlib.zip": await stdlib };
  const types = { "pyodide.asm.wasm": "application/wasm" };
  // What Pyodide would fetch is in memory; there is no connection.
  self.fetch = async (address) => {
    const name = String(address).split("/").pop();
    const headers = { "Content-Type": types[name] ?? "application/octet-stream" };
    return name in files
      ? new Response(files[name], { headers })
      : new Response(null, { status: 404 });
  };
  const python = await self.loadPyodide({
    indexURL: "https://filing.invalid/",
    createPyodideModule: self.createPyodideModule,
    lockFileContents: self.pyodideLock,
    packageBaseUrl: "https://filing.invalid/",
  });
  progress(0.6, "正在装入规则…");
  const site = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await program, "zip", { extractDir: site });
  python.unpackArchive(python.FS.readFile(`${site}/county.zip`), "zip", { extractDir: HOME });
  progress(0.7, "正在读取材料…");
  const engine = python.pyimport("generator.usecases.filing_browser");
  const filing = engine.start(python.pyimport("pathlib").Path(HOME));
  ask = (method, params) => {
    const given = python.toPy(params);
    const answer = engine.ask(filing, method, given);
    const [text, contents] = answer.toJs();
    answer.destroy();
    given.destroy();
    return JSON.parse(text, (_, one) => (one?.$bytes === undefined ? one : contents[one.$bytes]));
  };
  progress(0.9, "正在检查…");
  self.postMessage({ ready: true, ...ask("open", {}) });
  if (waiting.length > 0) await work();
}

async function work() {
  while (waiting.length > 0) {
    const { id, method, params } = waiting[0];
    try {
      self.postMessage({ id, ...ask(method, await withPictures(params ?? {})) });
    } catch (error) {
      self.postMessage({ id, error: { message: "检查程序出错，请保存报送包，再重新打开本页。" } });
      console.error(error);
    }
    waiting.shift();
  }
}

// Pictures are decoded, turned and made smaller by the browser before Python looks at them.
async function withPictures(params) {
  for (const file of params.files ?? []) {
    const name = String(file.name).toLowerCase();
    if (file.look || !/\.(jpe?g|png|gif|webp|bmp|tiff?|heic|heif)$/.test(name)) continue;
    try {
      file.picture = await cleanPicture(file.bytes);
    } catch (error) {
      console.warn(name, error);
    }
  }
  return params;
}
