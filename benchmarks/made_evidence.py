"""Projects made for measuring: as many counties as asked for, evidence as counties write it."""

import json
import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
COUNTIES_OF_THE_NOTICE = 6
MOST_WITHOUT_REGIONS = 100


def write_project(folder: Path, counties: int) -> None:
    """Write a project of ours, but for the evidence."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "site_templates", folder / "site_templates")
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    # Material builds one language; so do we.
    del config["extra"]["alternate"]
    text = yaml.safe_dump(config, allow_unicode=True)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    rubric = rubric_of(counties)
    # JSON is YAML, and the loader reads it as such.
    text = json.dumps(rubric, ensure_ascii=False, indent=1)
    (folder / "rubric.yaml").write_text(text, encoding="utf-8")


def copy_repository(folder: Path) -> dict[str, str]:
    """Copy this repository's project; its evidence by path."""
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("rubric.yaml", "mkdocs.yml"):
        shutil.copyfile(ROOT / name, folder / name)
    counties = folder / "content/counties"
    return {
        file.relative_to(counties).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(counties.glob("*/*.md"))
    }


def made_evidence(counties: int) -> Iterator[tuple[str, str]]:
    """Yield path, ``county/item.md``, and text of each file of evidence."""
    rubric = rubric_of(counties)
    items = items_of(rubric)
    for county in rubric["counties"][:counties]:
        for item in items:
            yield f"{county['id']}/{item['id']}.md", evidence_text(county, item)


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts under their paths in the folder."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def rubric_of(counties: int) -> dict[str, Any]:
    """This repository's rubric with invented counties beside those of the notice."""
    rubric: dict[str, Any] = yaml.safe_load((ROOT / "rubric.yaml").read_text(encoding="utf-8"))
    rubric["counties"] += [
        {
            **rubric["counties"][nth % COUNTIES_OF_THE_NOTICE],
            "id": f"county-{nth}",
            "name": f"第{nth}县",
        }
        for nth in range(COUNTIES_OF_THE_NOTICE, counties)
    ]
    if counties > MOST_WITHOUT_REGIONS:
        # Above that pages about all counties are grouped: ten to a city, as in the country.
        rubric["regions"] = [
            {"id": f"city-{nth}", "name": f"第{nth}市"} for nth in range(counties // 10 + 1)
        ]
        rubric["counties"] = [
            {**county, "region": f"city-{nth // 10}"}
            for nth, county in enumerate(rubric["counties"])
        ]
    return rubric


def items_of(rubric: dict[str, Any]) -> list[dict[str, Any]]:
    """Indicators and bonus items."""
    return [item for section in rubric["sections"] for item in section["indicators"]] + list(
        rubric["bonus"]
    )


def evidence_text(county: dict[str, Any], item: dict[str, Any]) -> str:
    """About 3 KB of evidence: four parts, 2 to 12 entries, seven on average.

    The first entry's page is cited by every county, which gives a finding a file, as there is
    in this repository; the others are the county's own.
    """
    name, clauses = county["name"], item["clauses"]
    prose = f"{name}科协围绕{item['name']}组织实施，明确责任分工，按季度检查进度并公布结果。"
    entries = 2 + zlib.crc32(f"{name}{item['id']}".encode()) % 11
    filling = prose * ((2200 - 100 * entries + 700) // len(prose.encode()) // 4)
    pages = [f"{item['id']}", *(f"{county['id']}/{item['id']}-{nth}" for nth in range(1, entries))]
    rows = "\n".join(
        f"| 2018-{nth + 1:02}-12 | 第{nth + 1}次{item['name']}活动 | {clause['name']} |"
        f" 1 {clause.get('unit', '场') if clause.get('unit') != '%' else '场'} | 县城 |"
        f" [报道](https://example.cn/{pages[nth]}) | n-{item['id']}-{nth} |"
        for nth, clause in ((nth, clauses[nth % len(clauses)]) for nth in range(entries))
    )
    return (
        f'---\n指标: "{item["id"]}"\n状态: submitted\n---\n'
        f"## 目标\n\n{prose}{filling}\n\n## 方案\n\n{prose}{filling}\n\n{filling}\n\n"
        f"## 措施\n\n- {prose}\n- {filling}\n\n## 台账\n\n"
        f"| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |\n|---|---|---|---|---|---|---|\n{rows}\n"
    )
