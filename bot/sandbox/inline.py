"""Words behind the bot's name, and the one list of results each query may get, in time."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.formatting import Formatted
from bot.sandbox.refusal import bad_request
from bot.sandbox.values import Json, Media

ANSWER_WITHIN = 15.0  # seconds; Telegram publishes no number, so this is stricter than rumour
MOST_QUERY = 256  # characters
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Choice:
    """One result a person may choose: what the list shows, and the message it becomes."""

    id: str
    kind: str
    title: str
    description: str
    words: Formatted
    media: Media | None = None
    markup: Json | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The list a query was answered with. `button` stands above it, in Telegram's form."""

    choices: tuple[Choice, ...]
    button: Json | None = None
    cache_time: int = 300  # seconds
    is_personal: bool = False


@dataclass(slots=True)
class Query:
    """Words one person typed, `asked` in unix seconds; `offer` stays None until the answer."""

    id: str
    user_id: int
    text: str
    asked: float
    offer: Offer | None = None


@dataclass(slots=True)
class Queries:
    """Every query by its id; `now` gives unix seconds."""

    now: Callable[[], float]
    known: dict[str, Query] = field(default_factory=dict)

    def ask(self, user_id: int, text: str) -> Query:
        """Note what somebody typed; ValueError when it is too long."""
        if len(text) > MOST_QUERY:
            raise ValueError(f"Telegram cuts a query at {MOST_QUERY} characters")
        number = str(6_000_000_000_000_001 + len(self.known))
        query = Query(number, user_id, text, self.now())
        self.known[number] = query
        return query

    def answer(self, query_id: str, offer: Offer) -> None:
        """Show a list; refused for an unknown id, a second answer, or after 15 s."""
        query = self.known.get(query_id)
        if query is None or query.offer or self.now() - query.asked > ANSWER_WITHIN:
            raise bad_request(TOO_OLD)
        query.offer = offer

    def newest(self, user_id: int) -> Query | None:
        """What this person typed last."""
        mine = [query for query in self.known.values() if query.user_id == user_id]
        return mine[-1] if mine else None

    def choice(self, user_id: int, query_id: str, result_id: str) -> Choice:
        """A result that was offered to this person; ValueError when there is none like it."""
        query = self.known.get(query_id)
        offered = query.offer if query is not None and query.user_id == user_id else None
        found = [one for one in offered.choices if one.id == result_id] if offered else []
        if not found:
            raise ValueError(f"no result {result_id!r} was offered")
        return found[0]
