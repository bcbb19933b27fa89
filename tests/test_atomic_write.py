"""A file is replaced whole or stays as it was."""

import os
from pathlib import Path

import pytest

from generator.atomic_write import write_atomically


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that holds the word old."""
    written = tmp_path / "file.yaml"
    written.write_bytes(b"old")
    return written


def test_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """A new file holds the bytes given, with the permissions of any new file."""
    file, usual = tmp_path / "甲" / "乙" / "file", tmp_path / "usual"
    write_atomically(file, b"a\r\n\xff")
    usual.write_bytes(b"")
    assert file.read_bytes() == b"a\r\n\xff"
    assert file.stat().st_mode == usual.stat().st_mode
    assert [file] == list(file.parent.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_replaced_file_keeps_its_permissions(file: Path, mode: int) -> None:
    """What is replaced stays as private, or as executable, as it was."""
    file.chmod(mode)
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o7777 == mode
    assert [file] == list(file.parent.iterdir())


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_failed_step_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: type[BaseException]
) -> None:
    """Where any step fails or is interrupted, the file is as it was and nothing lies beside it."""

    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(error):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert [file] == list(file.parent.iterdir())


def test_content_is_on_disk_before_the_rename(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill before the rename leaves the old content, one after it the whole new one."""
    replace = os.replace
    seen: list[tuple[bytes, bytes]] = []

    def watch(source: Path, target: Path) -> None:
        seen.append((source.read_bytes(), target.read_bytes()))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watch)
    write_atomically(file, b"new")
    assert seen == [(b"new", b"old")]


def test_folder_is_never_replaced(tmp_path: Path) -> None:
    """A folder of the name is an error, not something to write over."""
    folder = tmp_path / "file"
    folder.mkdir()
    (folder / "inside").write_bytes(b"")
    with pytest.raises(OSError, match=r"directory|denied|file"):
        write_atomically(folder, b"new")
    assert [folder] == list(tmp_path.iterdir())
    assert (folder / "inside").is_file()
