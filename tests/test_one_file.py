"""One file's fault is that file's: whatever a county writes, the others are checked and built."""

import os
import random
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from on_folder import assess
from personal_numbers import citizen_id
from project_copy import copy_invented, replace_text
from year import forget_evidence, run_year

from generator.cli import main
from generator.load import county as county_module
from generator.load import county_limits
from generator.load.attachments.scan_cache import ScanCache
from generator.load.evidence.evidence_file import read_evidence
from generator.model.page import Page
from generator.model.portfolio import CountyFolder
from generator.model.state import State
from generator.pages import site_plan
from generator.pages.evidence_view import EvidenceView
from generator.pages.page_context import PageContext
from generator.pages.volume import volume_page
from generator.privacy.html_text import shown_lines
from generator.rules import duplicate_entry, repeated_attachment, unsafe_link
from generator.site.gate import Gate

JIA = "content/counties/jia"
FIRST, SECOND = f"{JIA}/01.md", f"{JIA}/02.md"
FORMATS = ("text", "json", "sarif", "github", "markdown")
Printed = pytest.CaptureFixture[str]
Sample = Callable[[Path], object]


def front(line: str) -> Sample:
    """A line in the front matter."""
    return lambda root: replace_text(root, FIRST, "---\n", f"---\n{line}\n")


def text(added: str, path: str = FIRST) -> Sample:
    """A paragraph at the end."""

    def write(root: Path) -> None:
        file = root / path
        file.write_text(file.read_text(encoding="utf-8") + f"\n{added}\n", encoding="utf-8")

    return write


def cell(new: str) -> Sample:
    """The title of an entry."""
    return lambda root: replace_text(root, FIRST, "春季活动", new)


def named(*names: bytes) -> Sample:
    """Files of those names, as bytes, below the county's folder."""

    def write(root: Path) -> None:
        for name in names:
            file = root / JIA / os.fsdecode(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"x")

    return write


def after(*samples: Sample) -> Sample:
    """One after the other."""
    return lambda root: [sample(root) for sample in samples]


def masked_id(root: Path) -> None:
    """A telephone number whose last two digits, with those behind it, are an id."""
    number = next(
        number for number in (citizen_id(random.Random(at)) for at in range(99)) if number.isdigit()
    )
    text(f"电话 138123456{number[:2]} {number[2:]}")(root)


def pipes(root: Path) -> None:
    """Named pipes, which would be waited for without end."""
    for name in ("B1.md", "x", "attachments/a.pdf", "attachments/b"):
        os.mkfifo(root / JIA / name)


def folder_for_file(root: Path) -> None:
    """A folder under the name of evidence."""
    (root / SECOND).unlink()
    (root / SECOND).mkdir()


def file_for_folder(root: Path) -> None:
    """A file under the name of the folder of attachments."""
    shutil.rmtree(root / JIA / "attachments")
    (root / JIA / "attachments").write_bytes(b"x")


COMPOSED, DECOMPOSED = "é.pdf".encode(), unicodedata.normalize("NFD", "é.pdf").encode()
STRANGE = "总结".encode("gbk")
# With the code that must be found in the county's folder.
SAMPLES: dict[str, tuple[str, Sample]] = {
    "no sign of Unicode": ("unreadable-yaml", front(r'a: "\U00110000"')),
    "no sign of Unicode in a key": ("unreadable-yaml", front(r'"\UFFFFFFFF": b')),
    "no sign of Unicode in a list": ("unreadable-yaml", front(r'a: ["b", "\U7fffffff"]')),
    "half a sign": ("unreadable-yaml", front(r'a: "\ud800"')),
    "half a sign in a key": ("unreadable-yaml", front(r'"\udfff": b')),
    "half a sign for the status": (
        "unreadable-yaml",
        lambda root: replace_text(root, FIRST, "状态: submitted", r'状态: "\udbff"'),
    ),
    "half a sign in a claim": (
        "unreadable-yaml",
        lambda root: replace_text(root, FIRST, "活动: 3 场", r'活动: "3 \udc00"'),
    ),
    "half a sign in the ledger": ("personal-data", cell("&#xD800; &#x110000; 138&#49;2345678")),
    "half a sign in the statement": (
        "foreign-link",
        text("&#xdfff; [a](attachments/../%ED%A0%80.pdf)", f"{JIA}/index.md"),
    ),
    "half a sign in a target": ("missing-attachment", text("[a](attachments/%ED%A0%80.pdf)")),
    "a number by an entity": ("personal-data", text("联系人 138&#49;2345678")),
    "a number by entities in the statement": (
        "personal-data",
        text("联系人 138&#x31;2&#51;45678", f"{JIA}/index.md"),
    ),
    "a number by an entity in a title": (
        "personal-data",
        text('[a](https://a.cn "138&#49;2345678")'),
    ),
    "a number by an entity in a cell": ("personal-data", cell("联系人 138&#49;2345678")),
    "a number on quoted lines": ("personal-data", text("> 138\n> 12345678")),
    "a number on lines of an item": ("personal-data", text("- 138\n  12345678")),
    "a number through a link": ("personal-data", text("**138**[1234](https://a.cn/x)5678")),
    "a number in YAML": (
        "personal-data",
        lambda root: replace_text(root, FIRST, "状态: submitted", r'状态: "138\u0031\x32345678"'),
    ),
    "a masked number beside digits": ("personal-data", masked_id),
    "a name in GBK": ("unsafe-name", named(STRANGE + b".docx")),
    "a name of evidence in GBK": ("unsafe-name", named(STRANGE + b".md")),
    "a name of an attachment in GBK": ("unsafe-name", named(b"attachments/" + STRANGE + b".pdf")),
    "a folder in GBK": ("unsafe-name", named(b"attachments/" + STRANGE + b"/a.pdf")),
    "control signs in names": (
        "unsafe-name",
        named(b"a\x1b[31m.md", b"a\nb.docx", b"attachments/\x07\n.pdf"),
    ),
    "a file and a folder of one name": (
        "clashing-name",
        after(
            named(b"attachments/" + COMPOSED, b"attachments/" + DECOMPOSED + b"/x.csv"),
            text("[a](attachments/é.pdf) [b](attachments/é.pdf/x.csv)"),
        ),
    ),
    "names that differ by case": (
        "clashing-name",
        after(
            named(b"attachments/A.csv", b"attachments/a.csv/b.csv", b"attachments/A.CSV/B.csv"),
            text(
                "[a](attachments/A.csv) [b](attachments/a.csv/b.csv) [b](attachments/A.CSV/B.csv)"
            ),
        ),
    ),
    "pipes": ("unreadable-file", pipes),
    "a folder for a file": ("unreadable-file", folder_for_file),
    "a file for the folder": ("unreadable-file", file_for_folder),
}


def run_all(capsys: Printed) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Each way of checking, then both sites: the arguments, the exit code, what was printed."""
    commands: list[tuple[str, ...]] = [("check", "--quiet", "--format", one) for one in FORMATS]
    commands += [
        ("build", "--quiet", "--without-search", "--for", audience)
        for audience in ("public", "reviewers")
    ]
    for command in commands:
        code = main(command)
        printed = capsys.readouterr()
        yield command, code, printed.out + printed.err


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project with two counties and a result, so that the public sees evidence."""
    root = copy_invented(tmp_path_factory.mktemp("year"))
    shutil.copytree(root / JIA, root / "content/counties/yi")
    run_year(root, State.FINAL)
    forget_evidence(root)
    return root


@pytest.fixture
def two_counties(proposed: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may break."""
    return Path(shutil.copytree(proposed, tmp_path / "project"))


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_a_finding_of_its_county(
    name: str, two_counties: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Every report is written, both sites are built, and what is passed is published."""
    project = two_counties
    code, sample = SAMPLES[name]
    sample(project)
    monkeypatch.chdir(project)
    found = {finding.code for finding in assess(project).findings if finding.place.county == "jia"}
    assert code in found
    assert "program-fault" not in found
    for command, exit_code, printed in run_all(capsys):
        assert exit_code == (1 if command[0] == "check" else 0), (command, printed)
        assert "13812345678" not in printed
    for page in project.glob("*/**/*.html"):
        assert "13812345678" not in shown_lines(page.read_text(encoding="utf-8"))


def files_of(site: Path) -> dict[str, bytes]:
    """What a site holds, but for its list of itself."""
    files = (file for file in site.rglob("*") if file.is_file() and file.name != "manifest.json")
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def failing_for(function: Callable[..., object], path: str) -> Callable[..., object]:
    """The function, which fails where one of its arguments names the file."""

    def fail(*given: object, **named: object) -> object:
        if any(path in str(one) for one in given):
            raise RuntimeError(f"inside {path}")
        return function(*given, **named)

    return fail


# In what is counted and shown, the evidence of 02.md itself; its path stands on a page without it.
READ = f"place=Place(path='{SECOND}'"


def reader(patch: pytest.MonkeyPatch) -> None:
    """Reading 02.md fails."""
    patch.setattr(county_module, "read_evidence", failing_for(read_evidence, SECOND))


def rule(patch: pytest.MonkeyPatch) -> None:
    """A rule fails on a county with 02.md."""
    patch.setattr(duplicate_entry, "check", failing_for(duplicate_entry.check, READ))


def page(patch: pytest.MonkeyPatch) -> None:
    """A page with the evidence of 02.md cannot be made."""

    def fail(context: PageContext, folder: CountyFolder, views: tuple[EvidenceView, ...]) -> Page:
        if folder.county == "jia" and "02" in folder.evidence:
            raise RuntimeError("inside")
        return volume_page(context, folder, views)

    patch.setattr(site_plan, "volume_page", fail)


@pytest.mark.parametrize("fault", [reader, rule, page])
def test_fault_of_the_program_stays_with_its_file(
    fault: Callable[[pytest.MonkeyPatch], None],
    two_counties: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
) -> None:
    """One finding with a report that quotes nothing; the pages of the other county are the same."""
    project = two_counties
    monkeypatch.chdir(project)
    # Another program makes all pages anew; of a patched one nothing says that it is another.
    monkeypatch.setenv("CI", "true")
    sites = {"public": "site", "reviewers": "review"}
    for audience in sites:
        assert main(["build", "--quiet", "--without-search", "--for", audience]) == 0
    before = {name: files_of(project / folder) for name, folder in sites.items()}
    with monkeypatch.context() as patch:
        fault(patch)
        if fault is not page:
            (finding,) = [one for one in assess(project).findings if one.code == "program-fault"]
            assert finding.place.path == SECOND
        capsys.readouterr()
        for command, exit_code, printed in run_all(capsys):
            # What only a page shows is found when it is made; a rule is asked where it is shown.
            silent = (fault is page and command[0] == "check") or (
                fault is rule and command[-1] == "public"
            )
            assert exit_code == (0 if silent else 1), (command, printed)
            assert ("program-fault" in printed) != silent
            assert "inside" not in printed
    for audience, folder in sites.items():
        after_it = files_of(project / folder)
        assert after_it.keys() == before[audience].keys()
        changed = {name for name, content in after_it.items() if content != before[audience][name]}
        assert not any("/counties/yi/" in name for name in changed)
        shown = after_it["2018/counties/jia/01/index.html"].decode()
        assert "春季活动" in shown
    reports = list(Path(os.environ["TAIZHANG_CACHE"]).glob("faults/*.log"))
    assert any("RuntimeError" in report.read_text(encoding="utf-8") for report in reports)
    assert not any("inside" in report.read_text(encoding="utf-8") for report in reports)


def test_county_that_always_fails_stops_no_other(
    two_counties: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """A rule that fails on a county even without its files: its pages say so, and the rest is built."""
    monkeypatch.chdir(two_counties)
    fail = failing_for(unsafe_link.check, "CountyFolder(county='jia'")
    monkeypatch.setattr(unsafe_link, "check", fail)
    for command, exit_code, printed in run_all(capsys):
        assert exit_code == (0 if command[-1] == "public" else 1), printed
    withheld = two_counties / "review/2018/counties/jia/01/index.html"
    assert "这一页的正文没有显示" in withheld.read_text(encoding="utf-8")
    other = two_counties / "review/2018/counties/yi/01/index.html"
    assert "春季活动" in other.read_text(encoding="utf-8")


def test_comparing_that_fails_leaves_one_county_out(
    two_counties: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The county on which a comparing rule fails is named; the others are compared."""
    compare = repeated_attachment.compare
    monkeypatch.setattr(
        repeated_attachment, "compare", failing_for(compare, f"CrossCheck(folder='{JIA}'")
    )
    found = assess(two_counties).findings
    assert [one.place.path for one in found if one.code == "program-fault"] == [JIA]
    monkeypatch.setattr(repeated_attachment, "compare", failing_for(compare, ""))
    found = assess(two_counties).findings
    assert JIA in {one.place.path for one in found if one.code == "program-fault"}


def test_attachment_that_cannot_be_scanned(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named as unread, and the links to it are not said to lead nowhere."""
    for error, code in (
        (RuntimeError("x"), "program-fault"),
        (IsADirectoryError(), "unreadable-file"),
    ):

        def scan(*_: object, error: Exception = error) -> object:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(ScanCache, "scan", scan)
            found = [(one.code, one.place.path) for one in assess(project).findings]
        attachments = [f"{JIA}/attachments/{name}.pdf" for name in ("list", "plan")]
        assert {path for one, path in found if one == code} == set(attachments)
        assert "missing-attachment" not in {one for one, _ in found}


def test_number_that_only_the_gate_finds(
    two_counties: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """The page says that its text is withheld, the message names the file, all else is published."""
    project = two_counties
    monkeypatch.chdir(project)
    monkeypatch.setattr(county_module, "numbers_in_evidence", lambda *_: ())
    text("> 138\n> 12345678")(project)
    assert main(["build", "--quiet", "--without-search"]) == 1
    printed = capsys.readouterr().err
    assert f"{FIRST}:1:1" in printed
    assert "withheld-page" in printed
    assert "12345678" not in printed
    site = files_of(project / "site")
    page = site["2018/counties/jia/01/index.html"].decode()
    assert "这一页的正文没有显示" in page
    assert "12345678" not in shown_lines(page)
    assert "没有显示：" not in site["2018/counties/jia/02/index.html"].decode()


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>138<a href='x>y'>1234</a>\n<em>5678</em></p>", "\n1381234 5678\n"),
        ("<td>166</td><td>1200</td>", "\n166\n\n1200\n"),
        ("138<br>1234", "138\n1234"),
        ("<pre>138\n1234</pre>\n", "\n138\n1234\n "),
        ("138&#49;&nbsp;2", "1381\u00a02"),
        ("<article>1</article>", "\n1\n"),
    ],
)
def test_lines_that_a_reader_sees(html: str, lines: str) -> None:
    """Inline tags join, blocks, cells and breaks part, entities are resolved."""
    assert shown_lines(html) == lines


def test_honest_figures_pass_the_gate() -> None:
    """Figures in cells, lines and items of their own are no number."""
    gate = Gate(frozenset())
    gate.check("<table><tr><td>166</td><td>1200</td><td>3500</td></tr></table>", "/")
    gate.check("<ul><li>138</li><li>1234</li><li>5678</li></ul>", "/")
    gate.check("<p>138</p>\n<p>12345678</p>", "/")


@pytest.mark.parametrize("folder", ["", "attachments/"])
def test_folder_of_too_many_files(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last are left out with one sentence, and links to them are not said to lead nowhere."""
    monkeypatch.setattr(county_limits, "MOST_FILES", 5)
    named(*(f"{folder}z{nth}.txt".encode() for nth in range(9)))(project)
    text("[a](attachments/z8.txt)" if folder else "x")(project)
    found = assess(project).findings
    (finding,) = [one for one in found if one.code == "oversized-folder"]
    assert finding.place.path == f"{JIA}/{folder}".rstrip("/")
    assert "missing-attachment" not in {one.code for one in found}
    assert assess(project).findings == found


def test_county_that_takes_too_long(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a minute the rest is left out with one sentence each for attachments and texts."""
    clock = iter(range(0, 10**6, 30))
    monkeypatch.setattr("generator.load.county_limits.time.monotonic", lambda: float(next(clock)))
    found = assess(project).findings
    late = [one for one in found if one.code == "oversized-folder"]
    assert [one.place.path for one in late] == [JIA, f"{JIA}/attachments"]
    assert {one.code for one in found} == {"oversized-folder"}
