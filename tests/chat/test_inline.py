"""Inline mode: cards for words typed in any chat, a warning before anything else, nobody's data."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.chat import inline
from bot.chat.floods import BURST, Floods, words_of
from bot.chat.illustrated import MOST_CAPTION, Illustrated
from bot.chat.inbox import INLINE_LIVES, WANTED, person_of
from bot.chat.results import Result, Results
from bot.chat.send import Outgoing
from bot.chat.visit import Did, Visit
from bot.services import searching
from bot.services.outcomes import Refused, Sent
from bot.services.pictures import Picture
from bot.services.work import Work
from content.telegram_html import visible
from storage.tables import Subscriber, Verdict
from tests.chat.talking import Chat
from tests.chat.test_inbox import ANA, BOT, PRIVATE, read
from tests.conftest import MONDAY_TEN
from tests.sandbox.stand import Stand, standing

NUMB = "I can't pee and I'm numb between my legs"
MOST_MESSAGE = 4096


def offered(chat: Chat, text: str, *, old: bool = False) -> Results | None:
    """What somebody sees who types this behind the bot's name."""
    visit = Visit(
        1, Did.INLINE, chat.now, chat.person, chat.person, private=False, text=text,
        query_id="q1", old=old,
    )  # fmt: skip
    with chat.database.look() as db:
        return inline.answer(visit, Work(db, chat.library, chat.words, chat.now))


def found(chat: Chat, text: str) -> tuple[Result, ...]:
    results = offered(chat, text)
    assert results is not None
    return results.results


def names(chat: Chat, text: str) -> list[str]:
    return [one.id for one in found(chat, text)]


def test_a_name_finds_its_card_and_the_link_opens_it(chat: Chat) -> None:
    card = next(one for one in found(chat, "piriformis") if one.id == "ex-piriformis-stretch")
    assert card.link == "ex-piriformis-stretch"
    assert card.title in chat.types(f"/start {card.link}")


def test_a_card_is_found_while_its_name_is_being_typed(chat: Chat) -> None:
    for typed in ("pirif", "piriformi", "glute b", "banded hip fle"):
        assert [one for one in names(chat, typed) if one.startswith("ex-")], typed


@pytest.mark.parametrize("text", ["stretch", "hip", "sitting", "heat or ice", "flexor"])
def test_at_most_ten_cards_each_once(chat: Chat, text: str) -> None:
    ids = names(chat, text)
    assert 1 <= len(ids) <= inline.MOST
    assert len(ids) == len(set(ids))


def test_without_words_a_few_useful_cards_are_offered(chat: Chat) -> None:
    wanted = [f"{kind}-{id_}" for kind, id_ in inline.USEFUL]
    assert names(chat, "") == wanted
    assert names(chat, "  ") == wanted


def test_where_nothing_fits_the_button_leads_to_the_bot(chat: Chat) -> None:
    results = offered(chat, "zxqv")
    assert results is not None
    assert results.results == ()
    assert "No card fits" in results.open_label


@pytest.mark.parametrize(
    "text", [NUMB, "chest pain and sweating", "I want to die", "dolor en el pecho"]
)
def test_a_warning_sign_is_answered_with_one_card_and_no_exercise(chat: Chat, text: str) -> None:
    results = offered(chat, text)
    assert results is not None
    assert [one.id for one in results.results] == [inline.WARNING]
    assert results.seconds == 0


def test_the_emergency_card_says_whom_to_call_and_claims_no_pause(chat: Chat) -> None:
    (card,) = found(chat, NUMB)
    assert "112" in card.title
    assert "paused" not in card.text
    assert "hospital" in card.text


def test_no_warning_card_that_can_be_offered_speaks_of_a_pause(chat: Chat) -> None:
    pauses = {
        card.text.strip().splitlines()[-1]
        for card in chat.library.safety.cards.values()
        if card.level in ("emergency", "urgent") and card.id != "bone"
    }
    assert len(pauses) == 1
    for language in chat.library.languages.known.values():
        for name in ("emergency", "overdose"):
            words = language.cards[name]
            last = words.strip().splitlines()[-1]
            assert last not in inline.no_pause(words, words, name)


def test_a_warning_typed_inline_places_no_hold_and_stores_nothing(chat: Chat) -> None:
    chat.subscribes()
    found(chat, NUMB)
    with chat.database.look() as db:
        row = db.get(Subscriber, chat.person)
        assert row is not None
        assert row.hold_level is None
        assert db.exec(select(Verdict)).all() == []


def test_a_stranger_gets_cards_and_is_not_remembered(chat: Chat) -> None:
    assert names(chat, "plank")
    with chat.database.look() as db:
        assert db.get(Subscriber, chat.person) is None


def test_on_hold_there_are_articles_and_no_exercise(chat: Chat) -> None:
    chat.subscribes()
    assert "ex-glute-bridge" in names(chat, "glute bridge")
    chat.types(NUMB)
    ids = names(chat, "glute bridge") + names(chat, "")
    assert ids
    assert not [id_ for id_ in ids if id_.startswith("ex-")]


def test_words_about_a_complaint_get_no_exercise(chat: Chat) -> None:
    ids = names(chat, "my hip hurts since I fell")
    assert ids
    assert not [id_ for id_ in ids if id_.startswith("ex-")]


def test_nothing_of_the_person_stands_in_a_result(chat: Chat) -> None:
    before = found(chat, "bridge"), found(chat, NUMB)
    chat.subscribes("Pinch")
    chat.types("/country Ireland")
    chat.types("/exercises bridge")
    assert (found(chat, "bridge"), found(chat, NUMB)) == before


def test_every_card_of_the_library_fits_a_message_and_an_id_fits_telegram(chat: Chat) -> None:
    keys = [(searching.ARTICLE, id_) for id_ in chat.library.articles]
    keys += [(searching.EXERCISE, id_) for id_ in chat.library.exercises]
    for kind, id_ in keys:
        (hit,) = searching.named(chat.library, [(kind, id_)])
        ids = {one.id: one for one in found(chat, hit.name)}
        card = ids.get(f"{kind}-{id_}")
        if card is not None:
            assert len(visible(card.text)) <= MOST_MESSAGE
            assert kind == searching.ARTICLE or len(visible(card.text)) <= MOST_CAPTION
            assert len(card.id.encode()) <= 64
            assert len(card.link) <= 64


def test_a_question_that_is_too_old_is_dropped(chat: Chat) -> None:
    assert offered(chat, "plank", old=True) is None


# From Telegram and to it


def query(text: str, **more: Any) -> dict[str, Any]:
    return {"id": "q1", "from": ANA, "query": text, "offset": "", **more}


def visit(age: timedelta = timedelta(0), **kinds: Any) -> Visit | None:
    body = json.dumps({"update_id": 1, **kinds})
    return read(body, BOT, now=MONDAY_TEN, received_at=MONDAY_TEN - age)


def test_inline_words_become_a_visit_of_no_chat() -> None:
    seen = visit(inline_query=query("plank"))
    assert seen is not None
    assert (seen.did, seen.text, seen.query_id) == (Did.INLINE, "plank", "q1")
    assert not seen.private
    assert not seen.old


def test_inline_words_that_waited_are_old() -> None:
    seen = visit(INLINE_LIVES + timedelta(seconds=1), inline_query=query("plank"))
    assert seen is not None
    assert seen.old


def test_a_vote_is_a_visit_to_the_private_chat() -> None:
    vote = {"poll_id": "5", "user": ANA, "option_ids": [1], "option_persistent_ids": ["1"]}
    seen = visit(poll_answer=vote)
    assert seen is not None
    assert (seen.did, seen.data, seen.chosen, seen.chat_id) == (Did.VOTE, "5", (1,), 7)


def test_both_are_asked_for_and_belong_to_their_person() -> None:
    assert {"poll_answer", "inline_query"} <= set(WANTED)
    assert person_of({"update_id": 1, "inline_query": query("x")}) == 7
    assert person_of({"update_id": 1, "poll_answer": {"poll_id": "5", "user": ANA}}) == 7


def chosen(text: str, via: int) -> dict[str, Any]:
    bot = {"id": via, "is_bot": True, "first_name": "U", "username": "u_bot"}
    head = {"message_id": 3, "date": 1795428000, "chat": PRIVATE, "from": ANA}
    return head | {"text": text, "via_bot": bot}


def test_a_card_of_ours_sent_to_us_is_no_message_of_the_person() -> None:
    assert visit(message=chosen(NUMB, 123456)) is None
    other = visit(message=chosen(NUMB, 99))
    assert other is not None
    assert other.text == NUMB


def test_a_reply_to_a_card_of_ours_does_not_quote_it() -> None:
    reply = {"message_id": 4, "date": 1795428001, "chat": PRIVATE, "from": ANA, "text": "thanks"}
    seen = visit(message=reply | {"reply_to_message": chosen(NUMB, 123456)})
    assert seen is not None
    assert seen.also == ""


def test_too_many_inline_words_are_dropped_without_a_word_but_never_a_warning() -> None:
    floods = Floods(now=lambda: MONDAY_TEN, alarms=lambda text: "numb" in text)
    for number in range(BURST):
        assert floods.admit(7, {"update_id": number, "inline_query": query("x")})
    assert floods.admit(7, {"update_id": 90, "inline_query": query("x")}) is None
    warning = {"update_id": 91, "inline_query": query("numb")}
    assert floods.admit(7, warning) == warning
    assert words_of(warning) == "numb"


async def asked(stand: Stand, text: str = "plank") -> str:
    """Ana types words, and the bot collects them."""
    return stand.world.query(stand.ana, text)


CARD = Result("ex-plank", "Plank", "Hold still.", "<b>Plank</b>", Picture("clip", ("plank",)),
              "ex-plank", "The whole card")  # fmt: skip


class Shelf:
    """An album that knows one clip by a name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def uploaded(self, _picture: Picture) -> str:
        return self.name


async def test_a_clip_that_telegram_has_stands_above_the_words() -> None:
    async with standing() as stand, stand.real_bot() as bot:
        stored = stand.world.files.store("animation", "plank.mp4", b"film")
        out = Illustrated(bot_out := Outgoing(bot), Shelf(stored.file_id))  # type: ignore[arg-type]
        assert bot_out.bot is bot
        results = Results(await asked(stand), (CARD,), 60, "Open Unpinch", "inline")
        assert isinstance(await out.offer(results), Sent)
        query_ = stand.world.queries.newest(stand.ana)
        assert query_ is not None
        assert query_.offer is not None
        (choice,) = query_.offer.choices
        assert (choice.kind, query_.offer.is_personal, query_.offer.cache_time) == (
            "mpeg4_gif", True, 60,
        )  # fmt: skip
        said = stand.world.choose(stand.ana, query_.id, "ex-plank")
        assert said.media is not None
        assert said.media.file_id == stored.file_id
        assert said.reply_markup is not None
        (button,) = said.reply_markup["inline_keyboard"][0]
        assert button["url"] == f"https://t.me/{stand.world.bot['username']}?start=ex-plank"


async def test_a_clip_that_is_gone_is_left_out_and_the_words_come() -> None:
    async with standing() as stand, stand.real_bot() as bot:
        out = Illustrated(Outgoing(bot), Shelf("gone"))  # type: ignore[arg-type]
        results = Results(await asked(stand), (CARD,), 60, "Open Unpinch", "inline")
        assert isinstance(await out.offer(results), Sent)
        query_ = stand.world.queries.newest(stand.ana)
        assert query_ is not None
        assert query_.offer is not None
        assert [one.kind for one in query_.offer.choices] == ["article"]


async def test_an_answer_that_comes_too_late_is_no_fault() -> None:
    async with standing() as stand, stand.real_bot() as bot:
        results = Results(await asked(stand), (CARD,), 60, "Open Unpinch", "inline")
        stand.wind(seconds=40)
        assert isinstance(await Outgoing(bot).offer(results), Refused)
        assert stand.world.check() == []


def test_the_button_above_the_results_starts_the_bot_as_ever(chat: Chat) -> None:
    results = offered(chat, "plank")
    assert results is not None
    assert "I'm Unpinch" in chat.types(f"/start {results.link}")
