"""A site for those who were given its access code: asked for once, then known by a cookie."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from time import monotonic
from urllib.parse import parse_qs

from generator.chinese.widths import fold_widths
from generator.serving.files import steps_of
from generator.serving.server import Answer, Request, Site

# Without signs that are taken for each other on paper.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_COOKIE = "taizhang"
# No page of a site has this address.
_ASK = "/-code"
# In seconds: doubled with each wrong code of one computer.
_FIRST_WAIT, _LONGEST_WAIT = 1, 60
_MOST_CLIENTS = 1_000
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
)
_STYLE = (
    "html{color-scheme:light dark}"
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;"
    'color:CanvasText;font:18px/1.8 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}'
    "main{max-width:26em;padding:1.5em;border-top:6px solid #1f4e79}h1{font-size:1.4em;margin:0}"
    "label{display:block}input,button{font:inherit;padding:.3em .6em}"
    "input{width:9em;letter-spacing:.1em;text-transform:uppercase}p[role]{color:#c62828}"
)


def new_code() -> str:
    """A code that nobody guesses, in two groups that are easy to type."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return f"{signs[: _LENGTH // 2]}-{signs[_LENGTH // 2 :]}"


def is_code(text: str) -> bool:
    """Whether the text is such a code."""
    bare = _bare(text)
    return len(bare) == _LENGTH and all(sign in _SIGNS for sign in bare)


def _bare(code: str) -> str:
    """What was meant, in whatever width, capitals and groups it was typed."""
    return "".join(sign for sign in fold_widths(code[:64]).upper() if sign.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the page says that asks for the code, in the organiser's language."""

    language: str
    title: str
    ask: str
    button: str
    wrong: str
    wait: str


class GuardedSite:
    """Lets nobody see the site before the code was typed once in that browser."""

    def __init__(self, site: Site, code: str, words: Words) -> None:
        self._site = site
        self._code = _bare(code)
        self._words = words
        # New with every start: who was let in is asked again.
        self._pass = secrets.token_urlsafe(32)
        self._lock = Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def __call__(self, request: Request) -> Answer:
        """The site's answer, or the page that asks for the code."""
        if request.path == _ASK and request.method == "POST":
            return self._tried(request)
        if self._knows(request.cookie):
            return self._site(request)
        if request.method not in ("GET", "HEAD"):
            return Answer(403, b"", "text/plain")
        return self._ask(request.path, "", 403)

    def _knows(self, cookie: str) -> bool:
        try:
            found = SimpleCookie(cookie).get(_COOKIE)
        except CookieError:
            return False
        given = "" if found is None else found.value
        return hmac.compare_digest(given.encode(), self._pass.encode())

    def _tried(self, request: Request) -> Answer:
        fields = parse_qs(request.body.decode("utf-8", "replace"), max_num_fields=4)
        typed, to = (fields.get(name, [""])[0] for name in ("code", "to"))
        seconds = self._wait(request.client)
        if seconds:
            said = self._words.wait.format(seconds=seconds)
            return self._ask(to, said, 429, {"Retry-After": str(seconds)})
        right = hmac.compare_digest(_bare(typed).encode(), self._code.encode())
        self._count(request.client, right=right)
        if not right:
            return self._ask(to, self._words.wrong, 403)
        cookie = f"{_COOKIE}={self._pass}; Path=/; HttpOnly; SameSite=Strict"
        return Answer(303, b"", headers={"Location": _local(to), "Set-Cookie": cookie})

    def _wait(self, client: str) -> int:
        """For how many seconds nothing is taken from that computer."""
        with self._lock:
            _, until = self._wrong.get(client, (0, 0.0))
        return max(0, int(until - monotonic() + 0.999))

    def _count(self, client: str, *, right: bool) -> None:
        with self._lock:
            number, _ = self._wrong.pop(client, (0, 0.0))
            if right:
                return
            wait = min(_FIRST_WAIT * 2**number, _LONGEST_WAIT)
            self._wrong[client] = (min(number + 1, 10), monotonic() + wait)
            while len(self._wrong) > _MOST_CLIENTS:
                self._wrong.pop(next(iter(self._wrong)))

    def _ask(
        self, to: str, said: str, status: int, headers: Mapping[str, str] | None = None
    ) -> Answer:
        words = self._words
        html = (
            f'<!doctype html><html lang="{words.language}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{escape(words.title)}</title><style>{_STYLE}</style><body><main>"
            f"<h1>{escape(words.title)}</h1>"
            f'<p role="alert">{escape(said)}</p><form method="post" action="{_ASK}">'
            f'<label for="code">{escape(words.ask)}</label> '
            '<input id="code" name="code" autocomplete="off" autofocus required maxlength="32">'
            f'<input type="hidden" name="to" value="{escape(_local(to))}"> '
            f"<button>{escape(words.button)}</button></form></main>"
        )
        given = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", **(headers or {})}
        return Answer(status, html.encode(), headers=given)


def _local(path: str) -> str:
    """The path where it leads into the site, else that of the home page."""
    return f"/{path.lstrip('/')}" if path.isascii() and steps_of(path) is not None else "/"
