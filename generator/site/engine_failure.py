"""What MkDocs says where it fails, in the words of our catalogue."""

import re
import tempfile
from collections.abc import Mapping

from generator.model.message import N_, Message
from generator.site.disk_faults import full_disk

# MkDocs speaks English only. The first of these that its output matches says what to mend.
_SENTENCES: Mapping[str, str] = {
    r'overrides/(?P<file>[^"\n]+)", line (?P<line>\d+), in template': N_(
        "The theme could not be rendered: line {line} of the template "
        "site_templates/overrides/{file} is wrong. Correct it, or delete the file to take the program's own."
    ),
    r"(?:WARNING|ERROR) +- +Doc file '(?P<page>[^']*)' contains [^\n]*?link '(?P<target>[^']*)'": N_(
        'The pages could not be rendered: the link "{target}" in content/pages/{page} leads to '
        "no page or file. Correct its target."
    ),
    r"(?:Error reading page|Error building page|Encoding error reading file:?) '?(?!shell-|[0-9]|index)(?P<page>[^':\n]+)": N_(
        "The pages could not be rendered: content/pages/{page} holds something that its engine "
        "does not take. Undo what was changed last in it."
    ),
    r"(?:WARNING|ERROR) +- +Config value '(?P<key>[^']*)'": N_(
        'The theme could not be rendered: the value of "{key}" in mkdocs.yml cannot be used. '
        "Compare it with the mkdocs.yml that comes with this program."
    ),
    r"error parsing the configuration file[^$]*?line (?P<line>\d+)": N_(
        "The theme could not be rendered: line {line} of mkdocs.yml is not valid YAML. "
        "Compare its indent, colon and quotes with the lines around it."
    ),
}


def explain_failure(output: str) -> Message:
    """Why MkDocs failed; where no sentence fits, what it printed is in a file that the message names."""
    if (full := full_disk(output, "MkDocs")) is not None:
        return full
    for pattern, sentence in _SENTENCES.items():
        match = re.search(pattern, output)
        if match is not None:
            return Message(sentence, match.groupdict())
    with tempfile.NamedTemporaryFile(
        "w", prefix="taizhang-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(output)
    text = N_(
        "The theme could not be rendered. What its engine printed, in English, is in {file}: "
        "please send that file to those who maintain the program."
    )
    return Message(text, {"file": log.name})
