"""The pretend Bot API runs as a process of its own, driven from outside."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A running `python -m bot.sandbox` with a ledger in `tmp_path`."""
    command = [sys.executable, "-m", "bot.sandbox", "--ledger", str(tmp_path / "book.jsonl")]
    with subprocess.Popen(
        [*command, "--token", "7:secret"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()
        assert process.wait(10) == 0


def test_another_process_plays_the_people_and_reads_the_book(address: str, tmp_path: Path) -> None:
    with httpx.Client(base_url=address, verify=False) as client:

        def do(name: str, **arguments: Any) -> Any:
            answer = client.post("/sandbox/control", json={"do": name, **arguments})
            assert answer.status_code == 200, answer.text
            return answer.json()["result"]

        def call(method: str, **parameters: Any) -> Any:
            return client.post(f"/bot7:secret/{method}", json=parameters).json()

        ana = do("add_account", first_name="Ana")["id"]
        do("say", user_id=ana, text="/start")
        assert call("getUpdates")["result"][0]["message"]["text"] == "/start"
        button = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
        sent = call("sendMessage", chat_id=ana, text="Ready?", reply_markup=button)["result"]
        do("press", user_id=ana, message_id=sent["message_id"], data="go")
        assert [tap["data"] for tap in do("taps")] == ["go"]
        do("wind", seconds=200)
        assert [list(update)[1] for update in do("pending")] == ["message"]
        do("fault", kind="error", status=502, html=True, applied=True, method="sendMessage")
        broken = client.post("/bot7:secret/sendMessage", json={"chat_id": ana, "text": "two"})
        assert broken.status_code == 502
        do("fault", kind="hold", applied=True, gate="later")
        with pytest.raises(httpx.ReadTimeout):
            client.post(
                "/bot7:secret/sendMessage", json={"chat_id": ana, "text": "three"}, timeout=0.3
            )
        do("release", gate="later")
        lines = (tmp_path / "book.jsonl").read_text().splitlines()
        assert [json.loads(line) for line in lines] == do("ledger")
        assert [line["text"] for line in do("ledger")] == ["Ready?", "two", "three"]
        wrong = client.post("/sandbox/control", json={"do": "dance"})
        assert (wrong.status_code, wrong.json()) == (400, {"error": "KeyError: 'dance'"})
