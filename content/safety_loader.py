"""Reads content/safety: cards, numbers, word families, rules and their sources, strictly."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from content.checker_loader import read_checker
from content.errors import ContentError
from content.findings import Finding
from content.model import (
    EmergencyNumber,
    Safety,
    SafetyCard,
    SafetyConcept,
    SafetyRule,
    Source,
    WordFamily,
)
from content.source_files import read_sources
from content.tables import Table, read_table
from content.telegram_html import refusals

CARD_LEVELS = frozenset(
    {"emergency", "crisis", "urgent", "see_clinician", "unsure", "info", "hold"}
)
RULE_LEVELS = frozenset({"emergency", "urgent", "see_clinician", "unsure", "self_care"})
STATUSES = frozenset({"ok2", "ok1", "check", "unverified"})
GAPS = frozenset({"{emergency}", "{crisis_line}"})
SENTENCES = {
    "emergency": "{number}",
    "emergency_check": "{number}",
    "emergency_unknown": "",
    "emergency_brief": "{number}",
    "emergency_brief_unknown": "",
    "crisis": "{line}",
    "crisis_unknown": "",
    "shown": "{country} {lines}",
    "shown_emergency": "{checked} {number}",
    "shown_urgent": "{checked} {number}",
    "shown_crisis": "{checked} {number}",
    "checked": "{day} {source}",
    "not_checked": "{source}",
}
# These lists change how words are read; no concept or rule is made of them.
SPELLING_LISTS = frozenset({"misspelled", "near_spelling", "not_near_spelling"})
READING_LISTS = SPELLING_LISTS | {
    "idioms", "fun_idioms", "fun", "serious", "has_passed", "negators", "false_negators",
    "denial_fillers", "listed_things", "denial_stops", "noes", "ruled_out", "about_me",
    "about_another", "about_an_animal", "about_a_thing", "long_ago", "is_over", "is_still",
    "asks_generally", "asks_anywhere", "plainly_me", "used_to_it",
    "not_me", "lead_ins", "before_an_object", "is_fine",
    "fine_links",
}  # fmt: skip
TOPICS = frozenset({"body_topic", "exercise_topic", "question", "programme_talk"})
SHORTEST_STEM = 3

_GAP = re.compile(r"\{[^{}]*\}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_RULE = re.compile(r"K([1-9]|1\d|2[0-5])|soon|today|care|unsure")
_WORD = r"(@[a-z_]+|[^\W_]+\*?)"
_PHRASE = re.compile(rf"{_WORD}(/{_WORD})*( (\.\.\.|{_WORD}(/{_WORD})*))*")
_LINE = re.compile(r"[a-z_]+( [+>] [a-z_]+)*")


def load_safety(folder: Path, sources: Mapping[str, Source]) -> Safety:
    """All safety content of a folder; cards and rules may also name the given sources.

    ContentError names the first fault by file and field; its notes hold the others.
    """
    faults: list[Finding] = []
    own = read_sources(folder / "sources.toml", "safety/sources.toml", faults)
    safety = read_safety(folder, {**sources, **own}, faults)
    _raise_first(faults)
    return safety


def load_safety_sources(folder: Path) -> dict[str, Source]:
    """The sources of the safety folder by id; ContentError when one is incomplete."""
    faults: list[Finding] = []
    sources = read_sources(folder / "sources.toml", "safety/sources.toml", faults)
    _raise_first(faults)
    return sources


def read_safety(folder: Path, sources: Mapping[str, Source], faults: list[Finding]) -> Safety:
    """As much of the safety content as can be read; what is wrong is added to `faults`."""
    cards = _read_cards(_table(folder, "cards.toml", faults), sources)
    numbers = _table(folder, "numbers.toml", faults)
    families = _read_families(folder, faults)
    concepts = _read_concepts(_table(folder, "concepts.toml", faults), families)
    rules = _read_rules(_table(folder, "rules.toml", faults), families, concepts, cards, sources)
    return Safety(
        cards=cards,
        numbers=_read_numbers(numbers),
        families=families,
        rules=rules,
        sentences=_read_sentences(numbers.table("sentences")),
        concepts=concepts,
        checker=read_checker(folder / "checker.toml", cards, sources, faults),
    )


def _table(folder: Path, name: str, faults: list[Finding]) -> Table:
    return read_table(folder / name, f"safety/{name}", faults)


def _raise_first(faults: list[Finding]) -> None:
    if faults:
        error = ContentError(faults[0].file, faults[0].field, faults[0].sentence)
        for fault in faults[1:]:
            error.add_note(f"{fault.file}, {fault.field}: {fault.sentence}")
        raise error


def _read_cards(table: Table, sources: Mapping[str, Source]) -> dict[str, SafetyCard]:
    return {id_: _card(id_, table.table(id_), sources) for id_ in table}


def _card(id_: str, table: Table, sources: Mapping[str, Source]) -> SafetyCard:
    card = SafetyCard(
        id=id_,
        level=table.word("level", CARD_LEVELS),
        title=table.text("title"),
        text=table.text("text").strip(),
        more=table.text_or_empty("more").strip(),
        rules=table.texts("rules"),
        sources=table.words("sources", sources, least=1),
    )
    for key, words in (("title", card.title), ("text", card.text), ("more", card.more)):
        _blame_markup(table, key, words)
    for rule in card.rules:
        if not _RULE.fullmatch(rule):
            table.blame("rules", f"{rule} is no rule; write K1 to K25.")
    table.close()
    return card


def _blame_markup(table: Table, key: str, words: str) -> None:
    for refusal in refusals(words):
        table.blame(key, refusal)
    for gap in set(_GAP.findall(words)) - GAPS:
        table.blame(key, f"{gap} is no gap; use {' or '.join(sorted(GAPS))}.")


def _read_numbers(table: Table) -> dict[str, EmergencyNumber]:
    countries = (code for code in table if code != "sentences")
    return {code: _number(code, table.table(code), table) for code in countries}


def _number(code: str, table: Table, parent: Table) -> EmergencyNumber:
    row = EmergencyNumber(
        country=code,
        name=table.text("name"),
        emergency=table.text("emergency"),
        urgent=table.text_or_none("urgent") or "",
        crisis=table.text_or_none("crisis") or "",
        status=table.word("status", STATUSES),
        source=table.text("source"),
        read_on=table.day("read_on"),
        crisis_source=table.text_or_none("crisis_source") or "",
        crisis_read_on=table.day("crisis_read_on"),
        urgent_source=table.text_or_none("urgent_source") or "",
        urgent_read_on=table.day("urgent_read_on"),
    )
    if not _COUNTRY.fullmatch(code):
        parent.blame(code, "name the country by two capital letters.")
    if row.crisis and not row.crisis_source:
        table.blame("crisis_source", "say where this crisis line was found.")
    if row.urgent and not row.urgent_source:
        table.blame("urgent_source", "say where this line for the same day was found.")
    if row.read_on is None and "not re-read" not in row.source:
        table.blame("read_on", 'write the day of the reading, or "not re-read" in the source.')
    table.close()
    return row


def _read_sentences(table: Table) -> dict[str, str]:
    sentences = {name: table.text(name) for name in SENTENCES}
    for name, gap in SENTENCES.items():
        if sorted(_GAP.findall(sentences[name])) != gap.split():
            table.blame(name, f"write {gap or 'no gap'} in this sentence, once.")
        for refusal in refusals(sentences[name]):
            table.blame(name, refusal)
    table.close()
    return sentences


def _read_families(folder: Path, faults: list[Finding]) -> dict[str, WordFamily]:
    """The families of every file in words/; each family stands in one file only."""
    families: dict[str, WordFamily] = {}
    for path in sorted((folder / "words").glob("*.toml")):
        table = read_table(path, f"safety/words/{path.name}", faults)
        for id_ in table:
            if id_ in families:
                table.blame(id_, "this family is in another file already; put them together.")
            families[id_] = _family(id_, table.table(id_))
    if not families:
        faults.append(Finding("safety/words", "words", "put at least one file of words here."))
    return families


def _family(id_: str, table: Table) -> WordFamily:
    family = WordFamily(id=id_, words=table.texts("words", least=1), means=table.text("means"))
    if len(set(family.words)) < len(family.words):
        table.blame("words", f"write each phrase once; {_twice(family.words)} is there twice.")
    if id_ not in SPELLING_LISTS:
        for phrase in family.words:
            _blame_phrase(table, phrase)
    table.close()
    return family


def _twice(words: tuple[str, ...]) -> str:
    return next(word for word in words if words.count(word) > 1)


def _blame_phrase(table: Table, phrase: str) -> None:
    """A phrase must look the way a message looks once it is read: plain, lower case."""
    if not _PHRASE.fullmatch(phrase) or phrase != phrase.lower():
        table.blame("words", f'write "{phrase}" in plain lower-case words, with *, / and ... only.')
    if phrase.startswith("...") or phrase.endswith("..."):
        table.blame("words", f'begin and end "{phrase}" with a word.')
    for word in phrase.replace("/", " ").split():
        if word.endswith("*") and len(word) <= SHORTEST_STEM:
            table.blame("words", f"{word} is too short for a star; write three letters or more.")


def _read_concepts(table: Table, families: Mapping[str, WordFamily]) -> tuple[SafetyConcept, ...]:
    """The concepts in their order; each may use families and the concepts before it."""
    known = set(families) - SPELLING_LISTS
    concepts = []
    for id_ in table:
        concept = _concept(id_, table.table(id_), known)
        if id_ in families:
            table.blame(id_, "a word family has this name already; choose another.")
        known.add(id_)
        concepts.append(concept)
    return tuple(concepts)


def _concept(id_: str, table: Table, known: Collection[str]) -> SafetyConcept:
    concept = SafetyConcept(
        id=id_,
        says=table.text("says"),
        lines=table.texts("lines", least=1),
        within=table.number("within", 0, 30, default=6),
        stays=table.yes("stays"),
        deniable=table.yes("deniable") if table.has("deniable") else True,
        passes=table.yes("passes"),
    )
    for line in concept.lines:
        if not _LINE.fullmatch(line):
            table.blame("lines", f'write "{line}" as names with + or > between.')
        for name in set(_names(line)) - set(known):
            table.blame("lines", f"{name} is no word family and no concept above.")
    table.close()
    return concept


def _names(line: str) -> list[str]:
    return [part for part in line.split() if part not in {"+", ">"}]


def _read_rules(
    table: Table,
    families: Mapping[str, WordFamily],
    concepts: tuple[SafetyConcept, ...],
    cards: Mapping[str, SafetyCard],
    sources: Mapping[str, Source],
) -> tuple[SafetyRule, ...]:
    rows = table.data.get("rules")
    if tuple(table) != ("rules",) or not isinstance(rows, list):
        table.blame("rules", "write each rule as a table that begins with [[rules]].")
        return ()
    known = (set(families) - READING_LISTS) | {concept.id for concept in concepts}
    tables = [Table(table.file, row, table.faults, f"rules {n}.") for n, row in enumerate(rows, 1)]
    rules = tuple(_rule(row, known, cards, sources) for row in tables)
    ids = [rule.id for rule in rules]
    for id_ in {id_ for id_ in ids if ids.count(id_) > 1}:
        table.blame("rules", f"give each rule its own id; {id_} is there twice.")
    for name in sorted(known - _used(families, concepts, rules)):
        table.blame("rules", f"nothing uses {name}; use it or take it out.")
    return rules


def _used(
    families: Mapping[str, WordFamily],
    concepts: tuple[SafetyConcept, ...],
    rules: tuple[SafetyRule, ...],
) -> set[str]:
    """Every name that a rule, a concept or a phrase with @ makes use of."""
    needed = [need for rule in rules for need in (*rule.needs, *rule.unless)]
    in_rules = {name for need in needed for name in need.split("|")}
    in_lines = {name for concept in concepts for line in concept.lines for name in _names(line)}
    phrases = " ".join(phrase for family in families.values() for phrase in family.words)
    return in_rules | in_lines | set(re.findall(r"@([a-z_]+)", phrases)) | TOPICS


def _rule(
    table: Table,
    known: Collection[str],
    cards: Collection[str],
    sources: Collection[str],
) -> SafetyRule:
    rule = SafetyRule(
        id=table.text("id"),
        rule=table.text("rule"),
        level=table.word("level", RULE_LEVELS),
        needs=table.texts("needs", least=1),
        unless=table.texts("unless") if table.has("unless") else (),
        source=table.word("source", sources),
        card=""
        if table.has("card") and table.text_or_empty("card") == ""
        else table.word("card", cards),
        says=table.text("says"),
        reviewer=table.text_or_empty("reviewer") if table.has("reviewer") else "",
    )
    for need in (*rule.needs, *rule.unless):
        for name in set(need.split("|")) - set(known):
            table.blame("needs", f"{name} is no concept and no word family.")
    if not _RULE.fullmatch(rule.rule):
        table.blame("rule", "write K1 to K25, today, soon, care or unsure.")
    table.close()
    return rule
