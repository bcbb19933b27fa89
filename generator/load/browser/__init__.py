"""What stands in the place of modules that need compiled libraries, in the officer's browser.

Each module here has the interface of the one that it replaces (``REPLACED``). Pictures are decoded
by the browser before Python is asked; what it saw is handed over in ``seen_pictures``.
"""

REPLACED = {
    "clean_pdf": "load/intake/clean_pdf",
    "clean_pictures": "load/intake/clean_pictures",
    "pictures": "load/attachments/pictures",
    "scan_process": "load/attachments/scan_process",
}
"""Modules of this package, each with the path of the one it replaces in the filing tool."""
