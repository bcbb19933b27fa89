"""The filing tool's page in a real browser: the form, its ledger, its store and its packages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from browser_floor import newer_features
from filing_form import FOLDER, Form, engine_of, open_form, write_form
from firefox import firefox
from playwright.sync_api import BrowserContext, expect
from project_copy import REPOSITORY
from test_accessibility import LONG, violations
from walking import TYPED_WHILE_KEPT, browser

from generator.usecases.filing import Filing

pytestmark = pytest.mark.browser
Test = TypeVar("Test")


def long(test: Test) -> Test | None:
    """A test of the long run alone."""
    return test if LONG else None


HEADS = "序号\t活动名称\t时间\t地点\t备注"
PASTED = f'{HEADS}\r\n1\t甲报告会\t2018-05-03\t县城\t好\r\n2\t"乙\n报告会"\t2018-05-04\t县城\t\r\n合计\t2\t\t\t\r\n'
_PASTE = """([row, key, text]) => {
    const cell = document.querySelector(`.ledger [data-row="${row}"][data-key="${key}"]`);
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
    cell.focus();
    cell.dispatchEvent(event);
}"""
_AT = "[document.activeElement.dataset.row, document.activeElement.dataset.key].join(' ')"
LEDGER_FILE = "时间,活动名称,地点\n2018-09-01,丙报告会,县城\n2018-09-02,丁报告会,县城\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which the county has everything but a result."""
    root = tmp_path_factory.mktemp("filing")
    shutil.copy(REPOSITORY / "rubric.yaml", root)
    shutil.copytree(REPOSITORY / "content/counties", root / "content/counties")
    return root


@pytest.fixture
def engine(folder: Path, tmp_path: Path) -> Filing:
    """The engine over a fresh copy."""
    shutil.copytree(folder, tmp_path / "project")
    return engine_of(tmp_path / "project", "guanyun")


@pytest.fixture(scope="module")
def page_file(folder: Path) -> Path:
    """The page, which is the same for each fresh copy."""
    return write_form(engine_of(folder, "guanyun"), folder / "填报.html")


@pytest.fixture
def window() -> Iterator[BrowserContext]:
    """A browser in which nothing is stored."""
    with browser(viewport={"width": 1440, "height": 900}) as context:
        yield context


@pytest.fixture
def form(window: BrowserContext, page_file: Path, engine: Filing) -> Form:
    """The page of item 01, which asks for 3 and has 2."""
    return ready(open_form(window, page_file, engine, "#/01"))


def ready(form: Form) -> Form:
    """The form once the checker is there."""
    expect(form.page.locator("#loading")).to_be_hidden()
    return form


def says(form: Form, place: str, text: str) -> None:
    """Wait until the place says it."""
    expect(form.page.locator(place).first).to_contain_text(text)


def visit(form: Form, view: str) -> None:
    """Go to one of the pages, and wait until it is there."""
    form.page.goto(f"{form.page.url.split('#')[0]}#/{view}")
    expect(form.page.locator(f"#items-list a[href='#/{view}'][aria-current]")).to_have_count(1)


def has_rows(form: Form, number: int) -> None:
    """Wait until the ledger has so many rows, with the blank one at its end."""
    expect(form.page.locator(".ledger tr[data-at]")).to_have_count(number)


def type_row(form: Form, at: int, date: str, event: str) -> None:
    """Type the first cells of a row."""
    form.cell(at, "date").fill(date)
    form.cell(at, "event").fill(event)
    form.cell(at, "clause").select_option(index=1)
    form.cell(at, "quantity").fill("1 项")


def drop(form: Form, *files: tuple[str, bytes]) -> None:
    """Choose files as if they were dropped."""
    given: Any = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]
    form.page.set_input_files(".drop-box input", given)


def press(form: Form, words: str) -> None:
    """Press a button of the dialog."""
    form.page.click(f"#dialog button:has-text('{words}')")


def hand_in(form: Form, out: Path) -> Path:
    """Make the package and keep it."""
    visit(form, "hand-in")
    with form.page.expect_download() as loaded:
        form.page.click("#make")
    assert loaded.value.suggested_filename == "灌云县-报送包.zip"
    loaded.value.save_as(out)
    return out


def test_form_takes_input_before_the_checker_is_there(
    window: BrowserContext, page_file: Path, engine: Filing
) -> None:
    """What was typed meanwhile is kept, and judged as soon as the checker is ready."""
    window.add_init_script("globalThis.engineWaits = true")
    form = open_form(window, page_file, engine, "#/01")
    says(form, "#progress-text", "现在就可以填写")
    says(form, "#checklist", "要求 3 项，有效 2 项，还差 1 项")
    type_row(form, 3, "2018-05-30", "科技工作者座谈会")
    says(form, "#kept", "已自动存")
    assert form.asked == []
    form.page.evaluate("engineReady()")
    says(form, "#checklist", "要求 3 项，有效 3 项")
    expect(form.page.locator("#loading")).to_be_hidden()


def test_checklist_moves_and_findings_stand_in_their_cells(form: Form) -> None:
    """A row counts as it comes in; a wrong date is marked in its cell, with the mend below."""
    says(form, "#checklist", "还差 1 项")
    has_rows(form, 4)
    type_row(form, 3, "2018-05-30", "科技工作者座谈会")
    has_rows(form, 5)
    says(form, "#checklist", "有效 3 项")
    form.cell(3, "date").fill("2018-02-30")
    expect(form.cell(3, "date")).to_have_attribute("aria-invalid", "true")
    says(form, "#notes-3", "改法")
    assert form.cell(3, "date").get_attribute("aria-describedby") == "notes-3"
    says(form, "#checklist", "还差 1 项")


def test_ledger_is_walked_like_a_spreadsheet(form: Form) -> None:
    """Enter, Shift+Enter, Tab and the arrows go from cell to cell; Ctrl+D copies from above."""
    keys = form.page.keyboard
    form.cell(0, "date").focus()
    for key, place in {
        "Enter": "1 date",
        "Shift+Enter": "0 date",
        "Tab": "0 event",
        "ArrowDown": "1 event",
        "ArrowUp": "0 event",
    }.items():
        keys.press(key)
        assert form.page.evaluate(_AT) == place, key
    keys.press("End")
    keys.press("ArrowRight")
    assert form.page.evaluate(_AT) == "0 clause"
    keys.press("ArrowRight")
    assert form.page.evaluate(_AT) == "0 quantity"
    form.cell(3, "date").focus()
    keys.press("Control+d")
    assert form.cell(3, "date").input_value() == form.cell(2, "date").input_value()


@long
def test_rows_are_inserted_moved_and_removed(form: Form) -> None:
    """The buttons work on the row in use; undo and redo take each step back and again."""
    first, second = form.cell(0, "event").input_value(), form.cell(1, "event").input_value()
    form.cell(0, "event").focus()
    form.page.click(".row-tools button:has-text('下移')")
    assert form.cell(1, "event").input_value() == first
    form.page.click(".row-tools button:has-text('删去这一行')")
    has_rows(form, 3)
    assert form.cell(0, "event").input_value() == second
    form.page.click(".row-tools button:has-text('在上面插入一行')")
    assert form.cell(1, "event").input_value() == ""
    form.page.keyboard.press("Control+z")
    form.page.click("#undo")
    form.page.click("#undo")
    assert [form.cell(at, "event").input_value() for at in (0, 1)] == [first, second]
    assert form.page.is_disabled("#undo")
    form.page.click("#redo")
    assert form.cell(0, "event").input_value() == second


def test_block_from_excel_is_pasted(form: Form) -> None:
    """Heads say which column is which, a cell of two lines is one, a sum is left out; undone at once."""
    form.page.evaluate(_PASTE, [3, "date", PASTED])
    says(form, "#notices", "粘贴了 2 行；没有用到的列：序号、备注。合计行没有粘贴。")
    found = [[form.cell(at, key).input_value() for key in ("date", "event")] for at in (3, 4)]
    assert found == [["2018-05-03", "甲报告会"], ["2018-05-04", "乙 报告会"]]
    form.cell(4, "event").focus()
    form.page.keyboard.press("Control+z")
    has_rows(form, 4)


@long
@pytest.mark.parametrize(
    ("key", "block", "there"),
    [
        ("place", "县城\t300\r\n", {"place": "县城", "participants": "300"}),
        ("date", "1\t2018-05-03\t甲\n2\t2018-05-04\t乙\n", {"date": "2018-05-03", "event": "甲"}),
        ("event", "甲\n乙", {"event": "甲"}),
        ("event", '"他说""好""\n了"\t\t', {"event": '他说"好" 了', "clause": ""}),
    ],
)
def test_block_without_heads_fills_from_the_cell_on(
    form: Form, key: str, block: str, there: dict[str, str]
) -> None:
    """Cells go to the right and down from the one in use; a column that only counts is left out."""
    form.page.evaluate(_PASTE, [3, key, block])
    assert {name: form.cell(3, name).input_value() for name in there} == there


@long
def test_default_quantity_is_shown(form: Form) -> None:
    """A clause counted in 场 has its one in grey until something is written."""
    visit(form, "05")
    form.page.select_option("#new-clause", "学术交流活动")
    form.cell(8, "event").fill("报告会")
    assert form.cell(8, "clause").input_value() == "学术交流活动"
    assert form.cell(8, "quantity").get_attribute("placeholder") == "1 场"


def test_personal_number_stops_the_package(form: Form) -> None:
    """It is told at once, with a link to its place, and nothing is handed in."""
    form.cell(0, "event").fill("联系人电话 13812345678")
    says(form, "#notices", "有 1 处身份证号、手机号或者学生姓名")
    visit(form, "hand-in")
    form.page.click("#make")
    says(form, "#hand-in-said", "改掉以后才能交出去")
    assert "package" not in form.asked
    form.page.click("#save-package")
    says(form, "#dialog", "改掉以后才能交出去")
    assert "package" not in form.asked


def test_dropped_files_are_understood_asked_and_filled_in(form: Form) -> None:
    """A question first, then what was understood; refused, it changes nothing."""
    page = form.page
    visit(form, "05")
    drop(form, ("05 台账.csv", LEDGER_FILE.encode()))
    says(form, "#dialog", "看不出这些行属于指标 05 的哪个条款")
    assert "--map" not in page.inner_text("#dialog")
    page.select_option("#dialog select", "学术交流活动")
    press(form, "就按这样读")
    says(form, "#dialog", "新填 2 行")
    press(form, "不要")
    says(form, "#checklist", "有效 6 场")
    has_rows(form, 9)
    drop(form, ("05 台账.csv", LEDGER_FILE.encode()))
    page.select_option("#dialog select", "学术交流活动")
    press(form, "就按这样读")
    says(form, "#dialog", "新填 2 行")
    press(form, "填进去")
    says(form, "#checklist", "有效 8 场")
    has_rows(form, 11)
    page.click("#undo")
    has_rows(form, 9)


def test_row_of_the_day_in_a_name_is_chosen(form: Form, engine: Filing) -> None:
    """One row of the day, or none: nobody's photo proves the first row by default."""
    page = form.page
    photo = (engine.folder / "attachments/gy-05-0314.jpg").read_bytes() + b"\0"
    visit(form, "05")
    day = form.cell(1, "date").input_value()[:10].replace("-", "")
    for name, row in ((f"{day}_签到.jpg", "1"), ("签到.jpg", "")):
        drop(form, (name, photo))
        says(form, "#dialog", "没有对上哪一行的文件")
        assert page.locator("#dialog .attach select").nth(1).input_value() == row
        press(form, "不要")


@long
def test_photo_without_a_row_is_given_one(form: Form, engine: Filing) -> None:
    """It waits with its picture, over a reload, until a row is chosen; then it proves that row."""
    page = form.page
    photo = (engine.folder / "attachments/gy-05-0314.jpg").read_bytes() + b"\0"
    visit(form, "05")
    drop(form, ("IMG_1.jpg", photo))
    says(form, "#dialog", "没有对上哪一行的文件")
    press(form, "填进去")
    says(form, "#notices", "已经填进去")
    visit(form, "files")
    page.reload()
    ready(form)
    page.select_option("#main .attach select >> nth=0", "05")
    page.select_option("#main .attach select >> nth=1", "1")
    page.click("#main button:has-text('放到这一行')")
    says(form, "#main table", "05 学术交流 第 2 行")
    visit(form, "05")
    assert ".jpg" in form.cell(1, "proof").input_value()
    expect(page.locator("#notes-1")).to_have_count(0)


_DROP = """(row) => {
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = 300;
    const pen = sheet.getContext("2d");
    for (let at = 0; at < 300; at += 10) pen.fillRect(at, at / 2, 7, 300 - at);
    return new Promise((done) => sheet.toBlob((blob) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([blob], "IMG_2.png"));
        const cell = document.querySelector(`.ledger tr[data-at="${row}"] td`);
        cell.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        done();
    }));
}"""


@long
def test_photo_that_is_dropped_on_a_row_proves_it(form: Form) -> None:
    """No name and no choice is needed: the row says what it shows."""
    visit(form, "05")
    form.page.evaluate(_DROP, 1)
    says(form, "#dialog", "改动 1 行")
    press(form, "填进去")
    says(form, "#notices", "已经填进去")
    assert "IMG_2.png" in form.cell(1, "proof").input_value().replace("\\", "")
    expect(form.page.locator("#notes-1")).to_have_count(0)


@long
def test_too_large_and_empty_files_are_told(form: Form) -> None:
    """Each by name, with what to do; the ledger stays."""
    drop(form, ("空.xlsx", b""))
    says(form, "#dialog", "空.xlsx：是空文件")
    press(form, "关上")
    has_rows(form, 4)


def test_reload_keeps_what_was_typed_and_clear_forgets_it(form: Form) -> None:
    """The store is read again; 清除 brings back what the page was made with."""
    type_row(form, 3, "2018-05-30", "科技工作者座谈会")
    form.page.fill("#part-目标", "新的目标")
    says(form, "#checklist", "有效 3 项")
    says(form, "#kept", "已自动存")
    form.page.reload()
    ready(form)
    says(form, "#checklist", "有效 3 项")
    assert form.cell(3, "event").input_value() == "科技工作者座谈会"
    assert form.page.input_value("#part-目标") == "新的目标"
    form.page.click("#clear")
    press(form, "全部清除")
    says(form, "#notices", "清除了")
    has_rows(form, 4)
    form.page.reload()
    ready(form)
    has_rows(form, 4)


def test_kept_is_said_of_what_is_typed_last(form: Form) -> None:
    """Not when what was typed before it is kept."""
    form.page.evaluate(TYPED_WHILE_KEPT, ["#part-目标", "#kept"])
    form.page.fill("#part-目标", "一")
    says(form, "#kept", "已自动存")
    assert form.page.input_value("#part-目标") == "2"
    assert form.page.evaluate("window.said && !said.includes('已自动存')")


def test_two_windows_overwrite_nothing(form: Form, window: BrowserContext, page_file: Path) -> None:
    """The later one is told, and its words stay on the screen until it is said which are kept."""
    other = ready(open_form(window, page_file, form.engine, "#/01"))
    other.page.fill("#part-目标", "那边的")
    says(other, "#kept", "已自动存")
    form.page.fill("#part-目标", "这边的")
    says(form, "#notices", "另一个窗口也在填")
    assert form.page.input_value("#part-目标") == "这边的"
    form.page.click("#notices button:has-text('用这里的内容')")
    says(form, "#kept", "已自动存")
    other.page.reload()
    ready(other)
    assert other.page.input_value("#part-目标") == "这边的"


@long
def test_full_store_is_told(form: Form, window: BrowserContext) -> None:
    """The words stay on the screen, with a way to save them as a file."""
    devtools = window.new_cdp_session(form.page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": "file://", "quotaSize": 1})
    form.page.fill("#part-目标", "字" * 200_000)
    says(form, "#notices", "存储空间满了")
    assert len(form.page.input_value("#part-目标")) == 200_000
    with form.page.expect_download() as loaded:
        form.page.click("#notices button:has-text('存成备份文件')")
    assert loaded.value.suggested_filename == "灌云县-2018-填报备份.json"


@long
def test_browser_without_a_store_is_told(
    window: BrowserContext, page_file: Path, engine: Filing
) -> None:
    """A private window that refuses it: the form works, and says that nothing stays."""
    window.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no'); } })"
    )
    form = ready(open_form(window, page_file, engine, "#/01"))
    says(form, "#notices", "关掉就没有了")
    type_row(form, 3, "2018-05-30", "科技工作者座谈会")
    says(form, "#checklist", "有效 3 项")


_DAMAGE = """() => new Promise((done) => {
    const asked = indexedDB.open("taizhang-filing");
    asked.onsuccess = () => {
        const work = asked.result.transaction("drafts", "readwrite");
        const texts = work.objectStore("drafts");
        texts.get("2018/guanyun").onsuccess = ({ target }) => {
            target.result.drafts["02"] = "坏了";
            texts.put(target.result, "2018/guanyun");
        };
        work.oncomplete = done;
    };
})"""


def test_damaged_store_loses_nothing_else(form: Form) -> None:
    """What can be read stands in the form, what cannot is kept aside and can be saved."""
    form.page.fill("#part-目标", "新的目标")
    says(form, "#kept", "已自动存")
    form.page.evaluate(_DAMAGE)
    form.page.reload()
    says(form, "#notices", "坏了一部分")
    assert form.page.input_value("#part-目标") == "新的目标"
    with form.page.expect_download() as loaded:
        form.page.click("#notices button:has-text('存成文件')")
    assert "坏了" in Path(loaded.value.path()).read_text(encoding="utf-8")


def test_package_is_handed_in_and_opened_elsewhere(
    form: Form, page_file: Path, folder: Path, tmp_path: Path
) -> None:
    """It has a summary to sign, says what differs from the last, and opens on another machine."""
    type_row(form, 3, "2018-05-30", "科技工作者座谈会")
    package = hand_in(form, tmp_path / "package.zip")
    says(form, ".summary", "01 科技工作者日")
    says(form, ".summary", "填报人（签字）")
    says(form, "#main", "01 科技工作者日：新加 1 行")
    hand_in(form, tmp_path / "again.zip")
    says(form, "#main", "同上次交的一样")
    shutil.copytree(folder, tmp_path / "elsewhere")
    with browser(viewport={"width": 1440, "height": 900}) as context:
        elsewhere = engine_of(tmp_path / "elsewhere", "guanyun")
        other = ready(open_form(context, page_file, elsewhere, "#/01"))
        other.page.set_input_files("#package-file", package)
        says(other, "#dialog", "01 科技工作者日")
        press(other, "打开")
        says(other, "#notices", "打开了")
        assert other.cell(3, "event").input_value() == "科技工作者座谈会"
        says(other, "#checklist", "有效 3 项")


@long
def test_damaged_package_changes_nothing(form: Form, tmp_path: Path) -> None:
    """What cannot be read is told by name; the form stays as it is."""
    form.page.fill("#part-目标", "新的目标")
    for name, content in {"坏.zip": b"PK\3\4 no", "坏.json": b"{ no"}.items():
        (tmp_path / name).write_bytes(content)
        form.page.set_input_files("#package-file", tmp_path / name)
        says(form, "#notices", "这个文件打不开")
    assert form.page.input_value("#part-目标") == "新的目标"


def test_checker_that_dies_is_replaced(form: Form) -> None:
    """Another takes its place and is told what stands; after three it says so and saves a copy."""
    type_row(form, 3, "2018-05-30", "科技工作者座谈会")
    says(form, "#checklist", "有效 3 项")
    form.page.evaluate("engineNow.onmessage({ data: { fatal: '内存不够。' } })")
    ready(form)
    form.cell(3, "place").fill("县城")
    expect(form.page.locator("#judged")).to_contain_text("检查过了")
    assert "restore" in form.asked
    fatal = "engineNow.onmessage({ data: { fatal: '内存不够。' } });"
    form.page.evaluate(f"for (const nth of [1, 2, 3]) {fatal}")
    says(form, "#notices", "内存不够。")
    form.page.click("#notices button:has-text('重新启动检查程序')")
    ready(form)
    says(form, "#checklist", "有效 3 项")


@contextmanager
def looked_at(width: int, scheme: str, file: Path, engine: Filing) -> Iterator[Form]:
    """The page in a window of that width and scheme."""
    size = {"width": width, "height": 900}
    with browser(viewport=size, color_scheme=scheme) as context:
        yield ready(open_form(context, file, engine))


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), *([(1440, "light")] if LONG else [])])
def test_no_violation_and_nothing_wider_than_the_window(
    width: int, scheme: str, page_file: Path, engine: Filing
) -> None:
    """Axe finds nothing on any page or in a dialog, wide and light, narrow and dark."""
    with looked_at(width, scheme, page_file, engine) as form:
        found = []
        for view in ("", "05", "index", "files", "hand-in"):
            visit(form, view)
            found += violations(form.page)
            assert form.page.evaluate("document.documentElement.scrollWidth") <= width, view
        form.page.click("#clear")
        found += violations(form.page)
    assert found == []


def test_old_browsers_have_all_they_need() -> None:
    """Nothing of the page or its worker needs more than the oldest Chromium that offices have."""
    files = [one for one in FOLDER.rglob("*") if one.is_file()]
    texts = {one.name: one.read_text(encoding="utf-8") for one in files}
    assert {name: newer_features(name, text) for name, text in texts.items()} == {
        name: set[str]() for name in texts
    }


_CANNED = """<script>
function startEngine() {
  const worker = { terminate() {} };
  const judge = ({ item, draft }) => ({
    item, findings: [], others: [], trouble: "",
    checklist: [{ clause: "科技工作者日活动", required: "3 项", counted: `${draft.rows.length} 项`,
      proven: "0 项", missing: "", state: "met", word: "达标" }],
  });
  const none = { findings: [], checklists: {}, troubles: {} };
  worker.postMessage = ({ id, method, params }) => setTimeout(() =>
    worker.onmessage({ data: { id, result: method === "judge" ? judge(params) : none } }));
  setTimeout(() => worker.onmessage({ data: { ready: true } }));
  return worker;
}
</script>"""


@pytest.mark.xdist_group("firefox")
def test_form_works_in_firefox(engine: Filing, tmp_path: Path) -> None:
    """A block is pasted, judged, kept over a reload and undone, without an error on the console."""
    file = write_form(engine, tmp_path / "form.html", _CANNED)
    with firefox() as page:
        page.goto(f"{file.as_uri()}#/01")
        page.wait("document.getElementById('loading').hidden")
        page.ask(f"({_PASTE})(arguments[0])", [3, "date", PASTED])
        page.wait("document.getElementById('checklist').textContent.includes('有效 5 项')")
        page.wait("document.getElementById('kept').textContent.includes('已自动存')")
        page.goto(f"{file.as_uri()}?#/01")
        page.wait("location.search === '' && location.href.includes('?')")
        page.wait("document.querySelectorAll('.ledger tr[data-at]').length === 6")
        page.ask("document.querySelector('.ledger .drop button').click()")
        page.wait("document.querySelectorAll('.ledger tr[data-at]').length === 5")
        page.click("#undo")
        page.wait("document.querySelectorAll('.ledger tr[data-at]').length === 6")
        assert page.troubles(file.as_uri()) == []
