"""Pages while somebody writes, and the reviewers' site for judges: over real sockets on loopback."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from project_copy import REPOSITORY
from walking import browser

from generator.cache import Cache
from generator.cli import main, serve
from generator.model.errors import Refused
from generator.model.message import Language, Message
from generator.model.rubric import County
from generator.report.catalogue import Catalogue
from generator.serving import access
from generator.serving.access import GuardedSite, Words, is_code, new_code
from generator.serving.files import FolderSite
from generator.serving.live import LiveSite
from generator.serving.loopback import LocalSite
from generator.serving.server import LOOPBACK, Answer, Request, Server, Site, open_server
from generator.usecases.built import KeptPart
from generator.usecases.cycle_pages import Write
from generator.usecases.review_served import CODE_FILE, access_code, is_reviewers_site
from generator.usecases.serve_live import LivePresenter, Serving
from generator.usecases.site_parts import SharedPages

FILE = "content/counties/jia/01.md"
PAGE = "/2018/counties/jia/01/"
WORDS = Words(
    language="zh", title="评审网站", ask="访问码", button="打开", wrong="不对", wait="等 {seconds}"
)
CODE = "ABCD-2345"
# In seconds: an answer that never comes fails the test.
_PATIENCE = 300


@contextmanager
def listening(
    site: Site, failed: Callable[[Exception], object] = lambda _: None
) -> Iterator[Server]:
    server = open_server(LOOPBACK, 0, site, failed)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def ask(
    server: Server, path: str, method: str = "GET", body: str = "", **headers: str
) -> tuple[HTTPResponse, str]:
    """The answer to exactly that path, and its text."""
    connection = HTTPConnection(LOOPBACK, server.port, timeout=_PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, named)
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    connection.close()
    return response, text


class Live:
    """A project that is served; ``save`` writes a file and has the pages renewed, as the command does."""

    def __init__(self, root: Path, presenter: LivePresenter, server: Server) -> None:
        self.root, self.presenter, self.server = root, presenter, server
        self.watcher = presenter.watcher()

    def save(self, path: str, content: bytes) -> None:
        (self.root / path).write_bytes(content)
        self.presenter.refresh(self.watcher.wait())

    def page(self, path: str = PAGE) -> str:
        return ask(self.server, path)[1]


@contextmanager
def live(root: Path, scratch: Path, county: str | None) -> Iterator[Live]:
    site = LiveSite("没有")
    local = LocalSite(site)
    with listening(local) as server:
        local.port = server.port
        told: list[Message] = []
        serving = Serving(root, scratch, county, Catalogue(Language.CHINESE), told.append)
        presenter = LivePresenter(serving, site)
        served = Live(root, presenter, server)
        presenter.refresh(None)
        yield served
        presenter.close()


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def test_page_follows_each_save(project: Path, scratch: Path) -> None:
    """The county's page is the first; a save shows in its evidence, its findings above and beside."""
    text = (project / FILE).read_bytes()
    with live(project, scratch, "jia") as served:
        response, _ = ask(served.server, "/")
        assert (response.status, response.headers["Location"]) == (302, "/2018/counties/jia/")
        first = served.page()
        assert "甲县：错误 0 条" in first
        served.save(FILE, text.replace("办好活动。".encode(), "办好一百场活动。".encode()))
        assert "办好一百场活动。" in served.page()
        served.save(FILE, text.replace(b"| 2018-03-12 |", "| 三月 |".encode()))
        page = served.page()
        assert "甲县：错误 1 条" in page
        # In the bar, with a link to the page, and beside the row.
        assert f'<a href="{PAGE}">01.md:23</a>' in page
        assert page.count("三月") > 2
        assert 'data-state="error"' in served.page("/2018/counties/jia/")
        assert ask(served.server, "/2018/counties/yi/")[0].status == 404
    assert not any(scratch.iterdir())


def test_browser_is_told_of_what_is_new(project: Path, scratch: Path) -> None:
    """Events name the versions of the pages: an evidence page's is that of its county."""
    with live(project, scratch, "jia") as served:
        connection = HTTPConnection(LOOPBACK, served.server.port, timeout=_PATIENCE)
        connection.request("GET", "/-live/events")
        # Between the versions there are blank lines, and after ten seconds a sign of life.
        lines = (one for one in connection.getresponse() if one.startswith(b"data: "))
        before = json.loads(next(lines).removeprefix(b"data: "))
        assert f'data-group="jia" data-version="{before["jia"]}"' in served.page()
        assert f'data-group="" data-version="{before[""]}"' in served.page("/2018/matrix/")
        text = (project / FILE).read_bytes()
        served.save(FILE, text.replace("办好活动。".encode(), "办好。".encode()))
        after = json.loads(next(lines).removeprefix(b"data: "))
        assert after["jia"] > before["jia"]
        connection.close()
        response, script = ask(served.server, "/-live/live.js")
        assert response.headers["Content-Type"].startswith("text/javascript")
        assert "location.reload()" in script


ILL = (
    b"",
    b"---\n",
    b"\xff\xfe\x00",
    b"---\n: [\n---\n",
    '---\n指标: "09"\n---\n'.encode(),
    b"|" * 9000,
)


def test_ill_file_is_no_end(project: Path, scratch: Path) -> None:
    """Whatever is saved, a page is there, and the next good save shows."""
    text = (project / FILE).read_bytes()
    with live(project, scratch, "jia") as served:
        for content in ILL:
            served.save(FILE, content)
            response, page = ask(served.server, PAGE)
            assert response.status == 200
            assert 'data-state="error"' in page or 'data-state="trouble"' in page, content
        served.save(FILE, text.replace("办好活动。".encode(), "又好了。".encode()))
        page = served.page()
        assert "又好了。" in page
        assert "tz-live-trouble" not in page


def test_last_good_page_stands(project: Path, scratch: Path) -> None:
    """A file that cannot be read, a rubric that cannot be used: the page as it was, a sentence above."""
    rubric = (project / "rubric.yaml").read_bytes()
    with live(project, scratch, "jia") as served:
        served.save(FILE, b"\xff\xfe\x00")
        page = served.page()
        assert "现在读不出来：01.md" in page
        assert "办好活动。" in page
        served.save("rubric.yaml", b"version: [")
        page = served.page()
        assert "显示不出来，下面还是原来的网页" in page
        assert "rubric.yaml:1" in page
        assert "办好活动。" in page
        served.save("rubric.yaml", rubric)
        assert "显示不出来" not in served.page()


def test_whole_site_follows_counties_and_pages(project: Path, scratch: Path) -> None:
    """Without --county: every county, the pages about all, and the office's own pages."""
    pages = project / "content/pages/guide"
    pages.mkdir(parents=True, exist_ok=True)
    guide = "# 指南\n\n原文。[矩阵](taizhang:/2018/matrix/)\n"
    (pages / "index.md").write_text(guide, encoding="utf-8")
    yi = project / "content/counties/yi/01.md"
    text = (project / FILE).read_bytes()
    with live(project, scratch, None) as served:
        assert "原文。" in served.page("/guide/")
        yi.parent.mkdir(exist_ok=True)
        served.save("content/counties/yi/01.md", text)
        assert "办好活动。" in served.page("/2018/counties/yi/01/")
        assert "乙区：" in served.page("/2018/counties/yi/01/")
        served.save("content/pages/guide/index.md", "# 指南\n\n新的一句。\n".encode())
        assert "新的一句。" in served.page("/guide/")
        # A link of the office's that leads nowhere.
        served.save("content/pages/guide/index.md", "# 指南\n\n[a](b.md)\n".encode())
        assert "新的一句。" in served.page("/guide/")
        assert "原来的网页" in served.page("/guide/")


def test_pages_about_all_are_made_where_they_change(
    project: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paragraph leaves them; a new row is in them; a figure of all is in each county's page."""
    made = list[str]()
    write, write_county = SharedPages.write, SharedPages.write_county

    def writing(pages: SharedPages, into: Write) -> KeptPart:
        made.append("")
        return write(pages, into)

    def writing_county(pages: SharedPages, county: County, *rest: Any) -> KeptPart:
        made.append(county.id)
        return write_county(pages, county, *rest)

    monkeypatch.setattr(SharedPages, "write", writing)
    monkeypatch.setattr(SharedPages, "write_county", writing_county)
    text = (project / FILE).read_bytes()
    with live(project, scratch, None) as served:
        assert made == ["", "jia", "yi"]
        made.clear()
        served.save(FILE, text.replace("办好活动。".encode(), "办好一百场活动。".encode()))
        assert made == []
        assert "2018-03-12" in text.decode()
        _, _, matrix = served.page("/2018/matrix/").partition("<article")
        served.save(FILE, text.replace(b"| 2018-03-12 |", b"| 2017-03-12 |"))
        assert made == ["", "jia", "yi"]
        assert matrix not in served.page("/2018/matrix/")
        served.save(FILE, text)
        assert matrix in served.page("/2018/matrix/")


def test_project_that_is_ill_from_the_start(project: Path, scratch: Path) -> None:
    """Then the page says why, and comes once it is mended."""
    rubric = (project / "rubric.yaml").read_bytes()
    (project / "rubric.yaml").write_bytes(b"x")
    with live(project, scratch, "jia") as served:
        assert "rubric.yaml:1" in served.page()
        served.save("rubric.yaml", rubric)
        assert "办好活动。" in served.page()


def test_only_this_computer_reads(project: Path, scratch: Path) -> None:
    """Another name for this computer, a path out of the folder, a write: refused."""
    with live(project, scratch, "jia") as served:
        server = served.server
        assert ask(server, PAGE, Host=f"evil.example:{server.port}")[0].status == 403
        assert ask(server, PAGE, Host=f"localhost:{server.port}")[0].status == 200
        assert ask(server, PAGE, "POST", "x=1")[0].status == 405
        assert ask(server, PAGE, "DELETE")[0].status == 501
        for path in OUTSIDE:
            assert ask(server, path)[0].status in (404, 301), path
            assert "version:" not in ask(server, path)[1]


OUTSIDE = (
    "/../rubric.yaml",
    "/%2e%2e/rubric.yaml",
    "/..%2frubric.yaml",
    "/%2e%2e%5crubric.yaml",
    "/c:/rubric.yaml",
    "/index.html%00",
    "/./index.html",
    "/index.html.",
    "/con",
    "/%ff",
    "/.git/config",
    "//evil.example/",
    "/link/rubric.yaml",
    "/assets/",
    "/-live/../live.py",
    "/-live/live.py",
)


def test_built_sites_hold_nothing_of_it(public_site: Path, reviewers_site: Path) -> None:
    """The script and the bar are in served pages alone."""
    for site in (public_site, reviewers_site):
        for file in (site / "index.html", site / "2018/counties/guanyun/05/index.html"):
            if file.is_file():
                assert "-live" not in file.read_text("utf-8")
        assert not list(site.rglob("live.*"))


def test_port_in_use_is_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    with listening(LiveSite("")) as server:
        assert main(["serve", "--county", "甲县", "--port", str(server.port)]) == 2
    assert f"端口 {server.port} 正被别的程序用着" in capsys.readouterr().err
    assert main(["serve", "--county", "丙县"]) == 2
    assert main(["serve", "--port", "70000"]) == 2
    assert main(["serve", "--address", "192.0.2.1"]) == 2
    assert main(["serve", "--review", "--county", "甲县"]) == 2
    (project / "review").mkdir()
    (project / "review/manifest.json").write_text('{"for": "reviewers"}', "utf-8")
    (project / "private").mkdir()
    assert main(["serve", "--review", "--address", "203.0.113.7"]) == 2
    assert "不是这台电脑的地址" in capsys.readouterr().err


@pytest.mark.usefixtures("own_cache")
def test_fault_of_the_program_is_written_down_and_told_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind once, with its report and nothing of what a file holds; the rest is served on."""
    wrong = {"/a/": KeyError, "/b/": ValueError, "/c/": PermissionError}

    def answer(_: LiveSite, request: Request) -> Answer:
        if request.path in wrong:
            raise wrong[request.path]("13912345678")
        return Answer(200, iter([b"1", b"2"]) if request.path == "/" else pieces())

    def pieces() -> Iterator[bytes]:
        yield b"1"
        raise LookupError("13912345678")

    class Presenter:
        def __init__(self, *_: object) -> None:
            self.watcher, self.wait = lambda: self, lambda: None

        def refresh(self, _: object) -> None:
            server = opened[0]
            for path in ("/a/", "/b/", "/a/", "/c/"):
                assert ask(server, path)[0].status == 500
            ask(server, "/d/")
            assert ask(server, "/", Content_Length="\xb2")[0].status == 413
            assert ask(server, "/")[1] == "12"
            raise KeyboardInterrupt

        def close(self) -> None:
            """Nothing was built."""

    opened: list[Server] = []

    def kept(*given: Any) -> Server:
        opened.append(open_server(*given))
        return opened[0]

    monkeypatch.chdir(project)
    monkeypatch.setattr(LiveSite, "__call__", answer)
    monkeypatch.setattr(serve, "LivePresenter", Presenter)
    monkeypatch.setattr(serve, "open_server", kept)
    assert main(["serve"]) == 0
    told = capsys.readouterr().err
    reports = {*Cache.of_project(project).reports.iterdir()}
    assert len(reports) == told.count("是程序出错") == 3
    assert all(told.count(str(file)) == 1 for file in reports)
    assert {kind for kind in ("KeyError", "ValueError", "LookupError") if kind in told}
    assert not any("13912345678" in text for text in (told, *map(Path.read_text, reports)))


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "review"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("评审", encoding="utf-8")
    (folder / "assets/a.js").write_text("1", encoding="utf-8")
    (folder / "2018").mkdir()
    (folder / "2018/index.html").write_text("年", encoding="utf-8")
    (tmp_path / "rubric.yaml").write_text("version: 1", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    (folder / "file").symlink_to(tmp_path / "rubric.yaml")
    return folder


def try_code(server: Server, code: str, to: str = "/") -> HTTPResponse:
    return ask(server, "/-code", "POST", urlencode({"code": code, "to": to}))[0]


def test_judges_are_asked_for_the_code_once(review: Path) -> None:
    """Nothing shows before; then a cookie that no script and no other site can use."""
    with listening(GuardedSite(FolderSite(review), CODE, WORDS)) as server:
        response, text = ask(server, "/2018/")
        assert (response.status, "评审网站" in text, "年" in text) == (403, True, False)
        assert 'value="/2018/"' in text
        for path in ("/assets/a.js", "/manifest.json", "/nothing"):
            assert ask(server, path)[0].status == 403
        response = try_code(server, "ａｂｃｄ 2345", "/2018/")
        assert (response.status, response.headers["Location"]) == (303, "/2018/")
        cookie, *rest = response.headers["Set-Cookie"].split("; ")
        assert {"HttpOnly", "SameSite=Strict"} <= set(rest)
        assert ask(server, "/2018/", Cookie=cookie)[1] == "年"
        response, _ = ask(server, "/2018", Cookie=cookie)
        assert (response.status, response.headers["Location"]) == (301, "/2018/")
        assert ask(server, "/", "POST", "a", Cookie=cookie)[0].status == 405
        for path in (*OUTSIDE, "/file"):
            response, text = ask(server, path, Cookie=cookie)
            assert (response.status, text) == (404, "404"), path
        for forged in ("taizhang=", "taizhang=x", f"{cookie}x", "a" * 3000, "taizhang=\xe9"):
            assert ask(server, "/", Cookie=forged)[0].status == 403
        assert ask(server, "/-code", "POST", "c" * 5000)[0].status == 413
        for to in ("//evil.example/", "https://evil.example", "/../x", "/\r\nX: y"):
            assert try_code(server, CODE, to).headers["Location"] in ("/", "/evil.example/")


def test_wrong_codes_slow_down(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each wrong code doubles the wait, in which the right one is not taken either."""
    now = [1000.0]
    monkeypatch.setattr(access, "monotonic", lambda: now[0])
    with listening(GuardedSite(FolderSite(review), CODE, WORDS)) as server:
        waits = []
        for _ in range(8):
            assert try_code(server, "WRONG").status == 403
            response = try_code(server, CODE)
            assert response.status == 429
            waits.append(int(response.headers["Retry-After"]))
            now[0] += waits[-1]
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
        assert try_code(server, CODE).status == 303
        assert try_code(server, CODE).status == 303


def test_code_stays_from_start_to_start(project: Path) -> None:
    """It stands on the cards: kept in the private folder, and new where that file was deleted."""
    codes = {new_code() for _ in range(20)}
    assert len(codes) == 20
    assert all(map(is_code, codes))
    code, file = access_code(project, project / "private")
    assert file == project / "private" / CODE_FILE
    assert access_code(project, project / "private")[0] == code
    file.unlink()
    assert access_code(project, project / "private")[0] != code
    file.write_text("1234", encoding="utf-8")
    with pytest.raises(Refused):
        access_code(project, project / "private")


def test_only_a_reviewers_site_is_served(tmp_path: Path) -> None:
    """The public site in its place is refused; where there is none, one is built."""
    assert not is_reviewers_site(tmp_path)
    (tmp_path / "manifest.json").write_text('{"for": "public"}', encoding="utf-8")
    with pytest.raises(Refused):
        is_reviewers_site(tmp_path)
    (tmp_path / "manifest.json").write_text('{"for": "reviewers"}', encoding="utf-8")
    assert is_reviewers_site(tmp_path)


def test_serving_works_on_every_system() -> None:
    """No fork, no lock of one system alone."""
    for file in (REPOSITORY / "generator/serving").glob("*.py"):
        text = file.read_text("utf-8")
        assert not any(word in text for word in ("fork", "fcntl", "signal.SIG")), file.name


@pytest.mark.browser
def test_browser_renews_its_page(project: Path, scratch: Path) -> None:
    """A real browser loads the page anew by itself, once its pages were made anew."""
    text = (project / FILE).read_bytes()
    with live(project, scratch, "jia") as served, browser() as context:
        page = context.new_page()
        broken: list[str] = []
        page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
        page.goto(f"http://{LOOPBACK}:{served.server.port}{PAGE}")
        served.save(FILE, text.replace("办好活动。".encode(), "又改了一句。".encode()))
        page.get_by_text("又改了一句。").wait_for()
        served.save("rubric.yaml", b"version: [")
        page.get_by_text("显示不出来").wait_for()
        assert page.get_by_text("又改了一句。").is_visible()
        assert not broken
