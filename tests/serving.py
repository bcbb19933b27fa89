"""A built site behind a real server on loopback, under a path of one's choice."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Change = Callable[[bytes], bytes]
_PAUSE = 0.5


class _Handler(SimpleHTTPRequestHandler):
    def __init__(
        self, *given: object, prefix: str, change: Change, pause: bytes, **named: object
    ) -> None:
        self.prefix = prefix
        self.change = change
        self.pause = pause
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return super().translate_path("/nothing-here")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if file.is_dir() else file
        if self.path.split("?")[0].endswith("/") and page.is_file():
            body = self.change(page.read_bytes())
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            at = body.find(self.pause) if self.pause else -1
            if at >= 0:
                self.wfile.write(body[:at])
                time.sleep(_PAUSE)
            self.wfile.write(body[max(at, 0) :])
            return
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def served(
    site: Path, prefix: str = "/", change: Change = lambda body: body, pause: bytes = b""
) -> Iterator[str]:
    """Serve the folder and give the address of its home page.

    A page that holds ``pause`` comes in two pieces, what stands from there on half a second later.
    """
    handler = partial(_Handler, directory=str(site), prefix=prefix, change=change, pause=pause)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
