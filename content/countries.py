"""Countries: from what a person calls their country to its two letters, and back."""

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import resources

from content.places import Places, fold

LONGEST_NAME = 60
CLOSE = 0.82
SHORTEST_GUESSED = 5
GONE = frozenset({"AN", "CS"})  # countries that are no more, and still in the list
# Two letters that people more often mean as a word; in capitals they are a country.
WORDS = frozenset(
    {"am", "as", "at", "be", "by", "do", "hm", "id", "in", "is", "it", "me", "my", "no", "so", "to"}
)


class Countries:
    """Every country by its English name, its two letters and the names people give it."""

    def __init__(self, names: Mapping[str, str], also: Mapping[str, Sequence[str]]) -> None:
        self._names = {code: name for code, name in names.items() if code not in GONE}
        self._codes = {fold(name): code for code, name in self._names.items()}
        self._codes |= {fold(name): code for code, more in also.items() for name in more}

    @classmethod
    def shared(cls) -> "Countries":
        """The one copy everybody uses, read on first use."""
        return _shared()

    def name(self, code: str) -> str:
        """The English name of two letters; the letters themselves when there is none."""
        return self._names.get(code, code)

    def knows(self, code: str) -> bool:
        """Whether these are the two capital letters of a country."""
        return code in self._names

    def find(self, text: str) -> str | None:
        """The two letters of a country named in full, by its letters or by a common other name.

        One slip of the keyboard in a long name is forgiven; None for anything else.
        """
        typed = fold(text[:LONGEST_NAME])
        if not typed:
            return None
        found = self._codes.get(typed) or self._codes.get(typed.removeprefix("the "))
        if found:
            return found
        if len(typed) == 2 and (typed not in WORDS or text.strip().isupper()):
            return typed.upper() if typed.upper() in self._names else None
        return self._close(typed)

    def of_zone(self, zone: str | None) -> str | None:
        """The country in which the largest city of a time zone lies; a guess, never a fact."""
        if not zone or "/" not in zone:
            return None
        places = Places.shared().search(zone, limit=1)
        return self._codes.get(fold(places[0].country)) if places else None

    def _close(self, typed: str) -> str | None:
        if len(typed) < SHORTEST_GUESSED:
            return None
        close = get_close_matches(typed, self._codes, n=2, cutoff=CLOSE)
        codes = {self._codes[name] for name in close if name[0] == typed[0]}
        return codes.pop() if len(codes) == 1 else None


@cache
def _shared() -> Countries:
    folder = resources.files("content")
    table = folder.joinpath("countries.tsv").read_text("utf-8").splitlines()
    names = dict(line.split("\t")[:2] for line in table if line and not line.startswith("#"))
    also = tomllib.loads(folder.joinpath("country_names.toml").read_text("utf-8"))
    return Countries(names, also)
