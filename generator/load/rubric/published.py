"""The rubric as it is published: what counts, without what the organiser wrote for itself."""

from generator.load.shaping import plain
from generator.load.yaml_events import read_yaml, write_yaml
from generator.model.place import RUBRIC, Place

# Exemptions name files that nobody has published, and masked addresses in them; the order is that
# of the session, which is no page of the public site.
_WITHHELD = frozenset({"exemptions", "order"})


def published_rubric(content: bytes) -> bytes:
    """The data of a rubric.yaml that has been read: no comments, exemptions, reasons of them, or order."""
    node, _ = read_yaml(content.decode("utf-8-sig"), Place(RUBRIC))
    data = plain(node)
    if not isinstance(data, dict):
        raise TypeError(f"{RUBRIC} was read as no mapping")
    shown = {key: value for key, value in data.items() if key not in _WITHHELD}
    reasons = {exemption["reason"] for exemption in data.get("exemptions", ())}
    english = shown.get("english", {})
    if reasons & english.get("sentences", {}).keys():
        sentences = english["sentences"].items()
        shown["english"] = english | {
            "sentences": {text: told for text, told in sentences if text not in reasons}
        }
    return write_yaml(shown).encode()


def county_rubric(content: bytes, folder: str) -> bytes:
    """The data of a rubric.yaml for one county: of the exemptions those of its own folder."""
    node, _ = read_yaml(content.decode("utf-8-sig"), Place(RUBRIC))
    data = plain(node)
    if not isinstance(data, dict):
        raise TypeError(f"{RUBRIC} was read as no mapping")
    own = [one for one in data.get("exemptions", ()) if str(one["path"]).startswith(f"{folder}/")]
    kept = {key: value for key, value in data.items() if key not in _WITHHELD}
    return write_yaml(kept | ({"exemptions": own} if own else {})).encode()
