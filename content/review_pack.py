"""The review pack: every safety text, rule, number and source as one page a clinician can print."""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from pathlib import Path

from content import sign_off
from content.model import EmergencyNumber, Language, Languages, Library, SafetyCard, Source
from content.sign_off import SignOff, Standing

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


def build(library: Library, folder: Path) -> str:
    """The whole pack as one HTML page that needs no other file.

    `folder` is the safety folder whose files are hashed. The same files give the same bytes.
    """
    standing = sign_off.state(folder)
    hashes = sign_off.hashes(folder)
    sections = (
        _front(standing, hashes),
        _levels(),
        _section("Cards", map(_card, library.safety.cards.values())),
        _rules(library),
        _concepts(library),
        _families(library),
        _numbers(library),
        _languages(library.languages),
        _sources(library),
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
        f'<p class="standing{" signed" if signed else ""}">{_plain(str(standing))}</p>\n'
        + (_list(faults) if faults else "")
        + "<p>Unpinch is a Telegram bot with gentle exercises for adults with everyday hip"
        " tightness. It reads what people write, shows fixed cards when a text holds a warning"
        " sign, and then gives no exercise. It does not diagnose. This pack holds every word of"
        " that: what is shown, what is looked for, which level it means, and where it comes from."
        "</p>\n<p>Please read it with a pen. When in doubt choose the higher level: a needless"
        " warning costs minutes, a missed one can cost a life. The last page says how to sign.</p>"
        f'\n<p>Hash of the whole: <span class="hash">{sign_off.whole(hashes)}</span></p>'
    )


def _levels() -> str:
    return _section("Levels", [_table(("level", "what it means"), LEVELS)])


def _card(card: SafetyCard) -> str:
    more = f'<div class="text"><hr>{_marked(card.more)}</div>' if card.more else ""
    return (
        f'<div class="card" id="card-{_plain(card.id)}"><h3>{_plain(card.title)}</h3>'
        f'<p class="small">card {_plain(card.id)}, level {_plain(card.level)}, rules '
        f"{_plain(_words(card.rules))}, sources {_plain(_words(card.sources))}</p>"
        f'<div class="text">{_marked(card.text)}</div>{more}</div>'
    )


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
    return _section(
        "Rules", ["<p>A bar | between names means: one of them.</p>", _table(head, rows)]
    )


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
        rows.append((concept.id, concept.says, lines, within, _words(filter(None, notes))))
    note = "<p>a + b: close together. a &gt; b: also in that order.</p>"
    return _section("Concepts", [note, _table(head, rows)])


def _families(library: Library) -> str:
    note = "<p>numb* is any ending, a/b either word, ... up to three words between.</p>"
    families = library.safety.families.values()
    return _section("Word families", [note, *(_family(f.id, f.means, f.words) for f in families)])


def _family(name: str, means: str, words: Iterable[str]) -> str:
    return (
        f'<div class="family"><h3>{_plain(name)}</h3><p class="small">{_plain(means)}</p>'
        f"<p>{_plain('; '.join(words))}</p></div>"
    )


def _numbers(library: Library) -> str:
    head = ("country", "emergency", "same day", "to talk", "status", "sources and days of reading")
    rows = [_number(row) for row in library.safety.numbers.values()]
    return _section("Numbers by country", [_table(head, rows)])


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
    return _section(
        "Other languages",
        [
            _table(head, alarms),
            *map(_language, languages.known.values()),
            "<h3>Languages known only by sight</h3>",
            _table(("language", "line", "read by a native speaker"), others),
        ],
    )


def _language(language: Language) -> str:
    cards = "".join(
        f'<div class="card"><h3>{_plain(name)}</h3><div class="text">{_marked(text)}</div></div>'
        for name, text in {**language.cards, **language.sentences}.items()
    )
    lines = [(alarm, "; ".join(products)) for alarm, products in language.lines.items()]
    context = {
        "words that deny": language.negators,
        "words that deny after": language.negators_after,
        "words that end a denial": language.turns,
        "figures of speech": language.idioms,
    }
    families = {**language.families, **context}
    return (
        f"<h3>{_plain(language.name)} ({_plain(language.own_name)}), read by a native speaker: "
        f"{_plain(language.reviewer or 'nobody')}</h3>"
        + cards
        + _table(("alarm", "made of"), lines)
        + "".join(_family(name, "", words) for name, words in families.items() if words)
    )


def _sources(library: Library) -> str:
    head = ("source", "title", "link", "kind", "read", "on")
    named = {id_ for card in library.safety.cards.values() for id_ in card.sources}
    named |= {rule.source for rule in library.safety.rules}
    rows = [_source(library.sources[id_]) for id_ in sorted(named) if id_ in library.sources]
    return _section("Sources", [_table(head, rows)])


def _source(source: Source) -> tuple[str, ...]:
    title = f"{source.title}, {source.year}" if source.year else source.title
    day = str(source.read_on or "")
    return source.id, title, source.link, source.strength, source.read, day


def _last_page(hashes: Mapping[str, str]) -> str:
    blanks = [(line, "") for line in ("Name", "Register and number", "Date", "Signature")]
    return _section(
        "Signing",
        [
            "<p>By signing you say that you have read all pages of this pack and that the cards,"
            " levels and rules are fit for adults who write to the bot. You sign these very files:"
            " any later edit voids it.</p>",
            _table(("", ""), blanks, kind="sign"),
            f"<p>The record goes into <b>{_plain(sign_off.SHOWN_AS)}</b>,"
            " with the files below.</p>",
            _table(("file", "SHA-256"), hashes.items(), kind="hash"),
            f'<p>Whole: <span class="hash">{sign_off.whole(hashes)}</span></p>',
        ],
    )


def _section(title: str, parts: Iterable[str]) -> str:
    return f"<section><h2>{_plain(title)}</h2>\n" + "\n".join(parts) + "</section>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    titles = "".join(f"<th>{_plain(title)}</th>" for title in head)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{_plain(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{titles}</tr></thead><tbody>\n{body}</tbody></table>'


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_plain(line)}</li>" for line in lines) + "</ul>"


def _words(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"


def _plain(text: str) -> str:
    return escape(text)


def _marked(text: str) -> str:
    """A card as it is shown; its marks are HTML already, and its gaps are made visible."""
    for gap in ("{emergency}", "{crisis_line}", "{number}", "{line}"):
        text = text.replace(gap, f'<span class="gap">{gap[1:-1].replace("_", " ")}</span>')
    return text.replace(" expandable>", ">")
