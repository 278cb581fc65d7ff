"""What makes an effect of a turn happen once: the message that it belongs to, and the order it is about."""

import re
from typing import NamedTuple

from conversations.errors import UnknownMessage
from conversations.storable import is_storable

_SEQ = re.compile(r"[1-9][0-9]{0,8}")
_ORDER_NUMBER = re.compile(r"[0-9a-z](?:[0-9a-z._/-]{0,38}[0-9a-z])?")


class MessageId(NamedTuple):
    """Written `<conversation id>:<seq of the customer's entry>`."""

    conversation_id: str
    seq: int


def parse_message_id(text: str) -> MessageId:
    """Raises `UnknownMessage` for what cannot be one."""
    conversation_id, _, seq = text.rpartition(":")
    if not is_storable(conversation_id) or not _SEQ.fullmatch(seq):
        raise UnknownMessage("That is no id of a customer's message.")
    return MessageId(conversation_id, int(seq))


def require_order_number(text: str) -> None:
    """Raises `ValueError` unless it is in a normal form: one order must not be counted as several."""
    if not _ORDER_NUMBER.fullmatch(text):
        raise ValueError("An order number comes here in its normal form: lower case, without blanks.")
