"""Reads content/safety/languages, strictly: what is an emergency in other languages."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from content.findings import Finding
from content.model import Alarm, Language, Languages, OtherLanguage
from content.tables import Table, read_table
from content.telegram_html import refusals

NAME = "safety/languages"
SHARED = frozenset({"alarms", "others"})
CARDS = ("emergency", "overdose", "crisis", "only_english")
SENTENCES = {
    "emergency": "{number}",
    "emergency_unknown": "",
    "emergency_brief": "{number}",
    "emergency_brief_unknown": "",
    "crisis": "{line}",
    "crisis_unknown": "",
}
SPELLED = frozenset({"plain", "german"})
ENGLISH = frozenset({"english", "only_english"})
SHORTEST_STEM = 3

_GAP = re.compile(r"\{[^{}]*\}")
_RULE = re.compile(r"K([1-9]|1\d|2[0-5])")
_LINE = re.compile(r"[a-z_]+( [+>] [a-z_]+)*")
_CODE = re.compile(r"[a-z]{2}")


def read_languages(folder: Path, faults: list[Finding]) -> Languages:
    """Every language of the folder; what is wrong with a file is added to `faults`."""
    alarms = _read_alarms(read_table(folder / "alarms.toml", f"{NAME}/alarms.toml", faults))
    others = read_table(folder / "others.toml", f"{NAME}/others.toml", faults)
    paths = sorted(path for path in folder.glob("*.toml") if path.stem not in SHARED)
    known = {
        path.stem: _read_language(
            path.stem, read_table(path, f"{NAME}/{path.name}", faults), alarms
        )
        for path in paths
    }
    remedy = "name the language by two small letters."
    odd = [code for code in (*known, *others) if not _CODE.fullmatch(code) and code not in ENGLISH]
    faults.extend(Finding(NAME, code, remedy) for code in odd)
    return Languages(
        alarms=alarms,
        known=known,
        others={code: _other(code, others) for code in others if _CODE.fullmatch(code)},
        english=frozenset(others.text("english").split()),
        only_english=_card(others, "only_english"),
    )


def _read_alarms(table: Table) -> dict[str, Alarm]:
    return {id_: _alarm(id_, table.table(id_)) for id_ in table}


def _alarm(id_: str, table: Table) -> Alarm:
    alarm = Alarm(
        id=id_,
        rule=table.text("rule"),
        card=table.word("card", CARDS),
        says=table.text("says"),
        deniable=table.yes("deniable") if table.has("deniable") else True,
    )
    if not _RULE.fullmatch(alarm.rule):
        table.blame("rule", "write K1 to K25.")
    table.close()
    return alarm


def _other(code: str, parent: Table) -> OtherLanguage:
    table = parent.table(code)
    other = OtherLanguage(
        code=code,
        name=table.text("name"),
        reviewer=table.text_or_empty("reviewer"),
        letters=table.text_or_empty("letters"),
        common=frozenset(table.text_or_empty("common").split()),
        line=table.text("line"),
    )
    if not other.letters and not other.common:
        table.blame("common", "write the letters or the everyday words it is known by.")
    table.close()
    return other


def _read_language(code: str, table: Table, alarms: Collection[str]) -> Language:
    families = _read_families(table.table("families"))
    language = Language(
        code=code,
        name=table.text("name"),
        own_name=table.text("own_name"),
        reviewer=table.text_or_empty("reviewer"),
        spelled=table.word("spelled", SPELLED),
        letters=table.text_or_empty("letters"),
        common=frozenset(table.text("common").split()),
        negators=_phrases(table, "negators"),
        negators_after=table.texts("negators_after"),
        turns=_phrases(table, "turns"),
        idioms=_phrases(table, "idioms"),
        families=families,
        lines=_read_lines(table.table("lines"), families, alarms),
        cards=_read_cards(table.table("cards")),
        sentences=_read_sentences(table.table("sentences")),
    )
    table.close()
    return language


def _read_families(table: Table) -> dict[str, tuple[str, ...]]:
    return {name: _phrases(table, name) for name in table}


def _phrases(table: Table, key: str) -> tuple[str, ...]:
    """A list of phrases; each begins and ends with a word, and a star follows three letters."""
    phrases = table.texts(key, least=1)
    for phrase in phrases:
        if phrase.startswith("...") or phrase.endswith("..."):
            table.blame(key, f'begin and end "{phrase}" with a word.')
        for word in phrase.replace("/", " ").split():
            if word.endswith("*") and len(word) <= SHORTEST_STEM:
                table.blame(key, f"{word} is too short for a star; write three letters or more.")
    if len(set(phrases)) < len(phrases):
        twice = next(phrase for phrase in phrases if phrases.count(phrase) > 1)
        table.blame(key, f'write each phrase once; "{twice}" is there twice.')
    return phrases


def _read_lines(
    table: Table, families: Mapping[str, object], alarms: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """How each alarm is said; every alarm must be said, and every family must be used."""
    lines = {alarm: table.texts(alarm, least=1) for alarm in alarms}
    used = set()
    for alarm, products in lines.items():
        for line in products:
            names = {part for part in line.split() if part not in "+>"}
            used |= names
            if not _LINE.fullmatch(line):
                table.blame(alarm, f'write "{line}" as families with + or > between.')
            for name in names - set(families):
                table.blame(alarm, f"{name} is no family of this file.")
    for name in sorted(set(families) - used):
        table.blame(name, "no line uses this family; use it or take it out.")
    table.close()
    return lines


def _read_cards(table: Table) -> dict[str, str]:
    cards = {name: _card(table, name) for name in CARDS}
    for name, text in cards.items():
        if "{emergency}" not in text:
            table.blame(name, "say whom to call: write {emergency} in this card.")
    table.close()
    return cards


def _card(table: Table, name: str) -> str:
    text = table.text(name).strip()
    for gap in set(_GAP.findall(text)) - {"{emergency}", "{crisis_line}"}:
        table.blame(name, f"{gap} is no gap; use {{crisis_line}} or {{emergency}}.")
    _blame_markup(table, name, text)
    return text


def _read_sentences(table: Table) -> dict[str, str]:
    sentences = {name: table.text(name) for name in SENTENCES}
    for name, gap in SENTENCES.items():
        if sorted(_GAP.findall(sentences[name])) != ([gap] if gap else []):
            table.blame(name, f"write {gap or 'no gap'} in this sentence, once.")
        _blame_markup(table, name, sentences[name])
    table.close()
    return sentences


def _blame_markup(table: Table, key: str, text: str) -> None:
    for refusal in refusals(text):
        table.blame(key, refusal)
