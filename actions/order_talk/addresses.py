"""A new address as customers write it, in one line or in pieces: street, postcode, city and
perhaps the country."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from actions.order_talk.street_words import (
    TAKES_BACK,
    is_mere_street,
    is_of_a_sentence,
    is_somebodys_name,
    place_itself,
    street_itself,
    without_lead_in,
)
from actions.orders.order_questions import country_code

_POSTCODE = (
    r"[0-9]{4}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9]{2} ?[0-9A-Z]{4}|"
    r"[0-9]{4,5}(?: ?(?!in\b|is\b)[A-Z]{2}\b)?"
)
_POSTCODE_THEN_CITY = re.compile(rf"(?P<postcode>{_POSTCODE})\s+(?P<city>[^\W\d][^\d,]*)", re.IGNORECASE)
_CITY_THEN_POSTCODE = re.compile(rf"(?P<city>[^\W\d][^\d,]*?)\s+(?P<postcode>{_POSTCODE})", re.IGNORECASE)
_IN_ONE_GO = re.compile(
    rf"(?P<street>.*\d+ ?[A-Za-z]?|\d+ .*?)\s+(?P<postcode>{_POSTCODE})\s+(?P<city>[^\W\d][^\d,]*)",
    re.IGNORECASE,
)
_PLACE_LINE = re.compile(rf"\b(?:{_POSTCODE})\s+[^\W\d]", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d]{3})[ .!?]*[.!?]\s+")
_A_NAME = re.compile(r"\b[A-Z][^\W\d_]+(?:[ '’-][A-Z][^\W\d_]+){1,3}")
_IN_PLACE_OF = re.compile(r"\s+(?:instead of|rather than|(?:and )?not)\b.*$", re.IGNORECASE)
_LONGEST_STREET = 100
_SPOKEN = re.compile(
    rf"(?:(?:and )?(?:the )?)post ?code(?: is)? ({_POSTCODE}),?(?: (?:in|and|city|the|place|is)\b)* ",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(r"\b(?:never|wrong|don['’]?t|isn['’]?t)\b", re.IGNORECASE)
_SOMEBODY_CALLED = (
    r"friend|sister|brother|mother|mum|mom|father|dad|parents|neighbou?rs?|partner|wife|husband|girlfriend"
    r"|boyfriend|colleague|son|daughter|aunt|uncle|office|work|boss"
)
_SOMEBODY = re.compile(
    r"^(?:(?:c/o|care of|for|to|at) )?(?:(?:my|our|a|the) (?:\w+ )?)?"
    rf"(?:{_SOMEBODY_CALLED})(?:['’]s)?(?: (?:house|place|flat|home))?\b[,:]? *|^(?:c/o|care of) ",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(r"\b(?:to|is|at|address|into|by|moved)\b[:,]?\s+|:\s+", re.IGNORECASE)
_AFTER_SOMEBODY = re.compile(rf"\b(?:{_SOMEBODY_CALLED}):\s+$", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(?:house )?(?:number|no\.?|nr\.?) (?:(?:is|to|should be) )*(\d{1,4}(?: ?[a-z]\b)?)", re.IGNORECASE
)
_HOUSE_NAMED = re.compile(
    r"\bhouse (?:number|no\.?|nr\.?)\b(?:\W+\w+){0,6}?\W+(?:to|be|is|with|into) "
    r"(\d{1,4}(?: ?[a-z]\b)?)(?!\d)",
    re.IGNORECASE,
)
_POSTCODE_NAMED = re.compile(
    rf"\bpost ?code\b(?:\W+\w+){{0,6}}?\W+(?:to|be|is|with|into) ({_POSTCODE})(?!\w)", re.IGNORECASE
)
_PLACE_WORD = r"(?:street|road|post ?code|zip(?: code)?|plz|town|city|place|village)"
_PLACES = rf"{_PLACE_WORD}(?:\W+(?:and |the |same )*{_PLACE_WORD})*"
_SAME_PLACE = re.compile(
    rf"\W*\b(?:(?:and|but|with|in|at|of course) )*(?:the )?same {_PLACES}\b(?: as (?:before|now|it is))?"
    rf"|\W*\b(?:(?:and|but|the) )*{_PLACES} (?:\w+ )?(?:stays?|remains?|is|are) "
    r"(?:as it is|the same|unchanged)\b",
    re.IGNORECASE,
)
_BARE_HOUSE = re.compile(r"(\d{1,3} ?[a-z]?)", re.IGNORECASE)
_NAME = r"(?P<name>[^\W\d_][^\d,;:@?!]{1,58}[^\W\d_])"
_NAMED = re.compile(
    r"\b(?:name|recipient|addressee)\b(?: on (?:it|the \w+))?(?: (?:is|should be|must be|has to be|to))*:? "
    rf"{_NAME}(?=$|[,;.!])|\b(?:make it out|addressed?) to {_NAME.replace('name', 'to')}(?=$|[,;.!])",
    re.IGNORECASE,
)
_CARE_OF = re.compile(
    r"[ ,]*(?:\b(?:and|with) )?(?:\b(?:put|add|write|say) )?\b(?:c/o|care of) (?P<name>[^\W_][^,;:?!\n]*?)"
    r"(?: (?:to|on|in|above|over|below|under|before|after|behind|at|as|instead|please|too|then|it|the)\b"
    r"[^,;:?!\n]*)?(?=$|[,;:.?!\n])",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"(?i:\bcountry\b(?: (?:is|should be|must be|to))*:? (?:the )?(?P<country>[^\d,;:?]+?)\W*$)"
    r"|\b(?:in|to|is|it['’]s|not \w+ but) (?:the )?(?P<place>[A-Z][^\d,;:?]+?)\W*$"
)
_PLACE_NAMED = re.compile(
    r"\b(?:town|city|place|village)(?: name)?(?: (?:is|should be|must be|is called|says?|reads?))+ "
    r"(?:not \w+ but )?(?!(?:the same|wrong|still|not|right|correct|fine|ok)\b)(?-i:([A-Z][^\W\d_]+"
    r"(?:[ -][A-Z][^\W\d_]+)*))",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"(?:^|\b(?:is|it['’]?s|be|says?|reads?|mean|meant|called|spel(?:led|t)|with|as|really|actually|just)\b\W*)+"
    r"([^\W\d_]{3,})",
    re.IGNORECASE,
)
_NEARLY = 0.74
"""How alike a word is to the one of the address that it puts right: "Oslo" and "Olso" are."""

_TRAILING = re.compile(r"[ ,]*\b(?:please|instead|thanks|thank you|now)\b[.!? ]*$", re.IGNORECASE)

_SHAPES = {
    "AT": r"\d{4}", "BE": r"\d{4}", "CH": r"\d{4}", "DK": r"\d{4}", "HU": r"\d{4}", "LU": r"\d{4}",
    "NO": r"\d{4}", "NL": r"\d{4} ?[A-Z]{2}", "PT": r"\d{4}-\d{3}", "PL": r"\d{2}-\d{3}", "DE": r"\d{5}",
    "ES": r"\d{5}", "FR": r"\d{5}", "IT": r"\d{5}", "FI": r"\d{5}", "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    "IE": r"[A-Z]\d[\dW] ?[\dA-Z]{4}",
}  # fmt: skip
"""How postcodes look, of the countries in which they look one way only. Source: the postal
services' own pages."""


def read_address(answer: str) -> Mapping[str, Any] | None:
    """ "Quayside 5, 8004 Zurich, Switzerland" as street, postcode, city, and the country's code or "".

    With it the `name` of who lives there, if it is not the customer, and in whose `care_of` it goes.
    """
    care_of, answer = _care_of(answer), _CARE_OF.sub("", answer)
    text = _SPOKEN.sub(lambda found: f"{found[1]} ", _TRAILING.sub("", answer.strip()))
    if _NOT_THERE.search(text):
        return None
    if line := _PLACE_LINE.search(text):
        text = text[: line.end()] + _SENTENCE_ENDS.sub(", ", text[line.end() - 1 :])[1:]
    parts = [part.strip(" .!?") for part in re.split(r"[,;?\n]+", text) if part.strip(" .!?")]
    parts, country = _without_country(parts)
    parts, name = _without_name(parts)
    found = _found_in(parts, country)
    return found and {**found, **name, **care_of}


def _found_in(parts: Sequence[str], country: str) -> Mapping[str, Any] | None:
    for at, part in enumerate(parts):
        place = _POSTCODE_THEN_CITY.fullmatch(part) or _CITY_THEN_POSTCODE.fullmatch(part)
        if place is not None and at > 0:
            before = [part for part in parts[:at] if re.search(r"\d", part) or not is_of_a_sentence(part)]
            behind = parts[at + 1 :]
            if any(re.search(r"\d", part) for part in before):
                behind = [part for part in behind if TAKES_BACK.search(part)]
            return _address([*before, *behind], place, country)
    for part in parts:
        if place := _IN_ONE_GO.fullmatch(part):
            return _address([place["street"]], place, country)
    return None


def address_in(text: str) -> Mapping[str, Any]:
    """The address that stands among other words, as `read_address`, with what it says of the name."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    leads = (found.end() for found in _BEFORE_IT.finditer(before))
    starts = [0, *(end for end in leads if not _AFTER_SOMEBODY.search(before[:end]))]
    starts += [found.end() for found in TAKES_BACK.finditer(text, starts[-1])]
    starts += [found.end() for found in _SENTENCE_ENDS.finditer(text)]
    read = (read_address(text[start:]) for start in sorted(starts, reverse=True))
    return next(filter(None, read), None) or {}


def is_mere_address(text: str) -> bool:
    """ "Quayside 5, 8004 Zurich", and not a word beside it."""
    read = read_address(text) or {"address": [""]}
    street = read["address"][0]
    return bool(street) and text.strip().startswith(read.get("name", street)) and is_mere_street(street)


def beside_address(text: str) -> Mapping[str, Any]:
    """What the words name of these: the `name` for the label, its `care_of`, the code of the `country`."""
    care_of, text = _care_of(text), _CARE_OF.sub("", text)
    named = _NAMED.search(text)
    name = named and next(filter(None, named.groups()))
    found = _COUNTRY.search(text)
    code = country_code(found["country"] or found["place"]) if found else None
    heard = {"name": " ".join(_TRAILING.sub("", _IN_PLACE_OF.sub("", name)).split())} if name else {}
    return heard | care_of | ({"country": code} if code else {})


def _care_of(text: str) -> dict[str, str]:
    """ "C/o Fjord Design above the street": a line of its own, and not where it shall stand."""
    found = _CARE_OF.search(text)
    return {"care_of": " ".join(found["name"].split())} if found else {}


def with_care_of(street: str, care_of: str) -> str:
    """The street below its line "c/o Fjord Design", which takes the place of another such line."""
    return f"c/o {care_of}, {_CARE_OF.sub('', street).strip(' ,')}"


def recipient_put_right(now: str, text: str) -> str | None:
    """ "Not Mira, Anna Berg", of a label with Mira's name on it: "Anna Berg"."""
    of_now = "|".join(re.escape(word) for word in now.split())
    denied = re.compile(rf"\b(?:not|without|instead of|rather than)(?: (?:{of_now})\b)+", re.IGNORECASE)
    if not denied.search(text):
        return None
    names = (found[0] for found in _A_NAME.finditer(denied.sub(",", text)))
    return next((name for name in names if is_somebodys_name(name)), None)


def corrected_address(known: Sequence[str], text: str) -> Mapping[str, Any] | None:
    """A whole new one, or the known one with the part that is named put right; None when none is."""
    whole = address_in(text)
    if whole:
        return whole
    street, postcode, city, country = known
    if (swap := _swapped(text)) is not None:
        old, new = swap
        parts = [
            re.sub(rf"\b{re.escape(old)}\b", new, part, flags=re.IGNORECASE)
            for part in (street, postcode, city)
        ]
        return None if parts == [street, postcode, city] else {"address": [*parts, country]}
    if code := re.search(rf"\bpost ?code\W+(?:is |should be )?({_POSTCODE})", text, re.IGNORECASE):
        return {"address": [street, code[1].upper(), city, country]}
    if place := re.search(rf"\b({_POSTCODE})\s+([^\W\d][^\d,]*)$", text, re.IGNORECASE):
        return {"address": [street, place[1].upper(), place_itself(place[2]), country]}
    words = without_lead_in(_SOMEBODY.sub("", street_itself(text)))
    if words and _shape(words) == _shape(postcode):
        return {"address": [street, words.upper(), city, country]}
    if is_mere_street(words):
        return {"address": [words, postcode, city, country]}
    if house := _HOUSE.search(text) or _BARE_HOUSE.fullmatch(words):
        there = re.sub(r"\d+(?: ?[A-Za-z]\b)?", house[1], street, count=1)
        return {"address": [there, postcode, city, country]}
    if place := _PLACE_NAMED.search(text):
        return {"address": [street, postcode, place_itself(place[1]), country]}
    return _spelt_right(known, text)


def _spelt_right(known: Sequence[str], text: str) -> Mapping[str, Any] | None:
    """ "And it's Oslo, typo": a word nearly as one of the street or the place takes that one's place."""
    said = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    for spelt in (found[1] for found in _SPELT.finditer(text)):
        for word in re.findall(r"[^\W\d_]{3,}", f"{known[0]} {known[2]}"):
            if word.casefold() not in said and _are_nearly_alike(word, spelt):
                parts = [re.sub(rf"\b{word}\b", spelt.capitalize(), part) for part in (known[0], known[2])]
                return {"address": [parts[0], known[1], parts[1], known[3]]}
    return None


def _are_nearly_alike(first: str, second: str) -> bool:
    first, second = first.casefold(), second.casefold()
    is_twisted = sorted(first) == sorted(second)
    is_near = SequenceMatcher(None, first, second).ratio() >= _NEARLY
    return first != second and first[0] == second[0] and (is_twisted or is_near)


def with_rest_kept(known: Sequence[str], text: str) -> Mapping[str, Any] | None:
    """ "Linden Road 12, same town": the known address with what else is said; None where nothing is kept."""
    elsewhere = _SAME_PLACE.sub("", text)
    return corrected_address(known, elsewhere) if elsewhere != text else None


def with_part_named(known: Sequence[str], text: str) -> Mapping[str, Any] | None:
    """ "Change the house number to 12": the known address with the part that is called by its name."""
    if (nearby := with_rest_kept(known, text)) is not None:
        return nearby
    house, code = _HOUSE_NAMED.search(text), _POSTCODE_NAMED.search(text)
    if house is None and code is None:
        return None
    street, postcode, city, country = known
    if house is not None:
        street = re.sub(r"\d+(?: ?[A-Za-z]\b)?", house[1], street, count=1)
    return {"address": [street, code[1].upper() if code else postcode, city, country]}


def looks_foreign(postcode: str, country: str) -> bool:
    """Whether no postcode of that country looks like this one."""
    shape = _SHAPES.get(country.upper())
    return shape is not None and re.fullmatch(shape, postcode.strip().upper()) is None


def _shape(postcode: str) -> str:
    return re.sub(r"[^\W\d]", "A", re.sub(r"\d", "9", postcode))


def _address(rest: Sequence[str], place: re.Match[str], country: str) -> Mapping[str, Any] | None:
    street = street_itself(", ".join(rest))
    if not re.search(r"\d", street) or len(street) > _LONGEST_STREET:
        return None
    return {"address": [street, place["postcode"].upper(), place_itself(place["city"]), country]}


def _without_name(parts: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The parts without that which says whose address it is."""
    left, name = list(parts), {}
    for part, after in pairwise(parts):
        if part not in left:
            continue
        whose = without_lead_in(part)
        rest = _SOMEBODY.sub("", whose)
        if rest != whose and not re.search(r"\d", rest):
            left.remove(part)
            if not rest and after != parts[-1] and not re.search(r"\d", after):
                left.remove(rest := after)
            name = {"name": rest} if rest else {}
        elif rest != whose:
            left[left.index(part)] = rest
        elif not name and is_somebodys_name(whose):
            left.remove(part)
            name = {"name": whose}
    return left, name


def _without_country(parts: Sequence[str]) -> tuple[list[str], str]:
    """The parts of an address, and the code of the country that stands among them or at its end."""
    left = list(parts)
    for part in parts:
        words = part.split()
        if len(part) > 2 or (part is parts[-1] and len(parts) > 2):  # two letters may be anything elsewhere
            if code := country_code(part):
                left.remove(part)
                return left, code
            for count in (3, 2, 1) if re.search(r"\d", part) else ():
                last = " ".join(words[-count:])
                is_word = len(last) > 2 or last.isupper()  # "is" and "my" are countries' codes, too
                if len(words) > count + 1 and is_word and (code := country_code(last)):
                    left[left.index(part)] = " ".join(words[:-count])
                    return left, code
    return left, ""


def _swapped(text: str) -> tuple[str, str] | None:
    """ "14 not 12", "not 12 but 14", "14 instead of 12": what it was, and what it shall be."""
    if found := re.search(
        r"\bnot (\S+?),? (?:but|it is|it's|rather|use) (\S+?)[.!]?(?:$| )", text, re.IGNORECASE
    ):
        return found[1], found[2]
    found = re.search(
        r"(\w+),? (?:and not|not|instead of|rather than) (?:number )?(\w+)", text, re.IGNORECASE
    )
    return (found[2], found[1]) if found else None
