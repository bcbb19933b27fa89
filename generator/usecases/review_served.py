"""The reviewers' site as it is served on the day of scoring: its folder, and its access code."""

import json
from pathlib import Path

from generator.cache import read_plainly
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.state import Audience
from generator.serving.access import is_code, new_code
from generator.usecases.private_copies import write_private

CODE_FILE = "review-code.txt"
REVIEW_PORT = 8000
"""Where the site is served in a network, so that cards can name it beforehand."""
_LARGEST_MANIFEST = 100_000_000


def access_code(root: Path, folder: Path) -> tuple[str, Path]:
    """The code of the private ``folder``, made where there is none; and its file.

    It stays the same from start to start, since it stands on the judges' cards. Raises Refused.
    """
    file = folder / CODE_FILE
    written = (read_plainly(file, 100) or b"").decode("ascii", "replace").strip()
    if is_code(written):
        return written, file
    if file.exists():
        raise Refused(Message(_NO_CODE, {"file": str(file)}))
    code = new_code()
    write_private(root, folder, {CODE_FILE: f"{code}\n".encode()})
    return code, file


def is_reviewers_site(folder: Path) -> bool:
    """Whether a reviewers' site stands there. Raises Refused where another site does."""
    content = read_plainly(folder / "manifest.json", _LARGEST_MANIFEST)
    if content is None:
        return False
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        return False
    if not isinstance(manifest, dict) or manifest.get("for") != Audience.REVIEWERS.value:
        raise Refused(Message(_OTHER_SITE, {"folder": str(folder)}))
    return True


_NO_CODE = N_(
    "{file} holds no access code of this program. Delete it, and the next run makes a new one."
)
_OTHER_SITE = N_(
    "{folder} holds no reviewers' site. Delete it, or build anew: taizhang build --for reviewers"
)
