"""HTML is read as Telegram reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting import Formatted, parse_html, plain
from bot.sandbox.refusal import Refusal
from bot.sandbox.values import Json


def marks(markup: str) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in parse_html(markup).entities]


def refusal(markup: str) -> str:
    with pytest.raises(Refusal) as caught:
        parse_html(markup)
    assert caught.value.status == 400
    return caught.value.description


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
    ],
)
def test_every_plain_tag_of_the_list_becomes_its_entity(tag: str, kind: str) -> None:
    assert marks(f"a <{tag}>word</{tag}>") == [(kind, 2, 4)]


@pytest.mark.parametrize("tag", ["br", "p", "h1", "ul", "li", "div", "img", "br/", ""])
def test_any_other_tag_is_refused_with_its_place(tag: str) -> None:
    expected = f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset 3'
    assert refusal(f"é <{tag}>") == expected


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag"),
        ("x <b", "Unclosed start tag"),
        ("2 < 3", "Unsupported start tag"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<b a="1>x</b>', "Unexpected character in the tag"),
        ('<tg-time unix="0">x</tg-time>', "Invalid date specified"),
        ('<tg-time unix="soon">x</tg-time>', "Invalid date specified"),
        ('<tg-time unix="9" format="rt">x</tg-time>', "Invalid date format"),
        ('<tg-emoji emoji-id="x">🙂</tg-emoji>', "Invalid custom emoji"),
    ],
)
def test_bad_markup_cannot_be_parsed(markup: str, words: str) -> None:
    description = refusal(markup)
    assert description.startswith("Bad Request: can't parse entities: ")
    assert words in description


def test_offsets_count_utf16_units() -> None:
    assert marks("😀 <b>a😀</b> <i>x</i>") == [("bold", 3, 3), ("italic", 7, 1)]


def test_outer_white_space_is_trimmed_and_marks_move_with_it() -> None:
    formatted = parse_html("\n  <b> a </b> b \n")
    assert formatted.text == "a  b"
    assert formatted.entities == [{"type": "bold", "offset": 0, "length": 2}]


def test_only_four_names_and_all_numbers_are_character_references() -> None:
    assert parse_html("&lt;&gt;&amp;&quot; &#8211; &#x1F600;").text == '<>&" – 😀'
    assert parse_html("&nbsp; Tom & Jerry &#0;").text == "&nbsp; Tom & Jerry &#0;"


def test_a_time_is_shown_in_the_readers_own_form() -> None:
    markup = '<tg-time unix="1795334400" format="wDt">Sun 08:00</tg-time>'
    assert parse_html(markup) == Formatted(
        "Sun 08:00",
        [
            {
                "type": "date_time",
                "offset": 0,
                "length": 9,
                "unix_time": 1795334400,
                "date_time_format": "wDt",
            }
        ],
    )


def test_code_in_a_block_names_its_language() -> None:
    entities = parse_html('<pre><code class="language-python">x</code></pre>').entities
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_a_folded_quote_may_hold_bold_words() -> None:
    assert marks("<blockquote expandable>a <b>b</b></blockquote>") == [
        ("expandable_blockquote", 0, 3),
        ("bold", 2, 1),
    ]


def test_a_link_that_leads_nowhere_is_lost_and_reported() -> None:
    formatted = parse_html('<a href="nowhere">x</a> <a href="https://example.org">y</a>')
    assert [one["url"] for one in formatted.entities] == ["https://example.org"]
    assert formatted.lost == ("the link 'nowhere' became plain text",)


@pytest.mark.parametrize(
    ("markup", "lost"),
    [
        ("<code>a <b>b</b></code>", "bold inside code"),
        ("<i><pre>a</pre></i>", "pre inside italic"),
        ("<blockquote>a <blockquote>b</blockquote></blockquote>", "blockquote inside blockquote"),
    ],
)
def test_marks_that_cannot_stand_together_are_reported(markup: str, lost: str) -> None:
    formatted = parse_html(markup)
    assert formatted.lost == (lost,)
    assert len(formatted.entities) == 1


def test_more_than_a_hundred_marks_are_cut_and_reported() -> None:
    formatted = parse_html("<b>a</b> " * 103)
    assert len(formatted.entities) == 100
    assert formatted.lost == ("3 entities beyond 100",)


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("/start now", [(0, 6)]),
        ("see /help, or /time.", [(4, 5), (14, 5)]),
        ("😀 /help@unpinch_bot", [(3, 17)]),
        ("and/or 1/2 https://a.org/b", []),
    ],
)
def test_commands_are_found_in_plain_words(text: str, commands: list[tuple[int, int]]) -> None:
    assert [(one["offset"], one["length"]) for one in plain(text).entities] == commands


def test_the_raw_text_may_have_thirty_two_kibibytes() -> None:
    assert len(parse_html("é" * 16_384).text) == 16_384
    assert refusal("é" * 16_385) == "Bad Request: text is too long"


@given(st.text())
def test_any_escaped_text_comes_out_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped).text == text.strip()


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<", "&", "😀", " ", "x"])))
def test_marks_always_lie_inside_the_text(pieces: list[str]) -> None:
    try:
        formatted = parse_html("".join(pieces))
    except Refusal:
        return
    assert all(_lies_inside(one, formatted.text) for one in formatted.entities)


def _lies_inside(entity: Json, text: str) -> bool:
    units = text.encode("utf-16-le")
    begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    inside = units[begin:end].decode("utf-16-le")  # fails when an emoji is cut in two
    return bool(inside) and end <= len(units)
