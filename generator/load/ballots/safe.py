"""The private folder as one encrypted file, for a safe: the one module that knows cryptography."""

import io
import os
import tarfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from pathlib import PurePosixPath

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from generator.load.ballots.private_files import SAFE_MARK

_SALT = 16


class UnreadableSafe(Exception):
    """Another passphrase, a damaged file, or none of ours."""


def packed(files: Mapping[str, bytes], passphrase: str) -> bytes:
    """The files by path, as one file that only the passphrase opens."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    salt = os.urandom(_SALT)
    return SAFE_MARK + salt + _cipher(passphrase, salt).encrypt(archive.getvalue())


def unpacked(content: bytes, passphrase: str) -> Mapping[str, bytes]:
    """The files of ``packed``. Raises UnreadableSafe."""
    if not content.startswith(SAFE_MARK):
        raise UnreadableSafe
    salt, token = content[len(SAFE_MARK) :][:_SALT], content[len(SAFE_MARK) + _SALT :]
    try:
        archive = _cipher(passphrase, salt).decrypt(token)
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
            entries = [(entry.name, tar.extractfile(entry)) for entry in tar]
            files = {name: opened.read() for name, opened in entries if opened is not None}
    except (InvalidToken, tarfile.TarError, EOFError) as error:
        raise UnreadableSafe from error
    # What is written is chosen by whoever knows the passphrase, and yet only below one folder.
    if any(PurePosixPath(path).is_absolute() or ".." in path.split("/") for path in files):
        raise UnreadableSafe
    return files


def _cipher(passphrase: str, salt: bytes) -> Fernet:
    # 128 MB and a third of a second a guess: passphrases are short.
    key = Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())
    return Fernet(urlsafe_b64encode(key))
