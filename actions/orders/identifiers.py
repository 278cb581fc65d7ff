"""One spelling for order numbers, e-mail addresses and postcodes, however a customer writes them."""

import re
import unicodedata

from actions.orders.errors import NotAnOrderNumber

_NUMBER = re.compile(r"(?:order)?(?:number|nr|no)?(?:db)?([0-9]{1,12})")
_LONGEST_TEXT = 80
_AROUND_AN_EMAIL = " \t\r\n<>()[]\"',;:.!?"


def order_number(text: str) -> str:
    """`#10042`, `10 042` and `DB-10042` are all `10042`. Raises NotAnOrderNumber for anything else."""
    signs = _letters_and_digits(text) if len(text) <= _LONGEST_TEXT else ""
    match = _NUMBER.fullmatch(signs)
    if match is None:
        raise NotAnOrderNumber("An order number is 1 to 12 digits, with or without # or DB- before it.")
    return match[1]


def order_number_or_none(text: str) -> str:
    """As `order_number`; for text without a number a text that no order has, to be looked up all the same."""
    try:
        return order_number(text)
    except NotAnOrderNumber:
        return ""


def is_storable(text: str) -> bool:
    """Whether a database can keep the text at all."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def email(text: str) -> str:
    """Without capitals, and without the spaces and full stops that slip in around an address."""
    return unicodedata.normalize("NFKC", text).casefold().strip(_AROUND_AN_EMAIL)


def postcode(text: str) -> str:
    """Letters and digits only, without capitals: `SW1A 1AA` and `sw1a-1aa` are one."""
    return _letters_and_digits(text)


def _letters_and_digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
