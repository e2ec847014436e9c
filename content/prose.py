"""How a text reads: its words, its longest sentences and its emoji."""

import re
from collections.abc import Iterator

from content import telegram_html
from content.findings import Finding

LONGEST_SENTENCE = 25
_WORD = re.compile(r"\S*\w\S*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"')\u2019\u201d]*\s+|\n+")
_SIGN = "[\U0001f000-\U0001faff\u231a-\u23ff\u2600-\u27bf\u2b05-\u2b55]"
# One emoji as a person sees it: a flag, or a sign with its skin, style and joined signs.
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    f"|{_SIGN}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_SIGN}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


def check_prose(file: str, field: str, text: str) -> Iterator[Finding]:
    """What is hard to read in a text: sentences that are too long, lines that are too loud."""
    shown = telegram_html.visible(text)
    for sentence in long_sentences(shown):
        remedy = f"cut this into sentences of {LONGEST_SENTENCE} words at most: {sentence!r}."
        yield Finding(file, field, remedy)
    for line in crowded_lines(shown):
        yield Finding(file, field, f"keep one emoji in this line: {line!r}.")


def count_words(text: str) -> int:
    """The number of words; a dash or a bullet alone is none."""
    return len(_WORD.findall(text))


def long_sentences(text: str) -> Iterator[str]:
    """Every sentence of more than 25 words. A colon, a semicolon and a line end one too."""
    for sentence in _SENTENCE_END.split(text):
        if count_words(sentence) > LONGEST_SENTENCE:
            yield sentence.strip()


def crowded_lines(text: str) -> Iterator[str]:
    """Every line with more than one emoji."""
    for line in text.splitlines():
        if len(_EMOJI.findall(line)) > 1:
            yield line.strip()
