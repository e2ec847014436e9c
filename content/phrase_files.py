"""Reads the phrases: a TOML file or a folder of them per language; tables become dotted keys."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from content.findings import Finding
from content.tables import read_table
from content.template import parse

ENGLISH = "en"
SAID_TWICE = "another file has this phrase already; keep one of the two."
Phrases = Mapping[str, Mapping[str, str]]


def read_phrases(folder: Path, name: str, faults: list[Finding]) -> dict[str, dict[str, str]]:
    """All phrases by language: `en.toml`, or the files of the folder `en` taken together.

    `name` is the folder as shown in findings. What begins with `_` is skipped.
    """
    phrases: dict[str, dict[str, str]] = {}
    for path in phrase_paths(folder):
        texts = phrases.setdefault(path.relative_to(folder).parts[0].removesuffix(".toml"), {})
        _read(path, f"{name}/{path.relative_to(folder).as_posix()}", texts, faults)
    if ENGLISH not in phrases:
        faults.append(Finding(f"{name}/en.toml", "file", "this file is missing; put it back."))
    faults.extend(_check_translations(phrases, name))
    return phrases


def phrase_paths(folder: Path) -> list[Path]:
    """The phrase files of all languages, in the order in which they are read."""
    found = (*folder.glob("*.toml"), *folder.glob("*/*.toml"))
    return sorted(
        path
        for path in found
        if not any(part.startswith("_") for part in path.relative_to(folder).parts)
    )


def _read(path: Path, file: str, texts: dict[str, str], faults: list[Finding]) -> None:
    """Add the phrases of one file to those of its language."""
    for key, value in _flatten(read_table(path, file, faults).data, ""):
        fault = _fault(value) or (SAID_TWICE if key in texts else "")
        if fault:
            faults.append(Finding(file, key, fault))
        else:
            texts[key] = str(value)


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
