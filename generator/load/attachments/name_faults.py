"""Names of a county's attachments that are unsafe or clash on other systems."""

import unicodedata
from collections.abc import Iterable, Iterator

from generator.file_names import folded_name, is_safe_name, printable_name
from generator.load.personal_data import masked_name
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.place import Place


def name_faults(folder: str, names: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault a name that is unsafe or clashes; ``names`` are as on the disk."""
    twins: dict[str, list[str]] = {}
    for name in names:
        twins.setdefault(folded_name(name), []).append(name)
    for same in twins.values():
        for name in same:
            others = [twin for twin in same if twin != name]
            # macOS decomposes names on its own (NFD); git composes them again (NFC).
            composed = unicodedata.normalize("NFC", name)
            if not all(map(is_safe_name, composed.split("/"))):
                yield _fault("unsafe-name", folder, name, others)
            elif others:
                yield _fault("clashing-name", folder, name, others)


def _fault(code: Code, folder: str, name: str, others: Iterable[str]) -> Fault:
    shown = masked_name(f"{folder}/{printable_name(name)}")
    twin = "、".join(masked_name(f"{folder}/{printable_name(other)}") for other in others)
    return Fault(code, Place(shown), {"name": shown, "twin": twin})
