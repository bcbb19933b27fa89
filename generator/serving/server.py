"""The web server: asks a site what it answers, and sends that. It never writes anything."""

import errno
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

from generator.model.message import N_, NOTHING, Message

LOOPBACK = "127.0.0.1"
# A form with a code; whoever sends more is no judge.
_LONGEST_BODY = 2_000
_LENGTH = re.compile(r"[0-9]{1,9}")
_PIECE = 1 << 16
# In seconds: who sends half a request is not waited for.
_PATIENCE = 30
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a browser asks for: the path as it was sent, and who asks."""

    method: str
    path: str
    host: str
    cookie: str
    known: str
    client: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: bytes, a file, or pieces that go on until the browser leaves."""

    status: int
    body: bytes | Path | Iterator[bytes]
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)


Site = Callable[[Request], Answer]
"""Answers every request."""

Failed = Callable[[Exception], object]
"""Hears of a fault of the program; several threads may call it."""


class NoServer(Exception):
    """No server can be opened there; carries the sentence that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class Server(ThreadingHTTPServer):
    """A thread for each request; none of them keeps the program from ending."""

    daemon_threads = True
    block_on_close = False
    # On Windows the option would let two programs share a port without a word.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: str, port: int, site: Site, failed: Failed) -> None:
        self.site = site
        self.failed = failed
        if ":" in address:
            self.address_family = socket.AF_INET6
        super().__init__((address, port), _Handler)

    def server_bind(self) -> None:
        """Bind the port, without asking a name server for the name of this computer."""
        TCPServer.server_bind(self)

    def handle_error(self, *_: Any) -> None:
        """Hand over what failed while an answer was sent, but nothing of a browser that has gone."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.failed(error)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])


def open_server(address: str, port: int, site: Site, failed: Failed) -> Server:
    """A server that listens, on a free port for 0. Raises NoServer."""
    values = {"address": address, "port": str(port)}
    try:
        return Server(address, port, site, failed)
    except socket.gaierror as error:
        raise NoServer(Message(_NO_ADDRESS, values)) from error
    except (OSError, OverflowError, UnicodeError) as error:
        refused = isinstance(error, PermissionError)
        taken = isinstance(error, OSError) and error.errno in _TAKEN
        text = _NOT_ALLOWED if refused else _IN_USE if taken else _NO_ADDRESS
        raise NoServer(Message(text, values)) from error


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        short = _LENGTH.fullmatch(length) and int(length) <= _LONGEST_BODY
        if not short or self.headers["Transfer-Encoding"]:
            self.close_connection = True
            self._send(Answer(413, b"", "text/plain"))
            return
        try:
            answer = self.server.site(
                Request(
                    method=self.command,
                    path=urlsplit(f"//x/{self.path.lstrip('/')}").path,
                    host=self.headers.get("Host", ""),
                    cookie=self.headers.get("Cookie", ""),
                    known=self.headers.get("If-None-Match", ""),
                    client=self.client_address[0],
                    body=self.rfile.read(int(length)),
                )
            )
        except Exception as error:  # noqa: BLE001 - a browser gets an answer, whatever happens here
            self._send(Answer(500, b"", "text/plain"))
            # A file that cannot be read just now is no fault of the program.
            if not isinstance(error, OSError):
                self.server.failed(error)
            return
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        # A browser that leaves in the middle is nobody's fault.
        with suppress(ConnectionError, TimeoutError):
            if isinstance(answer.body, Path):
                self._send_file(answer, answer.body)
            elif isinstance(answer.body, bytes):
                self._head(answer, len(answer.body))
                self._body([answer.body])
            else:
                self.close_connection = True
                self._head(answer, None)
                self._body(answer.body)

    def _send_file(self, answer: Answer, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:
            self._send(Answer(404, b"", "text/plain"))
            return
        with file:
            size = os.fstat(file.fileno()).st_size
            self._head(answer, size)
            self._body(iter(lambda: file.read(_PIECE), b""))

    def _head(self, answer: Answer, length: int | None) -> None:
        self.send_response(answer.status)
        given = {"Content-Type": answer.type, "Cache-Control": "no-cache", **_ALWAYS}
        if length is not None and answer.status != 304:
            given["Content-Length"] = str(length)
        for name, value in {**given, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _body(self, pieces: Any) -> None:
        if self.command == "HEAD":
            return
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request of a browser, without a word of Python's."""
        del message, explain
        self.close_connection = True
        self.request_version = getattr(self, "request_version", "HTTP/1.0")
        self.command = getattr(self, "command", None) or "GET"
        self._send(Answer(code, b"", "text/plain"))

    def version_string(self) -> str:
        """The name that is told of the server."""
        return "taizhang"

    def log_message(self, *_: object) -> None:
        """Keep no record of who reads what."""


# Windows has a number of its own.
_TAKEN = (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))
_IN_USE = N_(
    "Port {port} is in use by another program, perhaps another taizhang serve. End that one, or "
    "name another port, such as --port 8765; without --port a free one is taken."
)
_NOT_ALLOWED = N_(
    "This computer does not allow port {port}. Name one above 1024, such as --port 8765."
)
_NO_ADDRESS = N_(
    "{address} is no address of this computer. Name one that it has, such as 192.168.1.5, or "
    "0.0.0.0 for all of them."
)
