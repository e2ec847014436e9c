"""The sign-off of the safety files: who signed them, and whether an edit has voided it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from content.findings import Finding
from content.tables import Table, read_table

RECORD = "sign_off.toml"
SHOWN_AS = f"safety/{RECORD}"
READ = ".toml"
DETAILS = ("name", "registration")


class Standing(StrEnum):
    """How the safety files stand with a clinician."""

    NOBODY = "nobody"
    REFUSED = "refused"
    VOID = "void"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class SignOff:
    """The record of a clinician, and how it stands.

    `changed` are the files that were edited, added or taken away since; `faults` say why a record
    is refused.
    """

    standing: Standing
    name: str = ""
    registration: str = ""
    signed_on: date | None = None
    changed: tuple[str, ...] = ()
    faults: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        """The standing in one plain sentence."""
        match self.standing:
            case Standing.NOBODY:
                return "No clinician has signed the safety files."
            case Standing.REFUSED:
                return "The sign-off record is not complete, so it does not count."
            case Standing.VOID:
                changed = ", ".join(self.changed)
                return f"{self._signed}, but this is void: changed since then are {changed}."
            case Standing.SIGNED:
                return f"{self._signed}."

    @property
    def _signed(self) -> str:
        who = f"{self.name} ({self.registration})"
        return f"{who} signed the safety files on {self.signed_on}"


def state(folder: Path) -> SignOff:
    """How the files of a safety folder stand with a clinician. Never raises for a bad record."""
    faults: list[Finding] = []
    record = folder / RECORD
    if not record.is_file():
        return SignOff(Standing.NOBODY)
    table = read_table(record, SHOWN_AS, faults)
    if not table.data and not faults:
        return SignOff(Standing.NOBODY)
    return _judged(table, hashes(folder), faults)


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each safety file by its path in the folder, in order; not of the record."""
    paths = (path for path in folder.rglob("*") if path.suffix == READ and path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: sha256(named[name].read_bytes()).hexdigest()
        for name in sorted(named)
        if name != RECORD
    }


def whole(hashes_of_files: Mapping[str, str]) -> str:
    """One SHA-256 that stands for all files: it changes with any of them."""
    lines = (f"{name} {digest}\n" for name, digest in sorted(hashes_of_files.items()))
    return sha256("".join(lines).encode()).hexdigest()


def _judged(table: Table, now: Mapping[str, str], faults: list[Finding]) -> SignOff:
    name, registration = (table.text(key).strip() for key in DETAILS)
    signed_on = table.day("signed_on")
    if signed_on is None and not any(fault.field == "signed_on" for fault in faults):
        table.blame("signed_on", "this is missing; write the day, such as 2027-01-31.")
    files = table.table("files")
    signed = {file: files.text(file) for file in files}
    if not signed and table.has("files"):
        table.blame("files", "name each file with its hash; an empty list signs nothing.")
    table.close()
    if faults:
        return SignOff(Standing.REFUSED, name, registration, signed_on, faults=tuple(faults))
    changed = tuple(sorted(f for f in {*signed, *now} if signed.get(f) != now.get(f)))
    standing = Standing.VOID if changed else Standing.SIGNED
    return SignOff(standing, name, registration, signed_on, changed)
