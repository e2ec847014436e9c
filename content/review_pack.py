"""The review pack: every safety text, rule, number and source as one page a clinician can print."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from html import escape
from pathlib import Path

from content import review_lists, sign_off
from content.model import (
    CheckerAnswer,
    CheckerScreen,
    EmergencyNumber,
    Language,
    Languages,
    Library,
    Safety,
    SafetyCard,
    Source,
)
from content.review_html import bullets, listed, marked, section, table
from content.sign_off import SignOff, Standing

NONE: Set[str] = frozenset()
LEVELS = (
    ("emergency", "Could kill, paralyse or cost a limb or organ within hours. Number first."),
    ("urgent", "Needs a clinician today. No exercise until one has cleared the person."),
    ("see_clinician", "Needs to be seen in days to weeks."),
    ("unsure", "The bot cannot tell. It shows the emergency line and gives no exercise."),
    ("self_care", "No warning sign was read. Gentle programme, stop rules, when to come back."),
)
_STYLE = """
body { font: 11pt/1.45 Georgia, serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.2; }
h2 { border-bottom: 2px solid #444; margin-top: 2.5em; break-after: avoid; }
h3 { margin: 0 0 .3em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th, td { border: 1px solid #999; padding: .25em .5em; text-align: left; vertical-align: top; }
tr, .card, .family { break-inside: avoid; }
thead { display: table-header-group; }
.card, .family { border: 1px solid #999; padding: .6em .9em; margin: .8em 0; }
.text { white-space: pre-line; }
.small, .hash { font-size: 8.5pt; color: #333; }
.hash { font-family: monospace; overflow-wrap: anywhere; }
.standing { border: 3px solid #900; padding: .6em 1em; font-weight: bold; }
.standing.signed { border-color: #060; }
.gap { background: #eee; border: 1px solid #999; padding: 0 .3em; }
blockquote { border-left: 3px solid #999; margin: .3em 0; padding-left: .8em; }
.sign td { height: 2.2em; }
@media print { body { margin: 0; max-width: none; font-size: 9.5pt; } h2 { break-before: page; } }
"""


def build(
    library: Library, folder: Path, points: Sequence[Sequence[str]] = (), of_points: Set[str] = NONE
) -> str:
    """The whole pack as one HTML page: what is read from end to end first, long lists folded.

    `folder` is the safety folder whose files are hashed. `points` tells of the word families in
    `of_points`, which hold points and no phrases: level, number and strongest for it and against
    it. The same files give the same bytes.
    """
    hashes = sign_off.hashes(folder)
    safety = library.safety
    read = (
        _levels(),
        section("Cards", map(_card, safety.cards.values())),
        _checker(safety),
        _rules(library),
        _concepts(library),
        _numbers(library),
        _languages(library.languages),
        _sources(library),
    )
    families = [one for name, one in safety.families.items() if name not in of_points]
    sections = (
        _front(sign_off.state(folder), hashes),
        review_lists.reading_list(read, len(families)),
        *read,
        review_lists.families(families),
        review_lists.points(points),
        review_lists.language_words(library),
        _last_page(hashes),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Unpinch: safety review pack</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(sections)
        + "\n</body></html>\n"
    )


def _front(standing: SignOff, hashes: Mapping[str, str]) -> str:
    signed = standing.standing is Standing.SIGNED
    faults = [str(fault) for fault in standing.faults]
    return (
        "<h1>Unpinch: safety review pack</h1>\n"
        f'<p class="standing{" signed" if signed else ""}">{escape(str(standing))}</p>\n'
        + (bullets(faults) if faults else "")
        + "<p>Unpinch is a Telegram bot with gentle exercises for adults with everyday hip"
        " tightness. It reads what people write, shows fixed cards when a text holds a warning"
        " sign, and then gives no exercise. It does not diagnose. This pack holds every word of"
        " that: what is shown, what is looked for, which level it means, and where it comes from."
        "</p>\n<p>Please read it with a pen. When in doubt choose the higher level: a needless"
        " warning costs minutes, a missed one can cost a life. The last page says how to sign.</p>"
        f'\n<p>Hash of the whole: <span class="hash">{sign_off.whole(hashes)}</span></p>'
    )


def _levels() -> str:
    return section("Levels", [table(("level", "what it means"), LEVELS)])


def _card(card: SafetyCard) -> str:
    more = f'<div class="text"><hr>{marked(card.more)}</div>' if card.more else ""
    return (
        f'<div class="card" id="card-{escape(card.id)}"><h3>{escape(card.title)}</h3>'
        f'<p class="small">card {escape(card.id)}, level {escape(card.level)}, rules '
        f"{escape(listed(card.rules))}, sources {escape(listed(card.sources))}</p>"
        f'<div class="text">{marked(card.text)}</div>{more}</div>'
    )


def _checker(safety: Safety) -> str:
    """Every question of /symptoms with its answers, and what each of them leads to."""
    return section(
        "The checker by taps",
        (
            "<p>/symptoms asks these screens in this order, emergencies first, and stops at the"
            " first answer that leads to a card at once.</p>",
            *(_screen(screen, safety) for screen in safety.checker),
        ),
    )


def _screen(screen: CheckerScreen, safety: Safety) -> str:
    when = " (asked only when an answer leads here)" if screen.follow_up else ""
    rows = [
        (one.label, one.said, one.level or "none", _leads_to(one, safety)) for one in screen.answers
    ]
    lines = "".join(f"<li>{escape(line)}</li>" for line in screen.lines)
    return (
        f'<div class="card" id="screen-{escape(screen.id)}">'
        f"<h3>{screen.step}. {escape(screen.title)}{when}</h3>"
        f'<p class="small">screen {escape(screen.id)}, repeated as "{escape(screen.short)}", rules'
        f" {listed(screen.rules)}, sources {listed(screen.sources)}, agreed by"
        f" {escape(screen.reviewer or 'nobody')}</p>"
        + (f"<ul>{lines}</ul>" if lines else "")
        + table(("answer", "the result says", "level", "leads to"), rows)
        + "</div>"
    )


def _leads_to(answer: CheckerAnswer, safety: Safety) -> str:
    """What an answer leads to: a card, another screen, or the next question."""
    if answer.then:
        return f"screen {answer.then}"
    if not answer.card:
        return "the next question"
    card = f"card {answer.card}: {safety.cards[answer.card].title}"
    return f"the next question, and at the end {card}" if answer.goes_on else card


def _rules(library: Library) -> str:
    head = (
        "rule",
        "id",
        "level",
        "holds when all of",
        "unless",
        "says",
        "card",
        "source",
        "agreed by",
    )
    rows = [
        (
            rule.rule, rule.id, rule.level, " AND ".join(rule.needs), " or ".join(rule.unless),
            rule.says, rule.card, rule.source, rule.reviewer or "nobody",
        )
        for rule in library.safety.rules
    ]  # fmt: skip
    return section("Rules", ["<p>A bar | between names means: one of them.</p>", table(head, rows)])


def _concepts(library: Library) -> str:
    head = ("concept", "what it says", "made of", "words apart", "notes")
    rows = []
    for concept in library.safety.concepts:
        notes = (
            "counts however long ago" if concept.stays else "",
            "" if concept.deniable else "counts also after no or not",
            "does not count when it has gone again" if concept.passes else "",
        )
        lines = "; ".join(concept.lines)
        within = str(concept.within)
        rows.append((concept.id, concept.says, lines, within, listed(filter(None, notes))))
    note = "<p>a + b: close together. a &gt; b: also in that order.</p>"
    return section("Concepts", [note, table(head, rows)])


def _numbers(library: Library) -> str:
    head = ("country", "emergency", "same day", "to talk", "status", "sources and days of reading")
    rows = [_number(row) for row in library.safety.numbers.values()]
    return section("Numbers by country", [table(head, rows)])


def _number(row: EmergencyNumber) -> tuple[str, ...]:
    sources = (
        _read(row.source, row.read_on),
        _read(row.urgent_source, row.urgent_read_on),
        _read(row.crisis_source, row.crisis_read_on),
    )
    return (
        f"{row.name} ({row.country})", row.emergency, row.urgent, row.crisis, row.status,
        " | ".join(filter(None, sources)),
    )  # fmt: skip


def _read(source: str, day: date | None) -> str:
    return f"{source}: {day or 'not checked'}" if source else ""


def _languages(languages: Languages) -> str:
    head = ("alarm", "rule", "card", "says", "after a no")
    alarms = [
        (a.id, a.rule, a.card, a.says, "does not count" if a.deniable else "counts")
        for a in languages.alarms.values()
    ]
    others = [
        (other.name, other.line, other.reviewer or "nobody") for other in languages.others.values()
    ]
    return section(
        "Other languages",
        [
            table(head, alarms),
            *map(_language, languages.known.values()),
            "<h3>Languages known only by sight</h3>",
            table(("language", "line", "read by a native speaker"), others),
        ],
    )


def _language(language: Language) -> str:
    cards = "".join(
        f'<div class="card"><h3>{escape(name)}</h3><div class="text">{marked(text)}</div></div>'
        for name, text in {**language.cards, **language.sentences}.items()
    )
    lines = [(alarm, "; ".join(products)) for alarm, products in language.lines.items()]
    return (
        f"<h3>{escape(language.name)} ({escape(language.own_name)}), read by a native speaker: "
        f"{escape(language.reviewer or 'nobody')}</h3>" + cards + table(("alarm", "made of"), lines)
    )


def _sources(library: Library) -> str:
    head = ("source", "title", "link", "kind", "read", "on")
    named = {id_ for card in library.safety.cards.values() for id_ in card.sources}
    named |= {rule.source for rule in library.safety.rules}
    rows = [_source(library.sources[id_]) for id_ in sorted(named) if id_ in library.sources]
    return section("Sources", [table(head, rows)])


def _source(source: Source) -> tuple[str, ...]:
    title = f"{source.title}, {source.year}" if source.year else source.title
    day = str(source.read_on or "")
    return source.id, title, source.link, source.strength, source.read, day


def _last_page(hashes: Mapping[str, str]) -> str:
    blanks = [(line, "") for line in ("Name", "Register and number", "Date", "Signature")]
    return section(
        "Signing",
        [
            "<p>By signing you say that you have read all pages of this pack and that the cards,"
            " levels and rules are fit for adults who write to the bot. You sign these very files:"
            " any later edit voids it.</p>",
            table(("", ""), blanks, kind="sign"),
            f"<p>The record goes into <b>{escape(sign_off.SHOWN_AS)}</b>,"
            " with the files below.</p>",
            table(("file", "SHA-256"), hashes.items(), kind="hash"),
            f'<p>Whole: <span class="hash">{sign_off.whole(hashes)}</span></p>',
        ],
    )
