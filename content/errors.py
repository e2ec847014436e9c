"""The one error of the content package: it names the file and the field, and says what is wrong."""


class ContentError(Exception):
    """A content file cannot be used; the message names the file, the field and the reason."""

    def __init__(self, file: str, field: str, sentence: str) -> None:
        super().__init__(f"{file}, {field}: {sentence}")
        self.file = file
        self.field = field
        self.sentence = sentence
