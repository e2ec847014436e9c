"""Reads the phrase files: one TOML file per language, its tables become dotted keys."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from content.findings import Finding
from content.tables import read_table
from content.template import parse

ENGLISH = "en"
Phrases = Mapping[str, Mapping[str, str]]


def read_phrases(folder: Path, name: str, faults: list[Finding]) -> dict[str, dict[str, str]]:
    """All phrases by language, the language being the name of the file.

    `name` is the folder as shown in findings. Files that begin with `_` are skipped.
    """
    paths = sorted(p for p in folder.glob("*.toml") if not p.name.startswith("_"))
    phrases = {path.stem: _read(path, f"{name}/{path.name}", faults) for path in paths}
    if ENGLISH not in phrases:
        faults.append(Finding(f"{name}/en.toml", "file", "this file is missing; put it back."))
    faults.extend(_check_translations(phrases, name))
    return phrases


def _read(path: Path, file: str, faults: list[Finding]) -> dict[str, str]:
    texts: dict[str, str] = {}
    table = read_table(path, file, faults)
    for key, value in _flatten(table.data, ""):
        fault = _fault(value)
        if fault:
            faults.append(Finding(file, key, fault))
        else:
            texts[key] = str(value)
    return texts


def _flatten(data: Mapping[str, object], path: str) -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _fault(value: object) -> str:
    """What is wrong with one phrase, or an empty text."""
    if not isinstance(value, str):
        return "write a text in quotes; phrases are nothing but texts."
    if not value.strip():
        return "write the words, or take the key out; an empty phrase says nothing."
    try:
        parse(value)
    except ValueError as error:
        return str(error)
    return ""


def _check_translations(phrases: Phrases, name: str) -> Iterator[Finding]:
    english = phrases.get(ENGLISH, {})
    for language, texts in phrases.items():
        file = f"{name}/{language}.toml"
        for key, text in texts.items():
            if key not in english:
                yield Finding(file, key, "take this out; English has no such phrase.")
                continue
            for gap in sorted(set(parse(text).gaps()) - set(parse(english[key]).gaps())):
                yield Finding(file, key, f"take out the gap {{{gap}}}; English has none like it.")
