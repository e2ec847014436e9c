"""Results: what words behind the bot's name are answered with, as values without Telegram."""

from dataclasses import dataclass

from bot.services.pictures import Picture


@dataclass(frozen=True, slots=True)
class Result:
    """One card to choose: what the list shows, and the HTML text that is sent when it is chosen.

    `id` is at most 64 bytes and told once in a list. A `picture` stands above the text where
    Telegram has it already. `link` is what opens the bot at the card, `label` the button for it;
    without a link there is no button.
    """

    id: str
    title: str
    line: str
    text: str
    picture: Picture | None = None
    link: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one inline query: its id, the list, and for how many seconds it may be kept.

    `open_label` names the button above the list that opens the bot with `link`.
    """

    query_id: str
    results: tuple[Result, ...]
    seconds: int
    open_label: str
    link: str
