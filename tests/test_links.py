"""Whether cited pages answer, asked of a real server on loopback."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from project_copy import copy_invented, replace_text

from generator.cli import main
from generator.load import web_links as reaching
from generator.load.web_links import GRACE_DAYS, Answer, NothingAnswers, ask_all

TODAY = date(2018, 12, 1)
ANSWERS = {"/there": 200, "/nohead": 200, "/gone": 404, "/forbidden": 403, "/moved": 302}


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/nohead" else ANSWERS.get(self.path, 404))

    def do_GET(self) -> None:
        self._answer(ANSWERS.get(self.path, 404))

    def _answer(self, status: int) -> None:
        self.server.asked.append((self.command, self.path, time.monotonic()))  # type: ignore[attr-defined]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://10.1.2.3/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


Asked = list[tuple[str, str, float]]


@contextmanager
def web() -> Iterator[tuple[str, Asked]]:
    """A server, and what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    asked: Asked = []
    server.asked = asked  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """An address at which nothing answers; no other program can take its port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback passes for the public web; other inner addresses do not."""
    monkeypatch.setattr(reaching, "is_outside", lambda number: number.startswith("127."))
    monkeypatch.setattr(reaching, "_PACE_SECONDS", 0.05)


def quiet(_: int, __: int) -> None:
    """Nobody looks on."""


@pytest.mark.usefixtures("outside")
def test_each_answer_is_told_apart(tmp_path: Path) -> None:
    """There, there for GET alone, gone, not for programs, sent inside."""
    with web() as (home, asked):
        found = ask_all([home + path for path in ANSWERS], tmp_path, TODAY, quiet)
        assert {one.removeprefix(home): got.answer for one, got in found.items()} == {
            "/there": Answer.THERE,
            "/nohead": Answer.THERE,
            "/gone": Answer.GONE,
            "/forbidden": Answer.UNCLEAR,
            "/moved": Answer.REFUSED,
        }
        assert ("GET", "/nohead") in [one[:2] for one in asked]
        assert ("GET", "/gone") not in [one[:2] for one in asked]
        times = [one[2] for one in asked]
        assert min(later - sooner for sooner, later in pairwise(times)) >= 0.05


@pytest.mark.usefixtures("outside")
def test_a_page_is_dead_only_after_the_grace(tmp_path: Path) -> None:
    """A page that is missing for less than the grace is waited for; back again, it is forgiven."""
    with web() as (home, _):
        gone, there = home + "/gone", home + "/there"
        for days, dead in ((0, False), (GRACE_DAYS - 1, False), (GRACE_DAYS, True)):
            found = ask_all([gone, there], tmp_path, TODAY + timedelta(days), quiet)
            assert found[gone].is_dead() is dead
            assert not found[there].is_dead()
        ANSWERS["/gone"] = 200
        try:
            again = ask_all([gone], tmp_path, TODAY + timedelta(GRACE_DAYS + 1), quiet)
        finally:
            ANSWERS["/gone"] = 404
        assert again[gone].since is None
        later = ask_all([gone], tmp_path, TODAY + timedelta(90), quiet)
        assert not later[gone].is_dead()


@pytest.mark.usefixtures("outside")
def test_fresh_answers_are_not_asked_for_again(tmp_path: Path) -> None:
    """A page that answered this week is left alone; one of last week is asked again."""
    with web() as (home, asked):
        for days, times in ((0, 1), (6, 1), (7, 2)):
            ask_all([home + "/there"], tmp_path, TODAY + timedelta(days), quiet)
            assert len(asked) == times
        (tmp_path / reaching.FILE).write_text("{", encoding="utf-8")
        ask_all([home + "/there"], tmp_path, TODAY, quiet)
        assert len(asked) == 3


@pytest.mark.usefixtures("outside")
def test_no_network_accuses_nobody(tmp_path: Path) -> None:
    """Where nothing answers at all, no page is noted as missing."""
    with silent() as closed, pytest.raises(NothingAnswers):
        ask_all([closed + "/there"], tmp_path, TODAY, quiet)
    assert not (tmp_path / reaching.FILE).exists()


@pytest.mark.usefixtures("outside")
def test_last_page_that_is_gone_is_told(tmp_path: Path) -> None:
    """A server that vanished counts as missing, though all others were asked this week."""
    with silent() as closed:
        with web() as (home, asked):
            pages = [home + "/there", closed + "/there"]
            for days, times in ((0, 1), (6, 2)):
                found = ask_all(pages, tmp_path, TODAY + timedelta(days), quiet)
                assert found[pages[1]].since == TODAY
                assert len(asked) == times
        with pytest.raises(NothingAnswers):
            ask_all(pages[1:], tmp_path, TODAY + timedelta(GRACE_DAYS), quiet)


def test_inner_addresses_are_not_asked() -> None:
    """A county's link makes nobody's computer ask in its own network."""
    inner = ("127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0")
    assert not [one for one in inner if reaching.is_outside(one)]
    assert reaching.is_outside("1.1.1.1")
    assert reaching.is_outside("2606:4700:4700::1111")


@pytest.mark.usefixtures("outside")
def test_command_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The official reads which line cites what is gone; exit 1 only once it is dead."""
    root = copy_invented(tmp_path)
    monkeypatch.chdir(root)
    with web() as (home, _):
        text = f"[网页]({home}/gone)、[好的]({home}/there)。"
        replace_text(root, "content/counties/jia/01.md", "办好活动。", text)
        replace_text(root, "content/counties/jia/01.md", "https://example.org/a", home + "/there")
        assert main(["links", "--quiet", "--county", "jia"]) == 0
        told = capsys.readouterr().out
        assert f"content/counties/jia/01.md:9：{home}/gone 打不开（404）" in told
        assert "/there" not in told
        kept = json.loads((root / reaching.FILE).read_text(encoding="utf-8"))
        today = date.fromisoformat(kept[f"{home}/gone"][2])
        kept[f"{home}/gone"][2] = str(today - timedelta(GRACE_DAYS))
        (root / reaching.FILE).write_text(json.dumps(kept), encoding="utf-8")
        assert main(["links", "--quiet", "--county", "jia"]) == 1
        assert "存成附件" in capsys.readouterr().out


def test_check_and_build_ask_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this command reaches out."""
    root = copy_invented(tmp_path)
    monkeypatch.chdir(root)
    with web() as (home, asked):
        replace_text(root, "content/counties/jia/01.md", "办好活动。", f"[网页]({home}/there)。")
        main(["check", "--quiet"])
        assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
        assert asked == []
