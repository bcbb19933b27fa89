"""Translation of messages: English sentences of the code to the language asked for."""

import gettext
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from generator.chinese.unseen import name_unseen
from generator.model.finding import Explanation, Finding, RuleGroup, TranslatedFinding
from generator.model.message import N_, Language, Message
from generator.model.passage import said_places

DOMAIN = "taizhang"
LOCALES = Path(__file__).parent.parent / "locale"


class Catalogue:
    """Translates messages, findings and explanations into one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        # The sentences in the code are the English ones.
        self._texts = (
            gettext.NullTranslations()
            if language is Language.ENGLISH
            else gettext.translation(DOMAIN, LOCALES, [language.value])
        )

    def text(self, sentence: str) -> str:
        """The sentence in the catalogue's language."""
        return self._texts.gettext(sentence)

    def counted(self, one: str, many: str, number: Fraction | int | str) -> str:
        """The sentence for that number of things, in the catalogue's language.

        The form for one thing goes by how the number is written: "1" has it, "1.00" has not.
        """
        # Neither English nor Chinese has a third form.
        return self._texts.ngettext(one, many, 1 if str(number) == "1" else 2)

    def say(self, message: Message) -> str:
        """The message in the catalogue's language, its values put in."""
        values = {
            name: said_places(value, self.text) if name in message.terms else value
            for name, value in message.values.items()
        }
        # Values are put in last, so that a brace in what a county wrote stays a brace.
        return self.text(message.text).format_map(values)

    def _message(self, finding: Finding) -> str:
        message = self.say(finding.message)
        if finding.accepted:
            values = {"message": message, "reason": finding.accepted}
            return self.say(Message(N_("accepted: {message} ({reason})"), values))
        if not finding.coming:
            return message
        return self.say(Message(N_("from the next cycle on: {message}"), {"message": message}))

    def translate_explanation(self, explanation: Explanation) -> Explanation:
        """The explanation in the catalogue's language; its example is what a file says."""
        paragraphs = tuple(self.text(paragraph) for paragraph in explanation.paragraphs)
        return replace(explanation, paragraphs=paragraphs)

    def translate_group(self, group: RuleGroup) -> RuleGroup:
        """The group in the catalogue's language."""
        rules = {code: self.translate_explanation(rule) for code, rule in group.rules.items()}
        return RuleGroup(self.text(group.title), rules)

    def translate_finding(self, finding: Finding) -> TranslatedFinding:
        """The finding in the catalogue's language."""
        return TranslatedFinding(
            code=finding.code,
            severity=finding.severity,
            place=finding.place,
            # What a county wrote may hold what turns the words of a report, or hides in them.
            message=name_unseen(self._message(finding)),
            fix=name_unseen(self.say(finding.fix)),
            edit=finding.edit,
        )
