"""Where a page of the queue, or of the trail, ends, spelled as one word for the address of the next page."""

from conversations.storable import is_storable


def spell_more(at: int, conversation_id: str) -> str:
    """`at` in microseconds since 1970."""
    return f"{at}~{conversation_id}"


def parse_more(more: str) -> tuple[int, str]:
    """Raises `ValueError` for a word that `spell_more` never made."""
    at, between, conversation_id = more.partition("~")
    if (
        not between
        or not at.isascii()
        or not at.isdigit()
        or len(at) > 18
        or not is_storable(conversation_id)
    ):
        raise ValueError("That is no place where a page ends.")
    return int(at), conversation_id
