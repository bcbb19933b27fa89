"""The explanation of a rule as text for a terminal."""

from textwrap import indent

from generator.model.explanation import Explanation
from generator.model.message import N_
from generator.report.catalogue import Catalogue


def explanation_text(code: str, explanation: Explanation, catalogue: Catalogue) -> str:
    """Return the code, the paragraphs, and the lines that are wrong and right."""
    translated = catalogue.translate_explanation(explanation)
    examples = ((N_("Wrong:"), translated.wrong), (N_("Right:"), translated.right))
    shown = (
        f"{catalogue.text(word)}\n\n{indent(lines, '    ')}" for word, lines in examples if lines
    )
    return "\n\n".join([code, *translated.paragraphs, *shown]) + "\n"
