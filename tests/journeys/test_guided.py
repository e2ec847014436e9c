"""Guide me: words at once, the video when it is made, and the session goes on from either."""

from pathlib import Path

import pytest

from bot.app import App
from bot.cli.sandbox import Sandbox
from bot.sandbox.faults import Fault
from bot.sandbox.values import Message
from content.film.script import Script
from tests.journeys.person import Person

MAKING = "I'm making your video"
DRAWING = 100.0  # seconds a machine that is busy may take for a minute of video
REFUSED = "Bad Request: wrong file identifier/HTTP URL specified"


def app_of(sandbox: Sandbox) -> App:
    """The running bot."""
    assert sandbox._bot is not None
    return sandbox._bot


async def a_film(_script: Script, stretches: Path, to: Path) -> None:
    """A film that is there at once."""
    stretches.mkdir(parents=True, exist_ok=True)
    to.write_bytes(b"\0\0\0\x18ftypmp42 film")


async def crash(_script: Script, _stretches: Path, _to: Path) -> None:
    """A drawing process that dies."""
    raise RuntimeError("the drawing process ended")


async def with_video(sandbox: Sandbox, person: Person) -> Message:
    """Wait for the message with the video."""

    def find(_world: object) -> Message | None:
        found = [one for one in person.screens if one.media and one.media.kind == "video"]
        return found[-1] if found else None

    return await sandbox.world.wait_for(find, timeout=DRAWING)


async def guided(sandbox: Sandbox, person: Person) -> Message:
    """Guide me from the first card, with films that are there at once; returns the video."""
    app_of(sandbox).studio.make = a_film
    await person.subscribes()
    await person.taps("Guide me", "usually hurt")
    await person.taps("3", MAKING)
    return await with_video(sandbox, person)


async def test_words_come_first_then_a_real_video_then_the_end_of_the_session(
    sandbox: Sandbox, ana: Person
) -> None:
    await ana.subscribes()
    await ana.starts()
    await ana.taps("Stop here", "Next routine")
    await ana.says("/today", "Your routine for")
    await ana.taps("1 minute", "1 of ")
    words = await ana.taps("Guide me", MAKING)
    assert words is not None
    assert words.media is None
    film = await with_video(sandbox, ana)
    assert film.message_id > words.message_id
    assert film.media is not None
    content = sandbox.world.files[film.media.file_id]
    assert 20_000 < len(content) < 2_000_000
    await ana.taps("I did it all", "That was the last move")
    await ana.taps("1", "All done")


async def test_the_steps_go_on_while_the_video_is_there(sandbox: Sandbox, ana: Person) -> None:
    await guided(sandbox, ana)
    await ana.taps("Done", "2 of ")
    await ana.taps("I did a part", "One question before you go")
    await ana.taps("2", "That counts")


async def test_the_same_video_is_uploaded_once(sandbox: Sandbox, ana: Person) -> None:
    film = await guided(sandbox, ana)
    before = len(ana.screens)
    await ana.taps("Guide me", MAKING)
    await ana.sees("press play", after=before)
    again = await with_video(sandbox, ana)
    assert again.message_id != film.message_id
    assert film.media is not None
    assert again.media is not None
    assert again.media.file_id == film.media.file_id


async def test_a_name_that_telegram_lost_is_uploaded_again(sandbox: Sandbox, ana: Person) -> None:
    film = await guided(sandbox, ana)
    sandbox.world.faults.add(Fault("error", method="sendVideo", status=400, description=REFUSED))
    before = len(ana.screens)
    await ana.taps("Guide me", MAKING)
    await ana.sees("press play", after=before)
    again = await with_video(sandbox, ana)
    assert film.media is not None
    assert again.media is not None
    assert again.media.file_id != film.media.file_id


@pytest.mark.parametrize("trouble", ["crash", "refused", "too large"])
async def test_a_video_that_cannot_come_comes_as_times_in_words(
    sandbox: Sandbox, ana: Person, trouble: str
) -> None:
    app_of(sandbox).studio.make = crash if trouble == "crash" else a_film
    if trouble != "crash":
        status = 400 if trouble == "refused" else 413
        words = "Bad Request: no" if trouble == "refused" else "Request Entity Too Large"
        sandbox.world.faults.add(
            Fault("error", method="sendVideo", status=status, description=words, count=None)
        )
    await ana.subscribes()
    await ana.taps("Guide me", "usually hurt")
    await ana.taps("3", MAKING)
    times = await ana.sees("didn't work out")
    assert "0:00" in times.text
    assert times.media is None
    await ana.taps("I did it all", "That was the last move")


async def test_a_network_that_fails_is_tried_again_and_the_video_comes_once(
    sandbox: Sandbox, ana: Person
) -> None:
    app_of(sandbox).studio.make = a_film
    sandbox.world.faults.add(Fault("error", method="sendVideo", status=429, retry_after=1))
    await ana.subscribes()
    await ana.taps("Guide me", "usually hurt")
    await ana.taps("3", MAKING)
    await with_video(sandbox, ana)
    assert len([one for one in ana.screens if one.media and one.media.kind == "video"]) == 1


async def test_words_only_means_times_in_words_and_no_video(sandbox: Sandbox, ana: Person) -> None:
    app_of(sandbox).studio.make = crash
    await ana.subscribes()
    await ana.says("/settings pictures", "Pictures are on")
    await ana.taps("Words only", "Pictures are off")
    await ana.says("/today", "Your routine for")
    await ana.taps("Guide me", "usually hurt")
    times = await ana.taps("3", "Start a timer")
    assert times is not None
    assert "didn't work out" not in times.text
    assert all(one.media is None for one in ana.screens)
