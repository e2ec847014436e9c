"""Reloading: reads the content files anew, and says whether they may be used."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.coach import triage
from bot.services import edition, meta, searching
from bot.services.work import Work
from content import age_check, check, check_report, corrections, sign_off
from content.loader import inspect_library, own_folder
from content.model import Library
from content.words import Words

KEY = "reload"


@dataclass(frozen=True, slots=True)
class Checked:
    """A library as its files are now, and a sentence for each fault; usable only without any."""

    library: Library
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """An operator's wish that every running process reads its content anew."""

    number: int
    chat_id: int


def inspect(today: date) -> Checked:
    """All that `unpinch check` says about the content files; takes a few seconds."""
    corrections.forget()
    return judge(today, in_files())


def in_files() -> list[str]:
    """What is wrong in the content files themselves, a sentence each."""
    return [str(finding) for finding in check.findings()]


def judge(today: date, wrong: Sequence[str]) -> Checked:
    """The library with what is `wrong` in its files, and what only shows in all of it."""
    library, _ = inspect_library()
    folder = own_folder()
    faults = [*wrong, *map(str, age_check.check_ages(folder, library, today))]
    if not wrong:  # what no file can hold is missing anyhow
        faults += check_report.missing(library)
    faults += map(str, sign_off.state(folder / "safety").faults)
    return Checked(library, tuple(faults))


def prepare(library: Library) -> Words:
    """Build what the first message would wait for: word lists and search; returns its words."""
    triage.judge("", library.safety)
    searching.index(library)
    return Words(library.phrases)


def forget_former() -> None:
    """What was read once about the former files is read again."""
    edition.edition.cache_clear()


def wish(work: Work, chat_id: int) -> None:
    """Ask every running process to read its content anew; the answers go to this chat."""
    former = wished(work)
    number = former.number + 1 if former else 1
    meta.write(work, KEY, json.dumps([number, chat_id]))


def wished(work: Work) -> Wish | None:
    """The newest wish, None when there never was one."""
    known = meta.read(work, KEY)
    return Wish(*json.loads(known)) if known else None
