"""Signatures of an announcement, made by ssh-keygen with the signers' own keys."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.model.errors import Refused
from generator.model.message import N_, Message


def signed(files: Mapping[str, str], keys: Sequence[Path]) -> Mapping[str, str]:
    """A signature of the announcement among the files a key, by path. Raises Refused."""
    path = next(path for path in files if path.endswith(".json"))
    return {
        f"{path}.{number}.sig": _signature(files[path], key)
        for number, key in enumerate(keys, start=1)
    }


def left_signatures(root: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """The signatures that a run which was cut off has left beside the announcement among the files."""
    path = root / next(path for path in files if path.endswith(".json"))
    return tuple(path.parent.glob(f"{path.name}.*.sig"))


def _signature(text: str, key: Path) -> str:
    program = shutil.which("ssh-keygen")
    if program is None:
        sentence = N_("ssh-keygen is not installed (it comes with OpenSSH); --sign needs it.")
        raise Refused(Message(sentence))
    with tempfile.TemporaryDirectory(prefix="taizhang-") as folder:
        file = Path(folder, "announcement")
        file.write_bytes(text.encode())
        command = [program, "-Y", "sign", "-f", str(key), "-n", "taizhang", str(file)]
        # It asks for the passphrase on the terminal itself.
        done = subprocess.run(command, capture_output=True, check=False)
        signature = Path(f"{file}.sig")
        if done.returncode or not signature.is_file():
            sentence = N_(
                "Not signed, and nothing was written: ssh-keygen cannot sign with {key}. Name the "
                "private key, the file without .pub, and give its passphrase."
            )
            raise Refused(Message(sentence, {"key": str(key)}))
        return signature.read_text(encoding="ascii")
