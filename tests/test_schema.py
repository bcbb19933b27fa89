"""The JSON Schema of rubric.yaml is current, valid, and says yes to the rubric."""

import json

import jsonschema
import pytest
import yaml
from plain_yaml import load_yaml
from project_copy import REPOSITORY

from generator.load import schema as shapes
from generator.load.rubric.shapes import CountyShape, rubric_json_schema

FILE = REPOSITORY / "schemas" / "rubric.json"


def test_schema_is_current() -> None:
    """What is committed is what the types say (make schema)."""
    assert rubric_json_schema() == json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_rubric_fits_its_schema(loader: type) -> None:
    """Editors that keep scalars as text and editors that read numbers both say yes."""
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    rubric = yaml.load((REPOSITORY / "rubric.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506
    jsonschema.validate(rubric, schema)


@pytest.mark.parametrize(
    ("old", "new"),
    [("disclosure: indicators", "disclosure: all"), ("cycle:", "circle:"), ('{all: "3"}', "{}")],
)
def test_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    """A wrong choice, an unknown key and a target without a number are told in the editor."""
    text = (REPOSITORY / "rubric.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(load_yaml(text.replace(old, new, 1)), rubric_json_schema())


def test_key_is_no_member_of_a_union() -> None:
    """A misfit leads to its key, whatever the key's name begins with."""
    county = {"id": "jia", "name": "甲县", "attributes": {"strand": "maybe", "coastal": "maybe"}}
    misfits = shapes.fit(CountyShape, county)
    assert isinstance(misfits, tuple)
    expected = [("attributes", "strand"), ("attributes", "coastal")]
    assert expected == [misfit.steps for misfit in misfits]
