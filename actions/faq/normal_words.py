"""A sentence as the words that matter for finding an entry, without endings, filling words and synonyms."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_APOSTROPHES = str.maketrans("", "", "'’`´")

_FILLING = frozenset(
    """
    a about after all also am an and any anything are as at be because been before but by can cant
    could did didnt do does doesnt doing done dont for from get getting give go goes going got had
    has hasnt have havent having hello her hey hi his how i id if ill im in into is isnt it item
    items its ive just know let like make may me might more must my need no not of off on one only
    or our out please pls possible really shall she should so some something tell than thank thanks
    that thats the their them then there theres these they thing this those to too u until up us use
    very want was we were what whats will with wont would yes yet you your youre
    """.split()  # noqa: SIM905  a hundred quoted words are harder to read
)
_SAME = {
    "package": "parcel", "packet": "parcel", "shipment": "parcel", "box": "parcel",
    "ship": "deliver", "delivery": "deliver", "postage": "deliver", "sent": "send",
    "fee": "cost", "price": "cost", "expensive": "cost", "charge": "cost", "free": "cost",
    "reimburse": "refund", "reimbursement": "refund",
    "swap": "exchange", "replace": "exchange", "larger": "big", "bigger": "big", "smaller": "small",
    "bill": "invoice", "receipt": "invoice",
    "reject": "decline", "refuse": "decline", "fail": "decline", "error": "decline",
    "broken": "damage", "faulty": "damage", "defective": "damage", "ripped": "damage", "broke": "damage",
    "different": "other", "another": "other", "foreign": "abroad", "overseas": "abroad",
    "paid": "pay", "bought": "order", "buy": "order", "purchase": "order", "lose": "lost",
    "telephone": "phone", "mail": "email", "support": "service", "guarantee": "warranty",
}  # fmt: skip
_ENDINGS = ("ingly", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3


def normal_words(text: str) -> list[str]:
    """The words of `text` in their sequence, made equal where they mean the same here."""
    return [normal for _, normal in content_words(text)]


def content_words(text: str) -> list[tuple[str, str]]:
    """The same words, each as it is written and as it was made equal."""
    return [(word, _normal(word)) for word in all_words(text) if word not in _FILLING]


def all_words(text: str) -> list[str]:
    """Every word of `text` as it is written, but for capitals, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_APOSTROPHES)
    if not plain.isascii():
        plain = _BEYOND_ASCII.sub(lambda found: "" if unicodedata.combining(found[0]) else found[0], plain)
    return _WORD.findall(plain.replace("e-mail", "email"))


def spelled_alike(line: str) -> str:
    """The same for all spellings of a line: with or without capitals, accents and signs."""
    return " ".join(all_words(line))


@lru_cache(maxsize=10_000)
def _normal(word: str) -> str:
    stem = _stem(word)
    return _SAME_STEM.get(stem, stem)


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), None)
    if ending is None or word.endswith("ss"):
        return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word
    stem = word.removesuffix(ending)
    if ending in ("ies", "ied"):
        return stem + "y"
    return stem[:-1] if _is_doubled(stem) else stem.removesuffix("e")


def _is_doubled(stem: str) -> bool:
    """`shipp` and `cancell` are, `sell` and `pass` are not."""
    longest_own = 5 if stem[-1] in "ls" else _SHORTEST_STEM
    return stem[-1] == stem[-2] and len(stem) > longest_own


_SAME_STEM = {_stem(word): _stem(same) for word, same in _SAME.items()}
