"""Which ways of delivery there are to a country, what they cost, and when a parcel would be there."""

import unicodedata
from datetime import date

from actions.orders import plain_words
from actions.orders.next_steps import NextStep
from actions.orders.order_questions.answers import Answer, answer
from actions.orders.order_questions.working_days import after_working_days
from actions.orders.terms import DeliveryOption, OrderTerms

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


def delivery(
    country: str, terms: OrderTerms, today: date, currency: str = "EUR", wanted: str | None = None
) -> Answer:
    """Ways, prices and days to a country, by its code, for a parcel that leaves on the next working day.

    `wanted` is a way that the customer named, "express": that there is none is said first.
    """
    name = country_name(country)
    zone = terms.zone_of(country)
    if zone is None:
        return _not_there(name)
    has_it = wanted is None or any(wanted in way.name.casefold() for way in zone.options)
    no = "" if has_it else f"There is no {wanted} delivery to {name}. "
    ways = " ".join(_way(way, currency) for way in zone.options)
    leaves = after_working_days(today, 1)
    days = " ".join(_arrives(way, leaves, today) for way in zone.options)
    return answer(
        f"{no}To {name}: {ways} {days}",
        f"A parcel to {name} that leaves us {plain_words.on_day(leaves, today)} travels like this. "
        f"{days} {ways}",
        f"To {name} we deliver like this: {ways}",
        NextStep.DELIVERY_TIMES,
        NextStep.TRACK_ORDER,
    )


def _not_there(name: str) -> Answer:
    return answer(
        f"We don't deliver to {name} yet. We could send it to an address in a country that we deliver to.",
        f"{name[0].upper()}{name[1:]} is not among the countries that we deliver to; the help pages "
        "list them.",
        f"A delivery to {name} is not possible yet.",
        NextStep.DELIVERY_TIMES,
    )


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
