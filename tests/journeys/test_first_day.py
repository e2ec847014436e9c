"""A first day and the days after it, through the sandbox, by taps alone."""

from datetime import timedelta

from bot.cli.sandbox import Sandbox
from tests.journeys.person import Person


async def jump(sandbox: Sandbox, person: Person) -> None:
    """Wind the clock to the next routine of this person."""
    await sandbox.jump(person.id)


async def test_ana_subscribes_does_her_first_routine_and_gets_the_next_one_once(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    await ana.starts()
    end = await ana.finishes()
    assert "tomorrow, Tuesday, at 08:00" in end.text
    before = len(ana.screens)
    await jump(sandbox, ana)
    card = await ana.sees("Your routine for Tuesday, 24 November", after=before)
    assert "Start" in ana.labels(card)
    await jump(sandbox, ana)
    await ana.sees("Wednesday, 25 November")
    tuesdays = [m for m in ana.screens if "Tuesday, 24 November" in m.text]
    assert len(tuesdays) == 1


async def test_two_people_are_strangers_to_each_other(
    sandbox: Sandbox, ana: Person, bo: Person
) -> None:
    await ana.subscribes()
    await bo.subscribes(zone="Auckland", hour="07:00")
    card = ana.with_button("Start")
    callback = ana.world.press(
        bo.id, bo.screens[-1].message_id, ana.data_of(card, "Start"), forged=True
    )
    await bo.answered(callback)
    await ana.starts()
    assert "1 of" in ana.screens[-1].text


async def test_a_restart_in_the_middle_of_a_session_loses_nothing(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    await ana.starts()
    await ana.taps("Done", "2 of ")
    await sandbox.restart()
    await ana.taps("Done", "3 of ")


async def test_what_is_written_while_the_bot_is_away_is_answered_when_it_is_back(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    await sandbox.stop_bot()
    ana.world.say(ana.id, "/days mon")
    await sandbox.start_bot()
    await ana.sees("Your routine comes on: Monday")


async def test_later_brings_the_card_back(sandbox: Sandbox, ana: Person) -> None:
    await ana.subscribes()
    await ana.taps("Later", "When should I come back")
    await ana.taps("In 15 minutes", "come back at")
    before = len(ana.screens)
    await sandbox.wind(timedelta(minutes=16).total_seconds())
    card = await ana.sees("Your routine for Monday", after=before)
    assert "Start" in ana.labels(card)


async def test_blocking_ends_deliveries_and_coming_back_restores_them(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    ana.world.block(ana.id)
    await sandbox.wind(timedelta(days=2).total_seconds())
    ana.world.unblock(ana.id)
    said = await ana.says("/time 9:00", "Next routine")
    assert "09:00" in said.text
    assert not [m for m in ana.screens if "Tuesday, 24 November" in m.text]


async def test_an_emergency_in_the_middle_of_a_session_stops_everything(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    await ana.starts()
    card = await ana.says("my groin is numb and I can't pee", "emergency number now")
    assert card.reply_markup is None
    before = len(ana.screens)
    await sandbox.wind(timedelta(days=1).total_seconds())
    said = await ana.says("/today", "on hold")
    assert said
    assert not [m for m in ana.screens[before:] if "Your routine" in m.text]


async def test_only_the_newest_message_keeps_its_buttons(sandbox: Sandbox, ana: Person) -> None:
    await ana.subscribes()
    await ana.says("/today", "Your routine for")
    await ana.says("/today", "Your routine for")
    await ana.world.wait_for(
        lambda _w: sum(1 for m in ana.screens if "Start" in ana.labels(m)) == 1
    )


async def test_an_old_button_is_answered_with_where_one_is(sandbox: Sandbox, ana: Person) -> None:
    await ana.subscribes()
    await ana.starts()
    step = ana.with_button("Done")
    old = ana.data_of(step, "Done")
    await ana.taps("Done", "2 of ")
    await ana.taps("Done", "3 of ")
    callback = ana.world.press(ana.id, step.message_id, old, forged=True)
    await ana.answered(callback)
    assert "3 of" in ana.screens[-1].text


async def test_pictures_voices_and_stickers_get_a_polite_answer(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    for kind in ("photo", "voice", "sticker", "document", "video"):
        before = len(ana.screens)
        ana.world.send_media(ana.id, kind)  # type: ignore[arg-type]
        await ana.sees("can't see pictures", after=before)


async def test_a_shared_location_sets_the_clock(sandbox: Sandbox, ana: Person) -> None:
    await ana.subscribes()
    await ana.says("/timezone", "What time is it")
    await ana.taps("Use my location", "share where you are")
    assert ana.world.reply_keyboard(ana.id)
    ana.world.share_location(ana.id, -36.85, 174.76)
    await ana.sees("I found Auckland")
    assert ana.world.reply_keyboard(ana.id) is None
    await ana.taps("Yes, that's my time", "Pacific/Auckland")


async def test_the_command_menu_is_set(sandbox: Sandbox, ana: Person) -> None:
    menu = [one["command"] for commands in sandbox.world.commands.values() for one in commands]
    assert menu[0] == "today"
    assert {"time", "symptoms", "redflags", "doctor", "settings", "pause", "help"} < set(menu)
    assert len(menu) <= 10
