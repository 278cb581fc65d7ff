"""Whom an opt-out is about: a device, a customer on every device, or one conversation.

Written as `kind:id`, the same in memory and in the database.
"""


def subjects(
    *, visitor: str | None = None, customer_id: str | None = None, conversation_id: str | None = None
) -> tuple[str, ...]:
    """Those of the three that are known."""
    known = {"visitor": visitor, "customer": customer_id, "conversation": conversation_id}
    return tuple(f"{kind}:{id_}" for kind, id_ in known.items() if id_ is not None)
