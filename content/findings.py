"""One fault of a content file, said so that its author can put it right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """The file, the field inside it, and a sentence that says what to do."""

    file: str
    field: str
    sentence: str

    def __str__(self) -> str:
        """The fault on one line, as `unpinch check` prints it."""
        return f"{self.file}, {self.field}: {self.sentence}"
