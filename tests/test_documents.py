"""Office documents are searched as a person could read them, and honest tables are left alone."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from documents import Cell, compound, docx, paragraph, pptx, shape, word_table, xls, xlsx
from on_folder import assess
from personal_numbers import citizen_id, email, mobile
from PIL import Image, PngImagePlugin
from processor_time import grows_less

from generator.load.attachments.scan import Unsearchable, personal_in
from generator.load.attachments.search import PUPILS, Found, personal_data
from generator.model.message import Language
from generator.model.passage import Passage, Table, said_places
from generator.report.catalogue import Catalogue

CHINESE = Catalogue(Language.CHINESE)


def found_in(content: bytes, suffix: str) -> list[Found]:
    """What is found, in any order."""
    return list(personal_in(content, suffix))


def said(found: Found) -> str:
    """The place as a Chinese reader sees it."""
    return said_places(found.place, CHINESE.text)


def picture(text: str) -> bytes:
    """A picture with a text in it that is not shown."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text)
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def rtf(body: str) -> bytes:
    """A document in the Rich Text Format, as Word saves it under .doc."""
    return (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\pard " + body + r"\par}").encode("gbk")


def word_part(root: str, body: str) -> str:
    """A part of a Word document."""
    return f'<?xml version="1.0" standalone="yes"?><w:{root} xmlns:w="w">{body}</w:{root}>'


CHART = '<c:chartSpace><c:ser><c:strCache><c:pt idx="0"><c:v>{}</c:v></c:pt></c:strCache></c:ser></c:chartSpace>'
# By the kind of place: the document that holds the number there, and where a reader is told to look.
PLANTS: dict[str, tuple[str, Callable[[str], bytes], str]] = {
    "paragraph": (".docx", lambda n: docx(paragraph("电话", n)), "正文"),
    "two runs": (".docx", lambda n: docx(paragraph(n[:2], n[2:])), "正文"),
    "a run a digit": (".docx", lambda n: docx(paragraph(*n)), "正文"),
    "indented XML": (
        ".docx",
        lambda n: docx(
            f"<w:p>\n  <w:r>\n <w:t>{n[:5]}</w:t>\n </w:r>\n<w:r><w:t>{n[5:]}</w:t></w:r></w:p>"
        ),
        "正文",
    ),
    "table of Word": (
        ".docx",
        lambda n: docx(word_table([["姓名", "电话"], ["某", n]])),
        "第 1 张表第 2 行第 2 列",
    ),
    "text box": (
        ".docx",
        lambda n: docx(
            paragraph("a").replace(
                "</w:p>",
                f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(n)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
            )
        ),
        "正文",
    ),
    "document2": (
        ".docx",
        lambda n: docx(word__document2_xml=word_part("document", paragraph(n))),
        "正文",
    ),
    "header": (".docx", lambda n: docx(word__header7_xml=word_part("hdr", paragraph(n))), "页眉"),
    "footer": (".docx", lambda n: docx(word__x_xml=word_part("ftr", paragraph(n))), "页脚"),
    "footnote": (
        ".docx",
        lambda n: docx(word__footnotes_xml=word_part("footnotes", paragraph(n))),
        "脚注",
    ),
    "comment": (
        ".docx",
        lambda n: docx(word__comments_xml=word_part("comments", paragraph(n))),
        "批注",
    ),
    "author of a comment": (
        ".docx",
        lambda n: docx(word__comments_xml=word_part("comments", f'<w:comment w:author="{n}"/>')),
        "批注",
    ),
    "people": (
        ".docx",
        lambda n: docx(word__people_xml=f'<w15:people><w15:person w15:author="{n}"/></w15:people>'),
        "批注",
    ),
    "alternative text": (
        ".docx",
        lambda n: docx(f'<w:p><wp:docPr id="1" name="a" descr="tel {n}"/></w:p>'),
        "正文",
    ),
    "title of a picture": (
        ".docx",
        lambda n: docx(f"<w:p><wp:docPr id='1' title='{n}'/></w:p>"),
        "正文",
    ),
    "word art": (".docx", lambda n: docx(f'<w:p><v:textpath string="{n}"/></w:p>'), "正文"),
    "deleted text": (
        ".docx",
        lambda n: docx(
            f"<w:p><w:del><w:r><w:delText>{n[:4]}</w:delText></w:r></w:del><w:r><w:t>{n[4:]}</w:t></w:r></w:p>"
        ),
        "正文",
    ),
    "inserted text": (
        ".docx",
        lambda n: docx(
            f"<w:p><w:r><w:t>{n[:4]}</w:t></w:r><w:ins><w:r><w:t>{n[4:]}</w:t></w:r></w:ins></w:p>"
        ),
        "正文",
    ),
    "code of a field": (
        ".docx",
        lambda n: docx(
            f'<w:p><w:r><w:instrText>HYPERLINK "tel:{n[:6]}</w:instrText></w:r><w:r><w:instrText>{n[6:]}"</w:instrText></w:r></w:p>'
        ),
        "正文",
    ),
    "link": (
        ".docx",
        lambda n: docx(
            word___rels__document_xml_rels=f'<Relationships><Relationship Id="a" Target="tel:%20{n}" TargetMode="External"/></Relationships>'
        ),
        "链接",
    ),
    "property": (
        ".docx",
        lambda n: docx(
            docProps__core_xml=f"<cp:coreProperties><dc:creator>{n}</dc:creator></cp:coreProperties>"
        ),
        "文档属性",
    ),
    "company": (
        ".docx",
        lambda n: docx(docProps__app_xml=f"<Properties><Manager>{n}</Manager></Properties>"),
        "文档属性",
    ),
    "own property": (
        ".docx",
        lambda n: docx(
            docProps__custom_xml=f'<Properties><property name="x"><vt:lpwstr>{n}</vt:lpwstr></property></Properties>'
        ),
        "文档属性",
    ),
    "custom XML": (
        ".docx",
        lambda n: docx(customXml__item1_xml=f'<a><b tel="{n}"/></a>'),
        "item1.xml",
    ),
    "chart": (".docx", lambda n: docx(word__charts__chart1_xml=CHART.format(n)), "图表"),
    "list of a form": (
        ".docx",
        lambda n: docx(f'<w:p><w:sdt><w:listItem w:displayText="{n}" w:value="1"/></w:sdt></w:p>'),
        "正文",
    ),
    "embedded workbook": (
        ".docx",
        lambda n: docx(word__embeddings__a_xlsx=xlsx([["电话"], [n]], "名单")),
        "嵌入的文件“a.xlsx” 工作表“名单”A2",
    ),
    "embedded old workbook": (
        ".docx",
        lambda n: docx(word__embeddings__a_bin=xls([["电话"], [n]])),
        "嵌入的文件“a.bin” 工作表“表”A2",
    ),
    "workbook in a slide in a document": (
        ".docx",
        lambda n: docx(word__embeddings__a_pptx=pptx(ppt__embeddings__b_xlsx=xlsx([[n]]))),
        "嵌入的文件“b.xlsx”",
    ),
    "embedded bytes": (
        ".docx",
        lambda n: docx(word__vbaProject_bin=f"\0\1 {n} \0".encode("utf-16-le")),
        "vbaProject.bin",
    ),
    "picture in a document": (
        ".docx",
        lambda n: docx(word__media__image1_png=picture(n)),
        "image1.png",
    ),
    "damaged XML": (".docx", lambda n: docx(paragraph(n) + "<w:p></w:r>&"), "正文"),
    "UTF-16": (
        ".docx",
        lambda n: docx(word__header1_xml=word_part("hdr", paragraph(n)).encode("utf-16")),
        "页眉",
    ),
    "entities": (
        ".docx",
        lambda n: docx(paragraph("".join(f"&#{ord(one)};" for one in n))),
        "正文",
    ),
    "package in an object": (
        ".docx",
        lambda n: docx(
            word__embeddings__a_bin=compound("\1Ole10Native", b"a.xlsx\0C:\\a.xlsx\0" + xlsx([[n]]))
        ),
        "嵌入的文件“a.bin” 工作表“表”A1",
    ),
    "piece of a page": (
        ".docx",
        lambda n: docx(
            word__afchunk_htm=f"<!DOCTYPE html><html><body><br><p>tel&nbsp;<b>{n[:4]}</b>{n[4:]}</p>"
        ),
        "afchunk.htm",
    ),
    "cached cell of another workbook": (
        ".xlsx",
        lambda n: xlsx(
            xl__externalLinks__e_xml=f'<externalLink><cell r="A1"><v>{n}</v></cell></externalLink>'
        ),
        "e.xml",
    ),
    "cell of a prefix": (
        ".xlsx",
        lambda n: xlsx(
            xl__worksheets__x_xml=f'<x:worksheet><x:sheetData><x:row r="2"><x:c r="AB2" t="str"><x:v>{n}</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        ),
        "AB2",
    ),
    "section of slides": (
        ".pptx",
        lambda n: pptx(
            ppt__presentation_xml=f'<p:presentation><p14:section name="{n}"/></p:presentation>'
        ),
        "presentation.xml",
    ),
    "cell": (".xlsx", lambda n: xlsx([["姓名", "电话"], ["某", n]], "名单"), "工作表“名单”B2"),
    "string in the cell": (
        ".xlsx",
        lambda n: xlsx(
            xl__worksheets__x_xml=f'<worksheet><sheetData><row r="4"><c r="C4" t="inlineStr"><is><r><t>{n[:3]}</t></r><r><t>{n[3:]}</t></r></is></c></row></sheetData></worksheet>'
        ),
        "C4",
    ),
    "string of a formula": (
        ".xlsx",
        lambda n: xlsx(
            xl__worksheets__x_xml=f'<worksheet><sheetData><row><c r="C1" t="str"><f>A1</f><v>{n}</v></c></row></sheetData></worksheet>'
        ),
        "C1",
    ),
    "rich string": (
        ".xlsx",
        lambda n: xlsx(
            xl__sharedStrings_xml=f"<sst><si><r><t>{n[:3]}</t></r><r><rPr/><t>{n[3:]}</t></r></si></sst>"
        ),
        "单元格",
    ),
    "threaded comment": (
        ".xlsx",
        lambda n: xlsx(
            xl__threadedComments__a_xml=f'<ThreadedComments><threadedComment ref="B7"><text>{n}</text></threadedComment></ThreadedComments>'
        ),
        "批注 B7",
    ),
    "comment of openpyxl": (
        ".xlsx",
        lambda n: xlsx(
            xl__comments__comment1_xml=f'<comments><commentList><comment ref="D4"><text><t>{n}</t></text></comment></commentList></comments>'
        ),
        "批注 D4",
    ),
    "person": (
        ".xlsx",
        lambda n: xlsx(
            xl__persons__person_xml=f'<personList><person displayName="{n}"/></personList>'
        ),
        "批注",
    ),
    "name of a sheet": (".xlsx", lambda n: xlsx([["a"]], n), "工作表和区域的名称"),
    "defined name": (
        ".xlsx",
        lambda n: xlsx(
            xl__workbook_xml=f'<workbook><definedName name="a">"{n}"</definedName></workbook>'
        ),
        "工作表和区域的名称",
    ),
    "page header": (
        ".xlsx",
        lambda n: xlsx(
            [["a"]],
            "表",
            f"<headerFooter><oddHeader>&amp;L电话 &amp;C{n}</oddHeader></headerFooter>",
        ),
        "工作表“表”",
    ),
    "list of values": (
        ".xlsx",
        lambda n: xlsx(
            [["a"]],
            "表",
            f'<dataValidation sqref="A1" prompt="x"><formula1>"{n},b"</formula1></dataValidation>',
        ),
        "工作表“表”",
    ),
    "prompt": (
        ".xlsx",
        lambda n: xlsx([["a"]], "表", f'<dataValidation sqref="A1" prompt="{n}"/>'),
        "工作表“表”",
    ),
    "tip of a link": (
        ".xlsx",
        lambda n: xlsx([["a"]], "表", f'<hyperlink ref="A1" tooltip="{n}"/>'),
        "工作表“表”",
    ),
    "drawing": (
        ".xlsx",
        lambda n: xlsx(
            xl__drawings__drawing1_xml=f"<xdr:wsDr><xdr:from><xdr:col>1</xdr:col></xdr:from><a:p><a:t>{n}</a:t></a:p></xdr:wsDr>"
        ),
        "图形",
    ),
    "VML": (
        ".xlsx",
        lambda n: xlsx(
            xl__drawings__v_vml=f'<xml><v:shape alt="x"><v:textbox><div><font>{n[:4]}</font><font>{n[4:]}</font></div></v:textbox></v:shape></xml>'
        ),
        "图形",
    ),
    "pivot cache": (
        ".xlsx",
        lambda n: xlsx(
            xl__pivotCache__a_xml=f'<pivotCacheDefinition><sharedItems><s v="{n}"/></sharedItems></pivotCacheDefinition>'
        ),
        "a.xml",
    ),
    "filter": (
        ".xlsx",
        lambda n: xlsx([["a"]], "表", f'<autoFilter><filter val="{n}"/></autoFilter>'),
        "工作表“表”",
    ),
    "shape": (".pptx", lambda n: pptx(shape(n[:3], n[3:])), "第 2 张幻灯片"),
    "table of a slide": (
        ".pptx",
        lambda n: pptx(
            f"<a:tbl><a:tr><a:tc><a:p><a:r><a:t>{n}</a:t></a:r></a:p></a:tc></a:tr></a:tbl>"
        ),
        "第 2 张幻灯片 第 1 张表第 1 行第 1 列",
    ),
    "notes": (
        ".pptx",
        lambda n: pptx(ppt__notesSlides__n3_xml=f"<p:notes>{shape(n)}</p:notes>"),
        "第 3 张幻灯片的备注",
    ),
    "layout": (
        ".pptx",
        lambda n: pptx(ppt__slideLayouts__l_xml=f"<p:sldLayout>{shape(n)}</p:sldLayout>"),
        "l.xml",
    ),
    "modern comment": (
        ".pptx",
        lambda n: pptx(
            ppt__comments__c_xml=f"<p188:cmLst><p188:cm><a:p><a:r><a:t>{n}</a:t></a:r></a:p></p188:cm></p188:cmLst>"
        ),
        "批注",
    ),
    "tag": (
        ".pptx",
        lambda n: pptx(
            ppt__tags__t_xml=f'<p:tagLst><p:tag name="A" val="x"/><p:tag name="{n}"/></p:tagLst>'
        ),
        "t.xml",
    ),
    "SmartArt": (
        ".pptx",
        lambda n: pptx(
            ppt__diagrams__d_xml=f"<dgm:dataModel><dgm:t><a:p><a:r><a:t>{n}</a:t></a:r></a:p></dgm:t></dgm:dataModel>"
        ),
        "d.xml",
    ),
    "old workbook": (
        ".xls",
        lambda n: xls([["姓名", "电话"], ["某", n]], "名单"),
        "工作表“名单”B2",
    ),
    "name of an old sheet": (".xls", lambda n: xls([["a"]], n), "工作表和区域的名称"),
    "header of an old sheet": (
        ".xls",
        lambda n: xls(
            [["a"]],
            "表",
            b"\x14\0" + bytes([len(n) + 5, 0]) + bytes([len(n) + 2, 0, 0]) + b"&C" + n.encode(),
        ),
        "",
    ),
    "workbook of WPS": (".et", lambda n: xls([["电话"], [n]]), "工作表“表”A2"),
    "old document": (
        ".doc",
        lambda n: compound("WordDocument", bytes(600) + f"电话 {n}\r".encode("utf-16-le")),
        "",
    ),
    "old document, eight bits": (
        ".doc",
        lambda n: compound("WordDocument", bytes(600) + f"tel {n}\r".encode()),
        "",
    ),
    "rich text": (".doc", lambda n: rtf(rf"{{\b {n[:3]}}}{{\i {n[3:]}}}"), ""),
    "rich text by codes": (".doc", lambda n: rtf("".join(rf"\u{ord(one)}?" for one in n)), ""),
    "comma columns": (
        ".csv",
        lambda n: f"姓名,电话,备注\n某,{n},x\n".encode("gbk"),
        "第 2 行第 2 列",
    ),
    "tabs": (".csv", lambda n: f"姓名\t电话\n某\t{n}\n".encode("utf-16"), "第 2 行第 2 列"),
    "quotes": (".csv", lambda n: f'a,b\n"x,{n}",y\n'.encode(), "第 2 行第 1 列"),
    "line of a text": (".txt", lambda n: f"通知\n\n电话 {n}\n".encode(), "第 3 行"),
}
# As a number, not as a text: only digits can be one.
AS_NUMBERS: dict[str, tuple[str, Callable[[int], bytes], str]] = {
    "number": (".xlsx", lambda n: xlsx([["电话"], [n]]), "A2"),
    "number with a point": (".xlsx", lambda n: xlsx([["电话"], [float(n)]]), "A2"),
    "number with an exponent": (
        ".xlsx",
        lambda n: xlsx(
            xl__worksheets__x_xml=f"<worksheet><sheetData><row r='3'><c r='B3'><v>{n:.14E}</v></c></row></sheetData></worksheet>"
        ),
        "B3",
    ),
    "number in an old workbook": (".xls", lambda n: xls([["电话"], [n]]), "A2"),
    "number in a chart": (
        ".docx",
        lambda n: docx(word__charts__c_xml=CHART.format(f"{n:.14E}")),
        "图表",
    ),
}


def test_every_plant_is_found_at_its_place() -> None:
    """Numbers of every sort in every place where a document can hold one."""
    chance = random.Random(17)
    sorts = (mobile, citizen_id, email, spaced)
    missed, misplaced, planted = [], [], 0
    for name, (suffix, make, place) in PLANTS.items():
        for sort in sorts:
            number = sort(chance)
            found = found_in(make(number), suffix)
            planted += 1
            if not found:
                missed.append((name, number))
            elif place not in said(found[0]):
                misplaced.append((name, said(found[0])))
            assert number not in str(found)
    for name, (suffix, make_number, place) in AS_NUMBERS.items():
        for kept in (int(mobile(chance)), int(mobile(chance)), int(citizen_id_of_digits(chance))):
            found = found_in(make_number(kept), suffix)
            planted += 1
            if not found:
                missed.append((name, str(kept)))
            elif place not in said(found[0]):
                misplaced.append((name, said(found[0])))
    print(f"{planted} plants of {len(PLANTS) + len(AS_NUMBERS)} kinds, {len(missed)} missed")  # noqa: T201 - a figure asked for
    assert planted >= 150
    assert not missed
    assert not misplaced


def spaced(chance: random.Random) -> str:
    """A mobile number in the groups in which people write it."""
    number = mobile(chance)
    return f"{number[:3]} {number[3:7]} {number[7:]}"


def citizen_id_of_digits(chance: random.Random) -> str:
    """An id as a workbook keeps it: fifteen digits, then zeros."""
    return citizen_id(chance)[:15] + "000"


HEADERS = ["序号", "活动", "日期", "人数", "份数", "元"]
ACTIVITIES = ["科普报告会", "科技下乡", "学术年会", "展览", "讲座", "培训班", "科普日", "座谈会"]


def honest_rows(chance: random.Random) -> list[list[Cell]]:
    """A table of figures, dates, amounts and numbers of registrations and contracts."""
    rows: list[list[Cell]] = [[*HEADERS, "登记号", "合同编号"]]
    for number in range(1, 31):
        day: Cell = (
            f"2018{chance.choice('-./')}{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
        rows.append(
            [
                number,
                chance.choice(ACTIVITIES),
                day if chance.random() < 0.5 else 20180000 + chance.randint(101, 1231),
                chance.randint(1, 3500),
                chance.randint(100, 50000),
                chance.choice([chance.randint(100, 9_999_999), chance.random() * 1e5]),
                f"{chance.randint(320700, 320729)}{chance.randint(1000, 9999)}",
                f"HT{chance.randint(10**8, 10**11)}",
            ]
        )
    return rows


def as_text(rows: Sequence[Sequence[Cell]], sign: str = ",") -> str:
    """The rows as lines."""
    return "\n".join(sign.join(map(str, row)) for row in rows)


MAKERS: tuple[tuple[str, Callable[[Sequence[Sequence[Cell]]], bytes]], ...] = (
    (".xlsx", xlsx),
    (".docx", lambda rows: docx(paragraph("附表") + word_table(rows))),
    (".csv", lambda rows: as_text(rows).encode("gbk")),
    (".xls", xls),
    (".txt", lambda rows: as_text(rows, "\t").encode()),
)


def test_honest_tables_are_not_accused() -> None:
    """Cells never join: of 150 tables of figures none is accused."""
    chance = random.Random(4)
    accused: Counter[str] = Counter()
    for nth in range(150):
        suffix, make = MAKERS[nth % 5 if nth % 5 != 4 else 0]
        accused[suffix] += bool(found_in(make(honest_rows(chance)), suffix))
    sample: list[list[Cell]] = [
        ["累计", 166, 1200, 3500],
        [166, 2018, 2018, 1],
        ["138", "1234", "5678"],
    ]
    accused["sample"] += sum(bool(found_in(make(sample), suffix)) for suffix, make in MAKERS[:4])
    print(f"150 honest tables: {sum(accused.values())} accused")  # noqa: T201 - a figure asked for
    assert not +accused


def test_marks_of_the_format_are_no_text() -> None:
    """Sizes, ids, dimensions, positions and indexes hold digits that nobody reads."""
    n = mobile(random.Random(1))
    marks = (
        f'<w:p w:rsidR="{n}" w14:paraId="{n}"><wp:extent cx="{n}" cy="{n}"/><a:off x="{n}"/>'
        f"<wp:posOffset>1381234</wp:posOffset><wp:posOffset>5678</wp:posOffset>"
        f'<w:bookmarkStart w:id="{n}"/><w:t>a</w:t></w:p>'
    )
    assert not found_in(docx(marks), ".docx")
    assert not found_in(xlsx([["a"]], "表", f'<cols><col min="{n}" width="{n}"/></cols>'), ".xlsx")


SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "小明红丽强军芳敏静磊洋艳勇杰涛超"
SCHOOLS = ["实验小学", "第二中学", "海州小学", "城关中学", "中心幼儿园"]


def a_name(chance: random.Random) -> str:
    """A made-up name of two or three characters, or one spread with a space."""
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))
    return f"{name[0]} {name[1]}" if len(name) == 2 and chance.random() < 0.3 else name


def list_of(
    chance: random.Random, headers: str, title: str = "", size: int = 8
) -> list[list[Cell]]:
    """A list with these headers, below a title."""
    values: dict[str, Callable[[int], Cell]] = {
        "序号": lambda at: at,
        "学校": lambda _: chance.choice(SCHOOLS),
        "所在学校": lambda _: chance.choice(SCHOOLS),
        "学校名称": lambda _: chance.choice(SCHOOLS),
        "年级": lambda _: chance.choice(["三年级", "五年级", "七年级"]),
        "班级": lambda _: chance.choice(["三（1）班", "五（2）班"]),
        "奖项": lambda _: chance.choice(["一等奖", "二等奖"]),
        "等次": lambda _: chance.choice(["一等奖", "二等奖"]),
        "作品": lambda _: chance.choice(["水的循环", "机器人设计", "桥"]),
        "职称": lambda _: chance.choice(["高级教师", "研究员", "教授", "农艺师"]),
        "职务": lambda _: chance.choice(["校长", "主任", "科员"]),
        "单位": lambda _: chance.choice(["农业农村局", *SCHOOLS]),
        "工作单位": lambda _: chance.choice(["县医院", *SCHOOLS]),
        "任教学科": lambda _: chance.choice(["科学", "数学"]),
        "类别": lambda _: "指导教师",
        "性别": lambda _: chance.choice("男女"),
    }
    names = headers.split(" ")
    rows: list[list[Cell]] = [[title]] if title else []
    rows.append([*names])

    def called(_: int) -> Cell:
        return a_name(chance)

    rows += [[values.get(name, called)(at) for name in names] for at in range(1, size + 1)]
    return rows


PUPIL_LISTS = (
    ("序号 学生姓名 学校 奖项", ""),
    ("序号 姓名 学校 年级 奖项", "2018年科技节获奖名单"),
    ("姓名 班级", ""),
    ("序号 姓　名 所在学校 作品 等次", ""),
    ("学生姓名 指导教师 学校", "青少年科技创新大赛"),
    ("序号 姓名 奖项", "实验小学五年级获奖名单"),
    ("参赛学生 学校名称 职称", "获奖名单"),
    ("序号 学校 姓名 性别 年级 指导教师", ""),
    ("姓名 性别 班级 等次", "学生名单"),
    ("获奖学生姓名 作品", ""),
)
ADULT_LISTS = (
    ("序号 姓名 职称 单位", "评委名单"),
    ("姓名 工作单位 职务", ""),
    ("序号 姓名 学校 职称", "专家名单"),
    ("姓名 学校 任教学科", "教师培训"),
    ("序号 教师姓名 学校 奖项", "优秀辅导员"),
    ("指导教师 学校 奖项", ""),
    ("序号 姓名 学校", "科技辅导员名单"),
    ("姓名 学校 类别", ""),
    ("序号 姓名 单位 性别", "报告会签到表"),
    ("评委姓名 学校 职务", ""),
)


def makes_once(rows: list[list[Cell]], nth: int) -> int:
    """How many lists of pupils are found in the rows, as a file of one of five formats."""
    suffix, make = MAKERS[nth % 5]
    return sum(one.kind == PUPILS for one in found_in(make(rows), suffix))


def test_lists_of_pupils_are_told_from_others() -> None:
    """A hundred lists with pupils are each reported once, of two hundred others at most two."""
    chance = random.Random(8)
    pupils = Counter(
        makes_once(list_of(chance, *PUPIL_LISTS[nth % 10]), nth // 10) for nth in range(100)
    )
    adults = Counter(
        makes_once(list_of(chance, *ADULT_LISTS[nth % 10]), nth // 10) for nth in range(200)
    )
    print(f"100 lists of pupils: {pupils[1]} once; 200 of others: {200 - adults[0]} accused")  # noqa: T201 - a figure asked for
    assert pupils == {1: 100}
    assert adults[0] >= 198


def test_list_of_pupils_is_placed_and_named_by_nobody(project: Path) -> None:
    """One error a list, with the first cell and how many; the file is withheld."""
    rows = list_of(random.Random(3), "序号 学生姓名 学校", "名单", 4)
    file = project / "content/counties/jia/attachments/获奖.xlsx"
    file.write_bytes(xlsx(rows, "名单"))
    found = [one for one in assess(project).findings if one.code == "pupils-in-attachment"]
    (message,) = (CHINESE.translate_finding(one).message for one in found)
    assert message == "这里有 4 名学生的姓名，从工作表“名单”B3起：不能公开"
    assert "attachments/获奖.xlsx" not in assess(project).portfolio.counties["jia"].attachments


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([["学生姓名", "王小明", "学校", "实验小学"]], "1"),
        (
            [
                ["", "学生信息", "", "教师信息", ""],
                ["序号", "姓名", "年级", "姓名", "单位"],
                [1, "王小明", "三", "李红", "局"],
            ],
            "1",
        ),
        ([["姓名", "学校"], ["王＊＊", "实验小学"], ["李某", "实验小学"]], ""),
        ([["编号", "学校"], ["A1", "实验小学"]], ""),
        ([["姓名", "学校"], ["王小明", "甲校"], ["姓名", "学校"], ["李红、张强", "乙校"]], "3"),
        ([["获奖名单"], ["二〇一八年"], ["姓名", "班级"], ["欧阳明月", "三（1）班"]], "1"),
        ([["时间", "参加学生"], ["三月", "全体"], ["四月", "初中部"], ["五月", "高中部"]], ""),
        ([["序号", "学生"], ["1", "王小明"], ["2", "李红"]], "2"),
        ([["姓", "名", "学校"], ["王", "小明", "实验小学"]], "1"),
        ([["项目", "学生", "教师"], ["报告会", "120人", "30人"], ["讲座", "80", "2"]], ""),
    ],
)
def test_shapes_of_lists(rows: list[list[Cell]], number: str) -> None:
    """Forms, headers over headers, masked names, headers repeated, titles, figures of pupils."""
    for suffix, make in MAKERS[:2]:
        found = found_in(make(rows), suffix)
        assert [one.masked for one in found if one.kind == PUPILS] == [number] * bool(number)


def test_list_in_lines_is_told_once() -> None:
    """Lines of a PDF, two pages with the header on each: one list; prose is none."""
    pages = [
        Passage(
            "a", "获奖名单\n序号 姓 名 学校 奖项\n1 王小明 实验小学 一等奖\n2 李 红 第二中学 一等奖"
        ),
        Passage("b", "序号 姓 名 学校 奖项\n3 张强 实验小学 二等奖"),
    ]
    (found,) = personal_data(pages)
    assert (found.kind, found.masked, said(found)) == (PUPILS, "3", "a 第 3 行")
    prose = "各学校要高度重视，认真组织，姓名，年级，填写完整\n同时，我们，要加强，宣传\n学生姓名要核对，谢谢"
    assert not [*personal_data([Passage("", prose)])]


def test_organiser_exempts_a_list(project: Path) -> None:
    """What the parents agreed to is a note, and is published."""
    name = "attachments/获奖.csv"
    (project / "content/counties/jia" / name).write_bytes(
        as_text([["学生姓名"], ["王小明"]]).encode()
    )
    rubric = project / "rubric.yaml"
    line = f"exemptions:\n  - {{path: content/counties/jia/{name}, masked: pupils, reason: 家长书面同意}}\n"
    rubric.write_text(rubric.read_text("utf-8") + line, "utf-8")
    codes = {one.code for one in assess(project).findings}
    assert "exempted-personal-data" in codes
    assert "pupils-in-attachment" not in codes


def test_entities_of_its_own_are_not_searched() -> None:
    """A part that declares entities can hide what it says."""
    hidden = '<!DOCTYPE a [<!ENTITY b "138">]><w:hdr><w:t>&b;12345678</w:t></w:hdr>'
    with pytest.raises(Unsearchable):
        found_in(docx(word__header1_xml=hidden), ".docx")


def test_many_large_parts_are_too_large() -> None:
    """What is unpacked is bounded in sum, and by depth."""
    parts = {f"word__p{nth}_xml": "<a>" + " " * 19_000_000 + "</a>" for nth in range(6)}
    with pytest.raises(Unsearchable):
        found_in(docx(**parts), ".docx")
    nested = docx(paragraph("a"))
    for _ in range(6):
        nested = docx(word__embeddings__a_docx=nested)
    with pytest.raises(Unsearchable):
        found_in(nested, ".docx")


@pytest.mark.parametrize("suffix", [".xls", ".docx"])
def test_password_is_named(suffix: str) -> None:
    """A document with a password is an archive in a compound file."""
    with pytest.raises(Unsearchable):
        found_in(compound("EncryptedPackage", b"x" * 5000), suffix)


FAMILIES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "brackets": (".docx", lambda n: docx("<" * n)),
    "quotes": (".docx", lambda n: docx(' a="' * n)),
    "deep": (".docx", lambda n: docx("<w:p>" * n)),
    "tables": (".docx", lambda n: docx("<w:tbl><w:tr><w:tc>" * n)),
    "header codes": (
        ".xlsx",
        lambda n: xlsx([["a"]], "表", f"<oddHeader>{'&amp;&quot;' * n}</oddHeader>"),
    ),
    "cells": (".xlsx", lambda n: xlsx([[1] * 100] * (n // 100))),
    "names": (".csv", lambda n: ("姓名,学校\n" + "王小明," * n).encode()),
    "headers": (".csv", lambda n: ("姓名,学校\n" * (n // 4)).encode()),
    "spaces": (".txt", lambda n: ("姓名" + " " * n).encode()),
    "groups": (".doc", lambda n: rtf("{" * n)),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_time_goes_with_the_size(name: str) -> None:
    """Twice the size takes no more than 2.6 times as long."""
    suffix, make = FAMILIES[name]
    one, two = make(60_000), make(120_000)
    calls = partial(found_in, one, suffix), partial(found_in, two, suffix)
    assert grows_less(*calls, times=2.6, besides=0.05)


def test_number_in_a_cell_excuses_none_in_others() -> None:
    """Fifteen digits with the country code of a telephone are no registration."""
    rows = [(1, {0: "008613812345678"}), (2, {0: "320707800101123"})]
    found = [one.kind for one in personal_data([Table("", rows, lambda row, column: "")])]
    assert found == ["mobile", "citizen-id"]
