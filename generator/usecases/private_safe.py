"""The private folder as one encrypted file for the safe: written, opened, written back."""

from collections.abc import Mapping
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.load.ballots.safe import UnreadableSafe, packed, unpacked
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.usecases.private_copies import private_files, refuse_near


def pack(root: Path, folder: Path, out: Path, passphrase: str) -> int:
    """Write the folder as one encrypted file; how many files it holds. Raises Refused."""
    refuse_near(root, folder, out)
    files = private_files(folder)
    if not files:
        raise Refused(Message(N_("There is nothing in {folder}."), {"folder": str(folder)}))
    if out.exists():
        text = N_("{file} is there already; name another file.")
        raise Refused(Message(text, {"file": str(out)}))
    write_atomically(out, packed(files, passphrase))
    return len(files)


def opened(file: Path, passphrase: str) -> Mapping[str, bytes]:
    """The files of a packed file. Raises Refused."""
    try:
        return unpacked(file.read_bytes(), passphrase)
    except OSError as error:
        text = N_("{file} cannot be read.")
        raise Refused(Message(text, {"file": str(file)})) from error
    except UnreadableSafe as error:
        text = N_("{file} does not open: the passphrase is another one, or the file is damaged.")
        raise Refused(Message(text, {"file": str(file)})) from error


def restore(folder: Path, file: Path, passphrase: str) -> int:
    """Write back what the folder lacks; how many files. Raises Refused where some differ."""
    kept, present = opened(file, passphrase), private_files(folder)
    differing = [path for path in kept if path in present and present[path] != kept[path]]
    if differing:
        text = N_("Nothing was written: {files} differ. Move them away first, or name --private.")
        raise Refused(Message(text, {"files": "、".join(differing)}))
    lacking = {path: content for path, content in kept.items() if path not in present}
    for path, content in lacking.items():
        write_atomically(folder / path, content)
    return len(lacking)
