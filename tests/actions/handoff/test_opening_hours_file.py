"""The file of the team's hours is read whole, says what the help pages say, and each mistake has its line."""

import re

import pytest

from actions.handoff.errors import OpeningHoursMistake
from actions.handoff.opening_hours_file import HOURS_FILE, load_opening_hours
from actions.handoff.spoken_times import week_in_words, zone_name
from tests.contracts.project_files import ROOT

SHIPPED = HOURS_FILE.read_text("utf-8")
PAGES = {page.stem: page.read_text("utf-8") for page in (ROOT / "data" / "faq").glob("*.md")}
HOURS_IN_A_PAGE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: to \w+day)?) (?:from )?\d?\d:\d\d to \d?\d:\d\d"
)


def joined(page):
    """Without the line breaks, and with hours put alike."""
    return " ".join(PAGES[page].split()).replace("day from ", "day ")


def test_the_help_page_about_hours_says_what_the_file_says():
    hours, page = load_opening_hours(), joined("opening-hours")
    for days in week_in_words(hours):
        assert page.count(days) == 2, "Once in the answer, and once in other words."
    assert hours.email in page
    assert zone_name(hours.zone) in page
    assert ("no telephone line" in page) == (hours.phone == "")
    assert "public holidays" in page or not hours.holidays


@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_help_page_names_other_hours(page):
    named = HOURS_IN_A_PAGE.findall(joined(page))
    assert set(named) <= set(week_in_words(load_opening_hours()))


@pytest.fixture
def with_change(tmp_path):
    """Writes the file with one text put in place of another, and returns its path and the line of that."""

    def write(old, new):
        before, found, after = SHIPPED.partition(old)
        assert found
        file = tmp_path / "opening_hours.yml"
        file.write_text(before + new + after, "utf-8")
        return file, before.count("\n") + 1

    return write


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "Europe/Berlin",
            "Middle/Earth",
            "'Middle/Earth' is no time zone. Use a name such as Europe/Zurich.",
        ),
        ("monday: 9:00-18:00", "monday: 9 to 6", "monday must be hours such as 9:00-18:00"),
        ("monday: 9:00-18:00", "monday: 18:00-9:00", "18:00-9:00 is no part of a day."),
        ("monday: 9:00-18:00", "monday: 9:00-25:00", "9:00-25:00 is no part of a day."),
        ("monday: 9:00-18:00", "monday: 9:75-18:00", "9:75-18:00 is no part of a day."),
        ("monday: 9:00-18:00", "monday: 13:00-18:00, 9:00-12:00", "The hours of monday overlap."),
        ("monday: 9:00-18:00", "monday: [9:00-18:00]", "monday must be a text in one line."),
        ("sunday: closed", "sunday: never", "sunday must be hours such as 9:00-18:00"),
        ("sunday: closed", "sonntag: closed", "days has no 'sonntag'."),
        ("[2026-12-25,", "[christmas,", "A holiday must be a day such as 2027-01-01."),
        ("promised_minutes: 15", "promised_minutes: 0", "promised_minutes must be a whole number from 1 to"),
        ("help@shop.example.com", "the front door", "email must be an address such as help@shop.example"),
        ('phone: ""', "phone: call us", "phone must be a number such as"),
        ('phone: ""', "fax: 1", "The file has no 'fax'."),
    ],
)
def test_a_mistake_is_named_with_its_line(with_change, old, new, says):
    file, line = with_change(old, new)
    with pytest.raises(OpeningHoursMistake) as mistake:
        load_opening_hours(file)
    assert str(mistake.value).startswith(f"{file}:{line}: {says}")


def test_a_team_that_is_never_there_is_a_mistake(tmp_path):
    file = tmp_path / "opening_hours.yml"
    file.write_text(re.sub(r"day: \d.*", "day: closed", SHIPPED), "utf-8")
    with pytest.raises(OpeningHoursMistake, match="never there"):
        load_opening_hours(file)


def test_more_holidays_than_anybody_has_are_a_mistake(with_change):
    file, line = with_change("[2026-12-25", "[" + "2027-01-01, " * 101 + "2026-12-25")
    with pytest.raises(OpeningHoursMistake, match=f":{line}: At most 100 holidays"):
        load_opening_hours(file)


def test_a_break_a_phone_and_no_holidays_are_read(with_change):
    file, _ = with_change("monday: 9:00-18:00", "monday: 9:00-12:00, 13:00-24:00")
    text = re.sub(r"holidays: .*", "holidays: []", file.read_text()).replace(
        'phone: ""', 'phone: "+41 44 1 23 45"'
    )
    file.write_text(text, "utf-8")
    hours = load_opening_hours(file)
    assert week_in_words(hours)[0] == "Monday 9:00 to 12:00 and 13:00 to 24:00"
    assert hours.holidays == frozenset()
    assert hours.phone == "+41 44 1 23 45"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OpeningHoursMistake, match="can't be read"):
        load_opening_hours(tmp_path / "nothing.yml")
