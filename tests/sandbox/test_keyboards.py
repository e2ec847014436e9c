"""Keyboards are checked before they are shown."""

import pytest

from bot.sandbox.keyboards import check_inline, check_markup
from bot.sandbox.refusal import Refusal
from bot.sandbox.values import Json


def inline(*buttons: Json) -> Json:
    return {"inline_keyboard": [list(buttons)]}


def refusal(markup: Json) -> str:
    with pytest.raises(Refusal) as caught:
        check_markup(markup)
    return caught.value.description


@pytest.mark.parametrize(
    "action",
    [
        {"callback_data": "x" * 64},
        {"callback_data": "é" * 32},
        {"url": "https://example.org/a?b=c"},
        {"url": "tg://user?id=1"},
        {"copy_text": {"text": "x" * 256}},
        {"web_app": {"url": "https://example.org"}},
        {"switch_inline_query": ""},
    ],
)
def test_a_button_with_one_good_action_is_shown(action: Json) -> None:
    markup = inline({"text": "Go", "style": "success", **action})
    assert check_inline(markup) == markup


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "url": "example"}, "BUTTON_URL_INVALID"),
        ({"text": "x", "url": "ftp://example.org"}, "BUTTON_URL_INVALID"),
        ({"text": "x", "url": "https://exa mple.org"}, "BUTTON_URL_INVALID"),
        ({"text": "x", "web_app": {"url": "http://example.org"}}, "BUTTON_URL_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "url": "https://a.org", "callback_data": "x"}, "exactly one action"),
        ({"text": " ", "callback_data": "x"}, "non-empty"),
        ({"text": "x", "callback_data": "x", "style": "blue"}, "Invalid button style"),
        ({"text": "x", "callbackdata": "x"}, "has no field callbackdata"),
    ],
)
def test_a_button_that_telegram_would_refuse_or_drop_is_refused(button: Json, words: str) -> None:
    description = refusal(inline(button))
    assert description.startswith("Bad Request: ")
    assert words in description


def test_a_row_holds_eight_buttons_and_a_keyboard_a_hundred() -> None:
    button = {"text": "x", "callback_data": "x"}
    assert check_inline({"inline_keyboard": [[button] * 8] * 12 + [[button] * 4]})
    assert refusal(inline(*[button] * 9)) == "Bad Request: reply markup is too long"
    rows = [[button] * 8] * 12 + [[button] * 5]
    assert refusal({"inline_keyboard": rows}) == "Bad Request: reply markup is too long"


def test_an_empty_inline_keyboard_is_no_keyboard() -> None:
    assert check_inline({"inline_keyboard": []}) is None
    assert check_inline({"inline_keyboard": [[]]}) is None


def test_an_edit_takes_only_inline_keyboards() -> None:
    with pytest.raises(Refusal, match="inline keyboard expected"):
        check_inline({"remove_keyboard": True})


def test_the_keys_of_a_reply_keyboard_may_be_plain_words() -> None:
    checked = check_markup({"keyboard": [["Yes", {"text": "Here", "request_location": True}]]})
    assert checked.form == "reply"
    assert checked.reply == {
        "keyboard": [[{"text": "Yes"}, {"text": "Here", "request_location": True}]]
    }


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"rows": []}, "can't parse reply keyboard markup JSON object"),
        ({"keyboard": []}, "keyboard is empty"),
        ({"keyboard": [["x"]], "input_field_placeholder": "x" * 65}, "placeholder"),
        ({"inline_keyboard": ["x"]}, "Array of Array"),
        ({"inline_keyboard": [], "force_reply": True}, "can't parse reply keyboard markup"),
    ],
)
def test_a_markup_of_no_known_form_is_refused(markup: Json, words: str) -> None:
    assert words in refusal(markup)
