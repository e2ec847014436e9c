"""The doors of the page for files: what comes in, and what is kept."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox import panel
from tests.sandbox.served import Stage, served

RAW = {"Content-Type": "application/octet-stream"}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with served(Stage()) as stage:
        yield stage


@pytest.fixture
async def http(stage: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(stage.address) as http:
        yield http


async def test_a_form_of_another_site_cannot_upload(stage, http):
    for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded"):
        headers = {"Content-Type": kind}
        async with http.post("/sandbox/upload?name=a.txt", data=b"x", headers=headers) as answer:
            assert answer.status == 415
    assert stage.world.messages(stage.ana) == []


async def test_an_upload_has_a_limit(stage, http, monkeypatch):
    monkeypatch.setattr(panel, "MOST_UPLOAD", 100)
    for size, status in ((100, 200), (101, 413)):
        sent = bytes(size)
        async with http.post("/sandbox/upload?name=a.bin", data=sent, headers=RAW) as answer:
            assert answer.status == status


@pytest.mark.parametrize("about", ["", "name=", f"name=a&caption={'x' * 1025}"])
async def test_an_upload_without_a_name_or_with_a_long_caption_is_refused(stage, http, about):
    async with http.post(f"/sandbox/upload?{about}", data=b"x", headers=RAW) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].endswith(".")


async def test_a_file_that_is_no_picture_is_only_ever_downloaded(stage, http):
    page = b"<script>alert(1)</script>"
    async with http.post("/sandbox/upload?name=a.html", data=page, headers=RAW) as answer:
        assert answer.status == 200
    (sent,) = stage.world.messages(stage.ana)
    async with http.get(f"/sandbox/file/{sent.media.file_id}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("path", ["transcript.exe", "transcript.txt?user=1"])
async def test_a_transcript_of_nobody_or_of_no_kind_is_not_there(stage, http, path):
    async with http.get(f"/sandbox/{path}") as answer:
        assert answer.status == 404
