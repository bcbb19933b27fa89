"""Types of files by their first bytes."""

HEAD = 1024

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_JPEG = b"\xff\xd8\xff"
# An office file with a password is an OLE file under the ending of an archive.
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".jpg": (_JPEG,),
    ".jpeg": (_JPEG,),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".gif": (b"GIF87a", b"GIF89a"),
    **dict.fromkeys((".docx", ".xlsx", ".pptx"), (_ZIP, _OLE)),
    **dict.fromkeys((".xls", ".ppt", ".wps", ".et"), (_OLE,)),
    ".doc": (_OLE, b"{\\rtf"),
}
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_TYPES = (
    (b"%PDF-", "PDF"),
    (_JPEG, "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (_ZIP, "ZIP"),
    (_OLE, "OLE"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)


def is_of_type(suffix: str, head: bytes) -> bool:
    """Whether a file with these first bytes can be what its ending (lower case) says."""
    # Readers of PDF accept other bytes before the mark, and such files are common.
    if suffix == ".pdf":
        return b"%PDF-" in head
    if suffix == ".webp":
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    # Plain text has no mark of its own; UTF-16 is told by its byte-order mark, being full of NUL.
    if suffix in (".csv", ".txt"):
        return head.startswith(_BOMS) or (b"\0" not in head and not seen_type(head))
    return head.startswith(_BEGINNINGS.get(suffix, (b"",)))


def seen_type(head: bytes) -> str:
    """Return the type that the first bytes show, "" for an unknown one."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    # Two letters alone also begin texts; four bytes of a bitmap are reserved.
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "BMP"
    # Phones send .heic under the name .jpg.
    if head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"hev", b"mif", b"msf"):
        return "HEIC"
    return next((name for start, name in _TYPES if head.startswith(start)), "")
