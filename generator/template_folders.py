"""Where templates are looked for: in the project's own folder, then in the program's."""

import shutil
from collections.abc import Sequence
from pathlib import Path

_NAME, _OVERRIDES = "site_templates", "overrides"


def template_folders(root: Path) -> tuple[Path, Path]:
    """The folders to look in, in this order, for a template of the project ``root``.

    A project may hold all templates, single ones or none; what it lacks the program has.
    """
    return root / _NAME, _program_templates()


def page_folders(root: Path) -> tuple[Path, ...]:
    """``template_folders``; the program's alone where the project's say nothing else of a page.

    Templates from there are the program's own, as its code is. A project's own may be anyone's.
    """
    own, program = template_folders(root)
    overrides = program / _OVERRIDES
    for file in program.rglob("*"):
        # By the program's files: no other file of the project is asked for by one of these.
        other = own / file.relative_to(program)
        of_pages = file.is_file() and overrides not in file.parents
        if of_pages and other.is_file() and other.read_bytes() != file.read_bytes():
            return own, program
    return (program,)


def are_the_programs(folders: Sequence[Path]) -> bool:
    """Whether templates from the folders are the program's own and no project's."""
    return tuple(folders) == (_program_templates(),)


def gather_overrides(root: Path, scratch: Path) -> Path:
    """The folder of the theme's overrides, which MkDocs takes one of.

    The project's own where that lacks nothing, so that MkDocs names its files in what it
    reports; else the new folder ``scratch`` with the program's and the project's over them.
    """
    own, program = (folder / _OVERRIDES for folder in template_folders(root))
    own_files, program_files = _files(own), _files(program)
    if program_files.keys() <= own_files.keys():
        return own
    for path, file in (program_files | own_files).items():
        copy = scratch / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return scratch


def other_templates(root: Path) -> tuple[str, ...]:
    """The templates of the project ``root`` that are not the program's, by their path from it."""
    own, program = (_files(folder) for folder in template_folders(root))
    return tuple(
        f"{_NAME}/{path}"
        for path, file in sorted(own.items())
        if path not in program or file.read_bytes() != program[path].read_bytes()
    )


def _program_templates() -> Path:
    """Within the package where a wheel was installed, beside it in a checkout."""
    package = Path(__file__).parent
    packed = package / _NAME
    return packed if packed.is_dir() else package.parent / _NAME


def _files(folder: Path) -> dict[str, Path]:
    """The files in the folder by their path in it."""
    return {
        file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()
    }
