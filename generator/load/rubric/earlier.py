"""The rubric as it was under rules that the log froze."""

from dataclasses import replace
from functools import cached_property

from generator.load.files import ProjectFiles
from generator.load.rubric.frozen import shape_under
from generator.load.rubric.names import name_faults
from generator.load.rubric.rubric_file import empty_sections, rubric_from
from generator.load.rubric.shapes import EnglishShape, RubricShape
from generator.load.rubric.values import value_faults
from generator.load.shaping import Located, read_shape
from generator.model.place import RUBRIC
from generator.model.rubric import Rubric
from generator.model.rules import Rules


class EarlierRubrics:
    """Rubrics by the rules that held; each is made once. The files have read today's before."""

    def __init__(self, files: ProjectFiles, now: Rubric) -> None:
        self.now = now
        self._files = files
        self._made: dict[str, Rubric | None] = {now.rules.digest: now}

    def under(self, rules: Rules | None) -> Rubric | None:
        """The rubric under those rules, today's where there are none.

        None where they are no rules of a rubric. What the log does not freeze is today's.
        """
        if rules is None:
            return self.now
        if rules.digest not in self._made:
            self._made[rules.digest] = self._make(rules)
        return self._made[rules.digest]

    @cached_property
    def _today(self) -> Located[RubricShape] | None:
        return read_shape(RubricShape, self._files, RUBRIC)[0]

    def _make(self, rules: Rules) -> Rubric | None:
        located = self._today
        shape = None if located is None else shape_under(located.value, rules)
        if located is None or shape is None:
            return None
        # Of today are translations, contact and sources: what does not fit them is no fault of then.
        fixed = {"english": EnglishShape(), "demonstration": "yes"}
        judged = replace(located, value=shape.model_copy(update=fixed))
        if any((*name_faults(judged), *value_faults(judged))):
            return None
        rubric = replace(rubric_from(replace(located, value=shape)), rules=rules)
        return None if any(empty_sections(rubric)) else rubric
