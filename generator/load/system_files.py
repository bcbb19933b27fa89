"""Files that systems and programs put into folders by themselves."""

import re
from pathlib import PurePath

# Views and icons of Windows and macOS; what Office, WPS, LibreOffice and editors leave of an
# open document; what macOS packs beside each file.
_SYSTEM = re.compile(
    r"(?:eh)?thumbs\.db|desktop\.ini|\.ds_store|\.localized|icon\r|__macosx|\$recycle\.bin"
    r"|~\$.*|\.~.*|\._.*|~wr[a-z]\d+\.tmp|\..*\.sw[a-p]",
    re.IGNORECASE,
)


def is_system_file(path: str) -> bool:
    """Whether nobody meant to put the file there; ``path`` may have folders before its name."""
    return any(_SYSTEM.fullmatch(step) for step in PurePath(path).parts)
