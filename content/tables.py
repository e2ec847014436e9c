"""A TOML table that is read strictly: each fault is noted and reading goes on."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from tomllib import TOMLDecodeError, loads

from content.findings import Finding


class Table:
    """One table of a TOML file. Every key must be asked for; `close` reports the others.

    A missing or wrong value is noted in `faults` and an empty value of the right type is given
    back, so that one reading finds everything that is wrong.
    """

    def __init__(
        self, file: str, data: Mapping[str, object], faults: list[Finding], path: str = ""
    ) -> None:
        self.file = file
        self.faults = faults
        self.data = data
        self._path = path
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the table holds the key, whatever its value."""
        return key in self.data

    def __iter__(self) -> Iterator[str]:
        """The keys of the table, in the order of the file."""
        return iter(self.data)

    def blame(self, key: str, sentence: str) -> None:
        """Note a fault of one key."""
        self.faults.append(Finding(self.file, f"{self._path}{key}", sentence))

    def text(self, key: str) -> str:
        """A text that says something."""
        value = self._value(key)
        if isinstance(value, str) and value.strip():
            return value
        self._blame_value(key, value, 'write a text in quotes, such as "Glute bridge".')
        return ""

    def text_or_empty(self, key: str) -> str:
        """A text that may be empty, but must be there."""
        self._asked.add(key)
        return "" if self.data.get(key) == "" else self.text(key)

    def text_or_none(self, key: str) -> str | None:
        """A text, or None when the key is left out."""
        return self.text(key) if self.has(key) else None

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """A list of at least `least` texts, each of which says something."""
        value = self._value(key)
        if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
            if len(value) < least:
                self.blame(key, f"write at least {least} entry in this list.")
            return tuple(value)
        self._blame_value(key, value, 'write a list of texts, such as ["mat", "pillow"].')
        return ()

    def words(self, key: str, known: Collection[str], *, least: int = 0) -> tuple[str, ...]:
        """A list of words, all of them known and none of them twice."""
        words = self.texts(key, least=least)
        for word in words:
            self._check_known(key, word, known)
        if len(set(words)) < len(words):
            self.blame(key, "write each word only once.")
        return words

    def word(self, key: str, known: Collection[str]) -> str:
        """One known word."""
        word = self.text(key)
        if word:
            self._check_known(key, word, known)
        return word

    def number(self, key: str, least: int, most: int, *, default: int | None = None) -> int:
        """A whole number from `least` to `most`; `default` when it may be left out."""
        if default is not None and not self.has(key):
            return default
        value = self._value(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._blame_value(key, value, f"write a whole number from {least} to {most}.")
        return least

    def yes(self, key: str) -> bool:
        """True or false; false when left out."""
        value = self._value(key) if self.has(key) else False
        if isinstance(value, bool):
            return value
        self._blame_value(key, value, "write true or false, without quotes.")
        return False

    def day(self, key: str) -> date | None:
        """A date, or None when left out."""
        value = self._value(key) if self.has(key) else None
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._blame_value(key, value, "write a date without quotes, such as 2026-11-21.")
        return None

    def table(self, key: str) -> "Table":
        """The table below a key; an empty one when it is missing."""
        value = self._value(key)
        if not isinstance(value, dict):
            self._blame_value(key, value, f"write this as a table that begins with [{key}].")
            value = {}
        return Table(self.file, value, self.faults, f"{self._path}{key}.")

    def tables(self, key: str) -> "tuple[Table, ...]":
        """A list of tables, at least one."""
        value = self._value(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            self._blame_value(key, value, "write at least one table here.")
            return ()
        places = (f"{self._path}{key}.{number}." for number in range(1, len(value) + 1))
        return tuple(
            Table(self.file, one, self.faults, place)
            for one, place in zip(value, places, strict=True)
        )

    def close(self) -> None:
        """Report every key that nobody asked for: most often a slip of the pen."""
        for key in self.data:
            if key not in self._asked:
                self.blame(key, f"take this key out; nothing reads it.{self._hint(key)}")

    def _value(self, key: str) -> object:
        self._asked.add(key)
        return self.data.get(key)

    def _hint(self, key: str) -> str:
        missing = sorted(self._asked - set(self.data))
        close = get_close_matches(key, missing, n=1)
        return f" Did you mean {close[0]}?" if close else ""

    def _blame_value(self, key: str, value: object, remedy: str) -> None:
        self.blame(key, f"this is missing; {remedy}" if value is None else remedy)

    def _check_known(self, key: str, word: str, known: Collection[str]) -> None:
        if word not in known:
            close = get_close_matches(word, sorted(known), n=1)
            use = (
                f"did you mean {close[0]}?" if close else f"use one of {', '.join(sorted(known))}."
            )
            self.blame(key, f"{word} is not known; {use}")


def read_table(path: Path, file: str, faults: list[Finding]) -> Table:
    """The whole of one TOML file; a file that cannot be read is a fault and an empty table."""
    data: dict[str, object] = {}
    try:
        data = loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(Finding(file, "file", "this file is missing; put it back."))
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Finding(file, "file", f"save this file as UTF-8 text ({error})."))
    except TOMLDecodeError as error:
        faults.append(Finding(file, "file", f"this is not valid TOML; look here: {error}."))
    return Table(file, data, faults)
