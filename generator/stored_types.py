"""Values of frozen types as bytes and back, for caches: beside the shapes of files, what knows pydantic."""

from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

Value = TypeVar("Value")


class StoredType(Generic[Value]):
    """One type that a cache stores: frozen dataclasses, with fractions, dates and mappings in them."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._made: TypeAdapter[Value] | None = None

    def encode(self, value: Value) -> bytes | None:
        """The value as JSON, None where a text in it is none that a file can hold."""
        try:
            # Warnings would be of frozen mappings, which are written as what they hold.
            return self._adapter.dump_json(value, fallback=dict, warnings=False)
        except PydanticSerializationError:
            return None

    def decode(self, content: bytes) -> Value | None:
        """The value, None where the bytes are none of the type."""
        try:
            return self._adapter.validate_json(content)
        except ValidationError:
            return None

    @property
    def _adapter(self) -> TypeAdapter[Value]:
        # Made when first asked for: most commands store nothing.
        if self._made is None:
            self._made = TypeAdapter(self._kind)
        return self._made
