"""What shall come in the place of an item: "for mustard", "in 43", "one size bigger". Plain rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.order_talk.items_named import clauses, count_of
from actions.order_talk.own_words import wish_itself
from actions.order_talk.reasons import reason_told
from actions.orders.order import Item

SIZE = re.compile(
    r"\b(?:size )?(?:\d{2}(?:[/–-]\d{2})?|XXS|XS|S|M|L|XL|XXL|xxs|xs|xl|xxl)\b|\b[Ss]ize (?:[sml]|[SML])\b"
    r"|(?<=\ba )[sml]\b|(?<=\ban )[sml]\b|(?<=\bin )[sml]\b|(?<=\bfor )[sml]\b|\b(?:small|medium|large)\b"
)
COLOUR = re.compile(
    r"\b(?:black|white|red|blue|green|yellow|gr[ae]y|brown|navy|pink|purple|orange|beige|rust|moss|oat|slate|chalk|mustard"
    r"|chestnut|cream|olive|teal)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?:a|one|two|half a|the next) sizes? )?(?:bigger|larger|smaller|longer|shorter|wider|up|down)\b"
    r"(?: (?:one|size))?|\bnew one\b|\bsame (?:one|again|thing)\b|\breplacement\b",
    re.IGNORECASE,
)
_SIZES_UP = re.compile(
    r"\b(?:a|one|two|half a|the next) sizes? (?:bigger|larger|smaller|up|down)\b", re.IGNORECASE
)
_A_VERB = r"(?! (?:to )?(?:swap|exchange|change|return|replace|get|have|send|trade|switch)\b)"
_BEFORE = (
    rf"\b(?:for|into|against|to)\b{_A_VERB}",
    r"\b(?:in|with)\b",
    rf"\b(?:need|want|prefer|take|have|get|like|(?:should|shall|must|has to) be)\b{_A_VERB}",
)
IN_EXCHANGE = re.compile(r"\b(?:for|into|against|instead|rather|with|to (?:get|have))\b", re.IGNORECASE)
"""Before what shall come in the place of an item."""

_LAST_CLAUSE = re.compile(r"[,.;:] *([^,.;:]{1,30})$")
_WHY_AND_WHAT_WAS = re.compile(
    r"[ ,.;]*\b(?:because|since|as (?:it|they|the)|instead of|rather than|and not|not the)\b.*$"
    r"|[,.;] *(?:it|they|this|these|the old|mine|my|and|please|thanks|too|can|could|is|would|how|what|i)\b.*$"
    r"|[, ]*\bbut\b.*$|\b(?:that|which) (?:is|are|was|were)\b.*$|\?.*$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf"\b(?:got|bought|ordered|received|came|arrived|(?<!can )(?<!could )(?<!may )(?:i|we) have)\b[^,.;?!]*?"
    rf"\b(?:in|is|are) (?:{SIZE.pattern}|{COLOUR.pattern})",
    re.IGNORECASE,
)
"""What one has: "I got the sandals in 37 but need 38"."""

_SAYS_NOTHING = re.compile(
    r"\b(?:in|the|an?|one|ones|colou?r|size|same|please|it|of|and|again|exactly)\b|[^\w/–-]", re.IGNORECASE
)
_MOST = 100
_LONE_LETTER = re.compile(
    r"\W*(?:(?:no|size|ok|please|a|an|in|then)\W+)*[sml]\W*(?:please\W*)?", re.IGNORECASE
)
_BESIDE_A_KIND = re.compile(
    r"\b(?!(?:no|not|size|colou?r|in|an?|the|one|then|please|pls|actually|sorry|rather|instead|ok|yes|wait"
    r"|or|and|make|it|that|i|would|like|want|need|is|should|be|but|for|me|mean|meant)\b)[^\W\d_]{2,}",
    re.IGNORECASE,
)


def wanted_in(text: str) -> str | None:
    """What is wanted in exchange, if these words name a size, a colour or how it should differ."""
    text = _OWNED.sub(lambda found: " " * len(found[0]), text)
    if found := _SIZES_UP.search(text):
        return found[0]
    for before in _BEFORE:
        for start in reversed(list(re.finditer(before, text, re.IGNORECASE))):
            rest = _WHY_AND_WHAT_WAS.sub("", text[start.end() :].strip())
            if names_a_kind(f"{start[0]} {rest}") and (wish := wish_itself(rest)):
                return wish[:_MOST]
    last = _LAST_CLAUSE.search(text)
    is_wish = last is not None and names_a_kind(last[1]) and reason_told(last[1]) is None
    return (wish_itself(last[1]) or None) if last and is_wish else None


def kind_beside_count(text: str) -> str | None:
    """ "One pair only, in 38", "44, but just one of them": what is wanted, where the rest says how many."""
    kinds = (wish_itself(clause) for clause in clauses(text) if is_kind_alone(clause))
    wanted = wanted_in(text) or next(kinds, None)
    return wanted if wanted and count_of(before_wanted(text, wanted)) is not None else None


def with_kind_before(wanted: str, before: str) -> str:
    """What is wanted, with the size or the colour said before it that it leaves open."""
    for kind in (SIZE, COLOUR):
        if kind.fullmatch(wanted) and kind.search(before):
            return kind.sub(wanted, before, count=1)
    said, known = _kinds(wanted), _kinds(before)
    kept = [old for new, old in zip(said, known, strict=True) if old and not new]
    return ", ".join([wanted, *kept]) if any(said) else wanted


def _kinds(text: str) -> tuple[str | None, str | None]:
    """The size, or how it should differ, and the colour."""
    size = _SIZES_UP.search(text) or SIZE.search(text) or _COMPARED.search(text)
    colour = COLOUR.search(text)
    return size and size[0], colour and colour[0]


def is_kind_alone(text: str) -> bool:
    """ "L", "no, in navy then": a size or a colour, and no item beside it."""
    if _LONE_LETTER.fullmatch(text):
        return True
    rest = _COMPARED.sub(" ", SIZE.sub(" ", COLOUR.sub(" ", text)))
    return names_a_kind(text) and not _BESIDE_A_KIND.search(rest)


def names_a_kind(text: str) -> bool:
    """Whether words name a size or a colour, or what is different about it."""
    return any(sign.search(text) for sign in (SIZE, COLOUR, _COMPARED))


def before_wanted(text: str, wanted: str) -> str:
    """The words without those that say what is wanted: they name the item that goes back."""
    at = text.casefold().rfind(wanted.casefold())
    return text if at < 0 else f"{text[:at]} {text[at + len(wanted) :]}"


def has_already(wanted: str, items: Sequence[Item]) -> Item | None:
    """The one item that goes back, if it is what is wanted: no other colour, and no other size."""
    if len(items) != 1:
        return None
    item, left = items[0], wanted.casefold()
    own = [word for word in (item.colour, item.size) if word]
    named = [word for word in own if _of_its_own(word).search(left)]
    for word in (*own, *re.findall(r"\w+", item.name)):
        left = _of_its_own(word).sub(" ", left)
    is_more = _SAYS_NOTHING.sub(" ", re.sub(r"\w+s\b", " ", left) if named else left).strip()
    return item if named and not is_more else None


def _of_its_own(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/–-]){re.escape(word.casefold())}s?(?![\w/–-])", re.IGNORECASE)
