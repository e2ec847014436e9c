"""Favourites: an exercise is marked, asked for more often or left out, and each can be undone."""

from bot.services import body, export, favourites, plans, subscribers
from bot.services.person import Person
from bot.services.work import Work
from storage.tables import Subscriber
from tests.chat.talking import Chat

MOVE = "glute-bridge"
CARD = f"1:ex:card:{MOVE}:home:0"


def opens(chat: Chat, id_: str = MOVE) -> str:
    """Open the card of a move; returns its words."""
    return chat.presses(f"1:ex:card:{id_}:home:0").screens[-1].text


def row(chat: Chat) -> Subscriber:
    with chat.database.look() as db:
        found = db.get(Subscriber, chat.person)
        assert found is not None
        db.expunge(found)
        return found


def planned(chat: Chat) -> set[str]:
    """The moves of today's plan."""
    with chat.database.begin() as db:
        work = Work(db, chat.library, chat.words, chat.now)
        person = subscribers.find(work, chat.person)
        assert person is not None
        found = plans.today(work, person).plan
        assert found is not None
        return {item.exercise for item in found.items}


def test_a_star_puts_a_move_on_the_list_and_a_second_tap_takes_it_off(chat: Chat) -> None:
    chat.subscribes()
    opens(chat)
    chat.taps("Add to favourites")
    assert "favourites now" in chat.replies[-1].toast
    chat.types("/exercises")
    chat.taps("My favourites (1)")
    assert "Glute bridge" in chat.labels()
    chat.taps("Glute bridge")
    chat.taps("A favourite: take off")
    assert row(chat).favourites == []
    chat.types("/exercises")
    assert "no favourites yet" in chat.taps("My favourites (0)")
    assert chat.labels() == ["‹ All exercises"]


def test_a_card_opened_from_the_favourites_leads_back_to_them(chat: Chat) -> None:
    chat.subscribes()
    opens(chat)
    chat.taps("Add to favourites")
    chat.types("/exercises")
    chat.taps("My favourites")
    chat.taps("Glute bridge")
    assert "My favourites" in chat.taps("‹ Back")


def test_a_move_that_is_never_wanted_leaves_the_plan_of_today_at_once(chat: Chat) -> None:
    chat.subscribes()
    first = sorted(planned(chat))
    unwanted = next(id_ for id_ in first if id_ != "easy-cardio")
    opens(chat, unwanted)
    chat.taps("Never plan this")
    assert unwanted not in planned(chat)
    assert "never to plan this" in chat.replies[-1].screens[-1].text
    chat.taps("Never: undo")
    assert sorted(planned(chat)) == first


def test_a_session_that_has_begun_keeps_its_plan_and_the_next_day_follows(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    begun = planned(chat)
    unwanted = next(id_ for id_ in sorted(begun) if id_ != "easy-cardio")
    opens(chat, unwanted)
    chat.taps("Never plan this")
    assert planned(chat) == begun
    chat.waits(days=1)
    assert unwanted not in planned(chat)


def test_what_is_left_out_and_what_is_wanted_take_each_others_place(chat: Chat) -> None:
    chat.subscribes()
    opens(chat)
    chat.taps("More like this")
    assert (row(chat).likes, row(chat).never) == ([MOVE], [])
    chat.taps("Never plan this")
    assert (row(chat).likes, row(chat).never) == ([], [MOVE])


def test_every_choice_is_found_again_under_exercises_and_can_be_undone(chat: Chat) -> None:
    chat.subscribes()
    opens(chat, "clamshell")
    chat.taps("More like this")
    opens(chat)
    chat.taps("Never plan this")
    for name, move, undo in (
        ("More like these (1)", "Clamshell", "More: undo"),
        ("Never planned (1)", "Glute bridge", "Never: undo"),
    ):
        chat.types("/exercises")
        chat.taps(name)
        chat.taps(move)
        chat.taps(undo)
    assert (row(chat).likes, row(chat).never) == ([], [])
    chat.types("/exercises")
    assert not [label for label in chat.labels() if "planned" in label or "like these" in label]


def test_before_consent_nothing_can_be_chosen(chat: Chat) -> None:
    chat.types("/exercises bridge")
    chat.presses(CARD)
    assert not [label for label in chat.labels() if "favourite" in label or "Never" in label]
    chat.presses(f"1:wish:never:{MOVE}:home:0")
    assert row(chat).never == []


def test_on_hold_a_card_offers_nothing_to_choose(chat: Chat) -> None:
    chat.subscribes()
    chat.types("I can't pee and I'm numb between my legs")
    opens(chat)
    assert not [label for label in chat.labels() if "favourite" in label or "Never" in label]


def test_a_move_that_is_in_no_plan_can_only_be_marked(chat: Chat) -> None:
    chat.subscribes()
    opens(chat, "pigeon-pose")
    assert [label for label in chat.labels() if "favourites" in label]
    assert not [label for label in chat.labels() if "Never plan" in label or "More like" in label]


def test_forged_choices_are_old_buttons(chat: Chat) -> None:
    chat.subscribes()
    for data in ("1:wish:never:no-such-move:home:0", "1:wish:love:plank:home:0", "1:wish:star"):
        assert "out of date" in chat.presses(data).toast
    assert (row(chat).favourites, row(chat).never) == ([], [])


def test_what_was_chosen_stands_in_the_export(chat: Chat) -> None:
    chat.subscribes()
    opens(chat)
    chat.taps("Add to favourites")
    opens(chat, "clamshell")
    chat.taps("Never plan this")
    with chat.database.look() as db:
        found = export.everything(Work(db, chat.library, chat.words, chat.now), chat.person)
    assert found is not None
    (told,) = found["data"]["subscriber"]
    assert (told["favourites"], told["likes"], told["never"]) == ([MOVE], [], ["clamshell"])


def test_a_limit_that_changes_keeps_the_choices(chat: Chat) -> None:
    chat.subscribes()
    opens(chat)
    chat.taps("Add to favourites")
    with chat.database.begin() as db:
        work = Work(db, chat.library, chat.words, chat.now)
        person: Person | None = subscribers.find(work, chat.person)
        assert person is not None
        changed = body.toggle(work, person, "no_kneeling")
        assert favourites.of(work, changed).star == (MOVE,)
