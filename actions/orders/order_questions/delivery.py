"""Which ways of delivery there are to a country, what they cost, and when a parcel would be there."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.orders import plain_words
from actions.orders.next_steps import NextStep
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.towns import COUNTRY_OF_TOWN
from actions.orders.order_questions.working_days import after_working_days
from actions.orders.terms import DeliveryOption, DeliveryZone, OrderTerms

_MOST_WORDS = 4  # of a country's name
_CODE = 2
_NAMES = {
    "AT": "Austria", "BE": "Belgium", "BG": "Bulgaria", "CH": "Switzerland", "CY": "Cyprus", "CZ": "Czechia",
    "DE": "Germany", "DK": "Denmark", "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FR": "France",
    "GB": "the United Kingdom", "GR": "Greece", "HR": "Croatia", "HU": "Hungary", "IE": "Ireland",
    "IS": "Iceland", "IT": "Italy", "LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg",
    "LV": "Latvia", "MT": "Malta", "NL": "the Netherlands", "NO": "Norway", "PL": "Poland", "PT": "Portugal",
    "RO": "Romania", "SE": "Sweden", "SI": "Slovenia", "SK": "Slovakia", "AU": "Australia", "BR": "Brazil",
    "CA": "Canada", "CN": "China", "IN": "India", "JP": "Japan", "NZ": "New Zealand", "TR": "Türkiye",
    "UA": "Ukraine", "US": "the United States",
}  # fmt: skip
_OTHER_NAMES = {
    "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "holland": "NL", "czech republic": "CZ", "usa": "US", "america": "US",
    "united states of america": "US", "turkey": "TR", "deutschland": "DE", "schweiz": "CH", "suisse": "CH",
    "osterreich": "AT", "espana": "ES", "italia": "IT",
}  # fmt: skip


def country_code(text: str) -> str | None:
    """The code of a country, from its code or one of its names; None for what is no country we know of."""
    words = _plain(text).removeprefix("the ")
    return _BY_NAME.get(words)


def country_name(code: str) -> str:
    """Its name in a sentence; the code itself of a country that we have no name for."""
    return _NAMES.get(code.upper(), code.upper())


def countries_named(text: str) -> list[str]:
    """The codes of the countries that a sentence names, in its order; a small code only when it is all."""
    words = re.findall(r"\b[^\W\d_]+\b", text)
    if len(words) == 1:
        return list(filter(None, [country_code(words[0])]))
    found: list[str] = []
    at, names_codes = 0, not text.isupper()  # "IN", shouted, is no India
    plain = [_plain(word) for word in words]
    while at < len(words):
        until = at + _MOST_WORDS
        code, length = _country_at(words[at:until], plain[at:until], names_codes=names_codes)
        found += [code] if code else []
        at += length
    return list(dict.fromkeys(found))


def countries_meant(text: str) -> list[str]:
    """The same, or else those of the towns that it names: "to Dublin"."""
    towns = (COUNTRY_OF_TOWN.get(_plain(word)) for word in re.findall(r"[^\W\d_]+", text))
    return countries_named(text) or list(dict.fromkeys(filter(None, towns)))


def _country_at(words: Sequence[str], plain: Sequence[str], *, names_codes: bool) -> tuple[str | None, int]:
    """The country that these words begin with, and how many of them name it; else one word is passed over."""
    for length in range(len(words), 0, -1):
        code = _BY_NAME.get(" ".join(plain[:length]).removeprefix("the "))
        if code and (length > 1 or _is_name(words[0], names_codes=names_codes)):
            return code, length
    return None, 1


def _is_name(word: str, *, names_codes: bool) -> bool:
    """ "in" and "no" are words; "IN" and "NO" are codes, where small letters stand around them."""
    return len(word) > _CODE or word.casefold() == "uk" or (word.isupper() and names_codes)


def delivery(
    countries: str | Sequence[str],
    terms: OrderTerms,
    today: date,
    currency: str = "EUR",
    wanted: str | None = None,
    worth: int | None = None,
) -> Answer:
    """Ways, prices and days to countries, by their codes, for a parcel that leaves on the next working day.

    `wanted` is a way that the customer named, "express": that there is none is said first. `worth`, in cents,
    is what they would order: what its delivery costs is said first, too.
    """
    codes = [countries] if isinstance(countries, str) else list(countries)
    zones: dict[DeliveryZone | None, list[str]] = {}
    for code in codes:
        zones.setdefault(terms.zone_of(code), []).append(code)
    leaves = after_working_days(today, 1)
    answers = [
        _to(
            _listed(there),
            _Offer(zone, leaves, today, currency, wanted, worth),
        )
        if zone
        else _not_there(there)
        for zone, there in zones.items()
    ]
    first, again, brief = (" ".join(said) for said in zip(*answers, strict=True))
    steps = [NextStep.FIND_ORDER] if any(zones) else []
    return answer(first, again, brief, NextStep.DELIVERY_TIMES, *steps)


@dataclass(frozen=True, slots=True)
class _Offer:
    zone: DeliveryZone
    leaves: date
    today: date
    currency: str
    wanted: str | None
    worth: int | None = None


def _to(name: str, offer: _Offer) -> tuple[str, str, str]:
    options, wanted = offer.zone.options, offer.wanted
    has_it = wanted is None or any(wanted in way.name.casefold() for way in options)
    no = "" if has_it else f"There is no {wanted} delivery to {name}. "
    no += _of_worth(offer, name)
    ways = " ".join(_way(way, offer.currency) for way in options)
    days = " ".join(_arrives(way, offer.leaves, offer.today) for way in options)
    return (
        f"{no}To {name}: {ways} {days}",
        f"A parcel to {name} that leaves us {plain_words.on_day(offer.leaves, offer.today)} travels like "
        f"this. {days} {ways}",
        f"To {name} we deliver like this: {ways}",
    )


def _of_worth(offer: _Offer, name: str) -> str:
    if offer.worth is None:
        return ""
    priced = [
        (way.name, 0 if way.free_from and offer.worth >= way.free_from else way.price)
        for way in offer.zone.options
    ]
    ways = plain_words.listing(
        [f"{way} {plain_words.money(price, offer.currency) if price else 'is free'}" for way, price in priced]
    )
    return f"With goods of {plain_words.money(offer.worth, offer.currency)}, delivery to {name}: {ways}. "


def _not_there(codes: Sequence[str]) -> tuple[str, str, str]:
    either, every = _listed(codes, "or"), _listed(codes)
    are = "is" if len(codes) == 1 else "are"
    return (
        f"We don't deliver to {either} yet. We could send it to an address in a country that we deliver to.",
        f"{every[0].upper()}{every[1:]} {are} not among the countries that we deliver to; the help pages "
        "list them.",
        f"A delivery to {either} is not possible yet.",
    )


def _listed(codes: Sequence[str], last: str = "and") -> str:
    return plain_words.listing([country_name(code) for code in codes], last)


def _way(way: DeliveryOption, currency: str) -> str:
    price = f"costs {plain_words.money(way.price, currency)}" if way.price else "costs nothing"
    free = (
        f", and nothing from {plain_words.money(way.free_from, currency)} on"
        if way.free_from and way.price
        else ""
    )
    return f"{way.name} takes {_days(way)} and {price}{free}."


def _days(way: DeliveryOption) -> str:
    if way.fewest_days == way.most_days:
        return plain_words.working_days(way.most_days)
    return f"{way.fewest_days} to {plain_words.working_days(way.most_days)}"


def _arrives(way: DeliveryOption, leaves: date, today: date) -> str:
    first, last = (after_working_days(leaves, count) for count in (way.fewest_days, way.most_days))
    if first == last:
        return f"By {way.name} it would be there {plain_words.on_day(last, today)}."
    return (
        f"By {way.name} it would be there between {plain_words.day(first, today)} "
        f"and {plain_words.day(last, today)}."
    )


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(sign for sign in spread if sign.isalpha() or sign.isspace()).split())


_BY_NAME = {
    **{_plain(code): code for code in _NAMES},
    **{_plain(name).removeprefix("the "): code for code, name in _NAMES.items()},
    **_OTHER_NAMES,
}
