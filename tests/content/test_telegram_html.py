"""Telegram's small HTML is told from what Telegram would refuse."""

import pytest

from content.telegram_html import has_tags, length, refusals, visible

GOOD = [
    "plain words, 3 > 2 & more",
    "<b>bold <i>and</i></b> <u>u</u> <s>s</s> <code>c</code>",
    '<a href="https://example.org/?a=1&amp;b=2">link</a>',
    "<blockquote expandable>more\nlines</blockquote>",
    '<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>',
    '<pre><code class="language-python">x</code></pre>',
    '<tg-time unix="0" format="wDt">now</tg-time>',
    "&lt;3 &amp; &quot;x&quot; &#39; &#x27;",
]
BAD = [
    ("line<br>break", "take out the tag <br>"),
    ("<p>x</p>", "take out the tag <p>"),
    ("<b>x", "close the tag <b>"),
    ("x</b>", "take out </b>"),
    ("<b><i>x</b></i>", "take out </b>"),
    ("pain < 3", "write &lt;"),
    ("<a>x</a>", "attributes of the tag <a>"),
    ('<b class="x">x</b>', "attributes of the tag <b>"),
    ("a&nbsp;b", "&nbsp;"),
]


@pytest.mark.parametrize("text", GOOD)
def test_what_telegram_knows_is_accepted(text):
    assert list(refusals(text)) == []


@pytest.mark.parametrize(("text", "remedy"), BAD)
def test_what_telegram_refuses_is_explained(text, remedy):
    assert any(remedy in sentence for sentence in refusals(text))


def test_tags_are_not_shown_and_entities_are_read():
    assert visible("<b>a</b> &lt; b") == "a < b"


def test_length_counts_utf16_units_without_the_tags():
    assert length("<b>ab</b>") == 2
    assert length("🌿") == 2
    assert length("&amp;") == 1


def test_only_tags_count_as_tags():
    assert has_tags("<i>x</i>")
    assert not has_tags("3 < 4 > 2")
