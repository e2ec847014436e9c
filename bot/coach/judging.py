"""PURE: a message read in English and in every other language we know; the highest wins."""

from dataclasses import dataclass

from bot.coach import languages as foreign_languages
from bot.coach import triage
from bot.coach.languages import ForeignJudgement
from bot.coach.reading import Sign
from bot.coach.triage import Judgement, Level
from content.model import Languages, Safety


@dataclass(frozen=True, slots=True)
class Judged:
    """What a message means: the English judgement, and the one in another language if any."""

    english: Judgement
    foreign: ForeignJudgement | None = None

    @property
    def speaks_foreign(self) -> bool:
        """Whether the card of the other language is the one to show.

        A crisis goes before everything. Of two equal levels English, which we read better, wins,
        unless it has no more than the sound of the words.
        """
        if self.foreign is None or self.english.crisis:
            return False
        if self.foreign.crisis:
            return True
        rank, english = Level(self.foreign.level).rank, self.english
        vague = rank == english.level.rank and triage.only_sounds(english)
        return rank < english.level.rank or vague or self._only_unreadable

    @property
    def _only_unreadable(self) -> bool:
        """Both sides are unsure, and English only because the letters are not Latin."""
        unsure = self.english.level is Level.UNSURE
        return unsure and not self.english.findings

    @property
    def level(self) -> Level:
        """The more urgent of the two levels."""
        if self.foreign is None:
            return self.english.level
        return min(self.english.level, Level(self.foreign.level), key=lambda level: level.rank)

    @property
    def crisis(self) -> bool:
        """Whether either reading is a crisis."""
        return self.english.crisis or (self.foreign is not None and self.foreign.crisis)

    @property
    def rules(self) -> tuple[str, ...]:
        """The K-rules behind the level, of both readings, each once."""
        foreign = self.foreign.rules if self.foreign else ()
        return tuple(dict.fromkeys((*self.english.rules, *foreign)))

    @property
    def language(self) -> str | None:
        """The language of the card to show: None for English, "" for one we cannot name."""
        return self.foreign.language if self.foreign and self.speaks_foreign else None

    @property
    def card(self) -> str | None:
        """The name of the card to show, in `language`."""
        return self.foreign.card if self.foreign and self.speaks_foreign else self.english.card


def judge(
    text: str, safety: Safety, languages: Languages, earlier: tuple[Sign, ...] = ()
) -> Judged:
    """Read `text` in all languages, with what was said `earlier` in English. Never raises."""
    english = triage.judge(text, safety, earlier)
    return Judged(english, foreign_languages.judge(text, languages))
