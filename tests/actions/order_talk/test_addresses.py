"""Where an address begins and ends among the words of a message."""

import pytest

from actions.order_talk.addresses import address_in


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("16 Orchard Way, 8004 Zurich. Thanks, Mira", ["16 Orchard Way", "8004", "Zurich", ""]),
        ("5 Lake Road, 8004 Zurich, because I moved", ["5 Lake Road", "8004", "Zurich", ""]),
        ("5 Lake Road, 8004 Zurich and leave it outside", ["5 Lake Road", "8004", "Zurich", ""]),
        ("3 Quay Street, EH6 5NP Edinburgh. my mail is", ["3 Quay Street", "EH6 5NP", "Edinburgh", ""]),
        ("5 Lake Road, 8004 Zurich. I come from France", ["5 Lake Road", "8004", "Zurich", ""]),
        ("Main St. 12, 9000 St. Gallen. Cheers", ["Main St. 12", "9000", "St. Gallen", ""]),
        ("Rue Verte 5, 75001 Paris, France. Bye", ["Rue Verte 5", "75001", "Paris", "FR"]),
        ("5 Lake Road, 8004 Zurich, no sorry 6 Lake Road", ["6 Lake Road", "8004", "Zurich", ""]),
        ("Damrak 5, 1012 AB Amsterdam NL", ["Damrak 5", "1012 AB", "Amsterdam", "NL"]),
    ],
)
def test_an_address_ends_with_its_place_and_the_country(words, address):
    assert address_in(words) == {"address": address}


@pytest.mark.parametrize(
    "words",
    [
        "to my mum: Eva Lind, 2 Bridge Street, 3011 Bern",
        "to my mum, Eva Lind, 2 Bridge Street, 3011 Bern",
        "to my mum Eva Lind, 2 Bridge Street, 3011 Bern",
    ],
)
def test_who_lives_there_is_no_part_of_the_street(words):
    assert address_in(words) == {"address": ["2 Bridge Street", "3011", "Bern", ""], "name": "Eva Lind"}
