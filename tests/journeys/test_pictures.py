"""Clips in the chat: they stand above the words, and whatever happens to one, the words come."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app import App
from bot.cli.sandbox import Sandbox
from bot.sandbox.faults import Fault
from bot.services.album import Album, Drawing
from tests.journeys.person import Person

WRONG_ID = "Bad Request: wrong file identifier/HTTP URL specified"
PLENTY = 30.0  # seconds of patience, for a machine that is busy


def app_of(sandbox: Sandbox) -> App:
    """The running bot."""
    assert sandbox._bot is not None
    return sandbox._bot


async def draws(sandbox: Sandbox) -> None:
    """Let the album draw what was asked for, as it does some seconds after the start."""
    await app_of(sandbox).album.draw_wanted()


async def crash(_wanted: Drawing) -> bytes:
    """A drawing process that dies."""
    raise RuntimeError("the drawing process ended")


async def never(_wanted: Drawing) -> bytes:
    """A drawing that takes for ever."""
    await asyncio.Event().wait()
    raise AssertionError("nobody waits that long")


async def at_first_move(sandbox: Sandbox, person: Person) -> None:
    """Subscribe and start; the clip of the first move is there from then on."""
    await person.subscribes()
    assert (await person.starts()).media is None
    await draws(sandbox)


async def test_a_step_has_its_clip_and_it_is_uploaded_once_for_everybody(
    sandbox: Sandbox, ana: Person, bo: Person
) -> None:
    await at_first_move(sandbox, ana)
    step = await ana.says("/today", "1 of ")
    assert step.media is not None
    assert step.media.kind == "animation"
    await bo.subscribes()
    same = await bo.starts()
    assert same.media is not None
    assert same.media.file_id == step.media.file_id


async def test_words_never_go_over_a_clip_but_take_its_place(sandbox: Sandbox, ana: Person) -> None:
    await at_first_move(sandbox, ana)
    step = await ana.says("/today", "1 of ")
    stopped = await ana.taps("Stop", "Next routine")
    assert stopped is not None
    assert stopped.message_id != step.message_id
    assert stopped.media is None
    await sandbox.world.wait_for(lambda _: step.deleted or None)


async def test_a_question_about_pain_keeps_the_clip_of_the_move(
    sandbox: Sandbox, ana: Person
) -> None:
    await at_first_move(sandbox, ana)
    step = await ana.says("/today", "1 of ")
    asked = await ana.taps("This hurts", "How")
    assert asked is not None
    assert asked.message_id == step.message_id
    assert asked.media is not None


async def test_a_name_that_telegram_lost_is_uploaded_again_once(
    sandbox: Sandbox, ana: Person
) -> None:
    await at_first_move(sandbox, ana)
    first = await ana.says("/today", "1 of ")
    wrong = Fault("error", method="sendAnimation", status=400, description=WRONG_ID)
    sandbox.world.faults.add(wrong)
    again = await ana.says("/today", "1 of ")
    assert first.media is not None
    assert again.media is not None
    assert again.media.file_id != first.media.file_id
    assert wrong.hit == 1


async def test_a_refused_upload_leaves_the_words(sandbox: Sandbox, ana: Person) -> None:
    await at_first_move(sandbox, ana)
    no = Fault(
        "error", method="sendAnimation", status=400, description="Bad Request: no", count=None
    )
    sandbox.world.faults.add(no)
    step = await ana.says("/today", "1 of ")
    assert step.media is None
    assert no.hit == 1


async def test_a_drawing_that_crashes_leaves_the_words(sandbox: Sandbox, ana: Person) -> None:
    app_of(sandbox).album.draw = crash
    await at_first_move(sandbox, ana)
    step = await ana.says("/today", "1 of ")
    assert step.media is None
    await ana.taps("Done", "2 of ")


async def test_words_only_means_no_picture_at_all(sandbox: Sandbox, ana: Person) -> None:
    await at_first_move(sandbox, ana)
    await ana.says("/settings pictures", "Pictures are on")
    await ana.taps("Words only", "Pictures are off")
    step = await ana.says("/today", "1 of ")
    assert step.media is None


async def test_the_card_of_an_exercise_has_its_clip_and_leads_to_all_the_words(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    plain = await ana.says("/exercises glute bridge", "Glute bridge")
    assert plain.media is None
    await draws(sandbox)
    card = await ana.says("/exercises glute bridge", "Glute bridge")
    assert card.media is not None
    whole = await ana.taps("All the words", "Why this much")
    assert whole is not None
    assert whole.media is None


@asynccontextmanager
async def serving(sandbox: Sandbox, *, patience: float = PLENTY) -> AsyncIterator[Album]:
    """The album draws what is asked for, and the bot waits for it as long as this."""
    album = app_of(sandbox).album
    album.patience = patience
    task = asyncio.create_task(album.serve())
    yield album
    task.cancel()


async def test_the_routine_has_one_picture_of_the_day(sandbox: Sandbox, ana: Person) -> None:
    async with serving(sandbox):
        card = await ana.subscribes()
        assert card.media is not None
        assert card.media.kind == "photo"
        before = len(ana.screens)
        await sandbox.jump(ana.id)
        card = await ana.sees("Your routine for Tuesday", after=before)
        assert card.media is not None
        assert "Start" in ana.labels(card)


async def test_the_question_before_the_first_move_keeps_the_picture_of_the_day(
    sandbox: Sandbox, ana: Person
) -> None:
    async with serving(sandbox):
        card = await ana.subscribes()
        asked = await ana.taps("Start", "usually hurt")
        assert asked is not None
        assert asked.message_id == card.message_id
        assert asked.media is not None
        assert asked.media == card.media


@pytest.mark.parametrize("trouble", ["refused", "too large", "slow", "crash"])
async def test_the_routine_comes_once_and_on_time_whatever_happens_to_its_picture(
    sandbox: Sandbox, ana: Person, trouble: str
) -> None:
    async with serving(sandbox, patience=0.2 if trouble == "slow" else PLENTY) as album:
        await ana.subscribes()
        if trouble in ("slow", "crash"):
            album.draw = never if trouble == "slow" else crash
        else:
            status = 400 if trouble == "refused" else 413
            words = "Bad Request: no" if trouble == "refused" else "Request Entity Too Large"
            sandbox.world.faults.add(
                Fault("error", method="sendPhoto", status=status, description=words, count=None)
            )
        before = len(ana.screens)
        await sandbox.jump(ana.id)
        card = await ana.sees("Your routine for Tuesday", after=before)
        assert card.media is None
        assert "Start" in ana.labels(card)
        assert "came late" not in card.text
        assert len([m for m in ana.screens if "Your routine for Tuesday" in m.text]) == 1
