"""What a customer sends and what somebody wants to say, checked before an adapter touches it."""

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.entries import Words
from conversations.errors import UnknownChoice
from conversations.journal import TurnResult
from conversations.storable import is_storable, require_storable


@dataclass(frozen=True, slots=True)
class Contents:
    """One inbound message: exactly one of `text` and `choice_id`.

    Raises `ValueError` when it is neither or both, or cannot be stored.
    """

    client_id: str
    text: str | None
    choice_id: str | None
    page: Mapping[str, str] | None
    address: str | None = None

    def __post_init__(self) -> None:
        if (self.text is None) == (self.choice_id is None):
            raise ValueError("A message is either a text or a choice.")
        require_storable(self.client_id, self.text, self.address)
        require_storable(*(self.page or {}).keys(), *(self.page or {}).values())
        if self.choice_id is not None and not is_storable(self.choice_id):
            raise UnknownChoice("This conversation was never given that choice.")

    def says_the_same_as(self, text: str, choice_id: str | None) -> bool:
        """Whether a stored message has this content. A retry may come from the next page and address."""
        return choice_id == self.choice_id and (choice_id is not None or text == self.text)


def with_deed(note: str | None, deed: str) -> str:
    """The internal note of a turn in which this was done as well."""
    if note is None or deed in note:
        return note or deed
    return f"{note} {deed}"


def require_storable_result(result: TurnResult) -> None:
    """Raises `ValueError` for a turn's result that cannot be stored."""
    require_storable_words(*result.words)
    require_storable(result.end.reason, result.snapshot, result.note, *result.cancelled_notices)
    for notice in result.notices:
        require_storable(notice.order_number, notice.proof_email)


def require_storable_words(*all_words: Words) -> None:
    """Raises `ValueError` for words, labels or meanings that cannot be stored."""
    for words in all_words:
        require_storable(words.text)
        for choice in words.choices:
            meaning = choice.meaning
            require_storable(choice.label, meaning.intent, meaning.form, meaning.slot)
            require_storable(*meaning.entities.keys(), *meaning.entities.values())
