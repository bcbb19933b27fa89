"""How a file that is not taken becomes one that is, by its ending or its size."""

from collections.abc import Mapping
from pathlib import PurePath

from generator.model.message import N_

_PHOTO = N_(
    "Save it as .jpg: open it on the phone or in WPS Pictures, and export or save it as JPG."
)
_TO_PDF = N_("Open it in WPS or its own reader, export it as .pdf, and hand that in.")
_PICTURE = N_("Open it in Paint, save it as .jpg or .png, and hand that in; many pages as .pdf.")
_JPEG = N_("It is a JPG: change the ending of its name, and in the links to it, to .jpg.")
_ARCHIVE = N_("Unpack it, put the files themselves into attachments/ and link each of them.")
_FILM = N_("Hand in a few pictures of it, or link the web page that shows it.")
_PAGE = N_("Print the page to .pdf and hand that in, or link it by its web address.")
_OFFICE = N_("Open it in WPS or Office and save it as .docx, .xlsx, .pptx or .pdf.")
_NO_ENDING = N_("Its name has no ending: add the one of its type, such as .pdf or .jpg.")
_OTHER = N_("Hand it in as one of these types: {known}.")

_CONVERSIONS: Mapping[str, str] = {
    **dict.fromkeys((".heic", ".heif", ".hif", ".avif", ".livp", ".dng"), _PHOTO),
    **dict.fromkeys((".ofd", ".caj", ".ceb", ".eml", ".msg", ".psd", ".ai", ".dwg"), _TO_PDF),
    **dict.fromkeys((".tif", ".tiff", ".bmp", ".pcx", ".tga", ".ico"), _PICTURE),
    **dict.fromkeys((".jfif", ".jpe", ".jif", ".jfi"), _JPEG),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz", ".iso"), _ARCHIVE),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".wmv", ".flv", ".mkv", ".m4v", ".3gp"), _FILM),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".wma", ".amr"), _FILM),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".svg", ".url", ".xml"), _PAGE),
    **dict.fromkeys((".rtf", ".odt", ".ods", ".odp", ".dps", ".pages", ".numbers"), _OFFICE),
    **dict.fromkeys((".docm", ".dotx", ".dot", ".xlsm", ".xlsb", ".pptm", ".ppsx"), _OFFICE),
    **dict.fromkeys((".pps", ".wpt", ".ett", ".dpt"), _OFFICE),
    "": _NO_ENDING,
}

SMALLER_PICTURE = N_(
    "Open the picture in Paint, resize it to some 1600 pixels of width, and save it as .jpg."
)
_SMALLER_PDF = N_(
    "Compress it when exporting it from WPS, or scan it again at 150 dpi in grey; split a long one."
)
_SMALLER_OFFICE = N_("Compress its pictures in WPS or Office, or export it as .pdf; or split it.")
_SMALLER = N_("Make the picture or the scan smaller, or split the file.")
_SHRINKING: Mapping[str, str] = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp"), SMALLER_PICTURE),
    ".pdf": _SMALLER_PDF,
    **dict.fromkeys((".doc", ".docx", ".ppt", ".pptx", ".wps"), _SMALLER_OFFICE),
}

# What the first bytes show, to the ending that files of that kind have.
_ENDINGS: Mapping[str, str] = {
    "PDF": ".pdf",
    "JPEG": ".jpg",
    "PNG": ".png",
    "GIF": ".gif",
    "WebP": ".webp",
}
_UNTAKEN: Mapping[str, str] = {"HEIC": ".heic", "TIFF": ".tif", "BMP": ".bmp"}


def conversion(suffix: str) -> str:
    """The sentence that says how a file with that ending (lower case) is handed in."""
    return _CONVERSIONS.get(suffix, _OTHER)


def shrinking(name: str) -> str:
    """The sentence that says how a file that is too large becomes smaller."""
    return _SHRINKING.get(PurePath(name).suffix.lower(), _SMALLER)


def retyping(seen: str) -> tuple[str, Mapping[str, str]]:
    """The sentence for a file whose content is of another type than its ending, and its values."""
    if seen in _UNTAKEN:
        return conversion(_UNTAKEN[seen]), {}
    if seen in _ENDINGS:
        text = N_("Change the ending of its name, and in the links to it, to {ending}.")
        return text, {"ending": _ENDINGS[seen]}
    return N_("Open it in its program and save it as the type its name says."), {}
