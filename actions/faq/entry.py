"""One entry of the help pages: a question, the ways people ask it, and its answer in two wordings."""

from dataclasses import dataclass
from datetime import date

TALK_TO_PERSON = "talk_to_person"
TRACK_ORDER = "track_order"
CHECK_PAYMENT = "check_payment"
DONE_HERE = frozenset(
    {
        "ask_for_invoice",
        "ask_for_refund",
        "ask_where_refund_is",
        "cancel_order",
        "change_address",
        "change_items",
        "report_damaged_item",
        "report_missing_parcel",
        "start_exchange",
        "start_return",
    }
)
"""Wishes, by their intents, that the chat fulfils at once: "do it now", below the page that says how."""

STEPS = frozenset({TALK_TO_PERSON, TRACK_ORDER, CHECK_PAYMENT}) | DONE_HERE
"""What may stand in `next` beside the slugs of other entries."""


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """An entry as its file says it; texts are plain, paragraphs apart by an empty line."""

    slug: str
    title: str
    ask: tuple[str, ...]
    answer: str
    in_other_words: str
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    language: str = "en"
    valid_until: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Whether the entry may still be given as an answer; `valid_until` itself is the last such day."""
        return self.valid_until is None or day <= self.valid_until
