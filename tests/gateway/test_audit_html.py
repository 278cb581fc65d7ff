"""The audit's page and charts, from figures that are made by hand."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from conversations.audit_figures import Figures, OfferFigures, ThumbFigures
from conversations.audit_record import Period
from conversations.audit_tables import FigureTable, tables
from conversations.initiative import OfferOutcome
from gateway.audit_charts import DARK, LIGHT, WAITS, charts, draw
from gateway.audit_html import audit_page

NOW = datetime(2030, 1, 31, 9, tzinfo=UTC)
PERIOD = Period(NOW - timedelta(days=30), NOW)


class Outline(HTMLParser):
    """Which elements a page has, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def figures() -> Figures:
    figures = Figures(PERIOD, conversations=3, messages=4)
    figures.entries.update(reply=5, offer=1)
    figures.outcomes.update(answered=3, quiet=1)
    figures.offers["payment_failed"] = OfferFigures(regretted=1)
    figures.offers["payment_failed"].outcomes.update({OfferOutcome.ACCEPTED: 2, OfferOutcome.DECLINED: 1})
    figures.thumbs = {"ask_question": ThumbFigures(3, 1), "not known": ThumbFigures(0, 2)}
    figures.person.waited = [timedelta(seconds=59), timedelta(minutes=1), timedelta(days=2)]
    return figures


def page_of(figures: Figures) -> str:
    return audit_page(PERIOD, tables(figures, NOW), {chart.name: chart.alt for chart in charts(figures)})


def test_every_chart_on_the_page_has_its_words_and_a_dark_twin(figures):
    outline = Outline(page_of(figures))
    drawn = {chart.name for chart in charts(figures)}
    assert {image["src"] for image in outline.all("img")} == {f"/audit/chart/{name}.svg" for name in drawn}
    assert all(image["alt"] for image in outline.all("img"))
    dark = {source["srcset"] for source in outline.all("source")}
    assert dark == {f"/audit/chart/{name}-dark.svg" for name in drawn}


def test_what_must_be_zero_is_marked_when_it_is_not(figures):
    kept = Outline(page_of(figures))
    figures.forced.add("chat", 2, "nobody asked")
    broken = Outline(page_of(figures))
    assert [tile.get("class") for tile in kept.all("li")][:2] == ["kept", "kept"]
    assert [tile.get("class") for tile in broken.all("li")][:2] == ["broken", "kept"]


def test_a_page_without_figures_says_so():
    page = page_of(Figures(PERIOD))
    assert Outline(page).all("img") == []
    assert "Nothing in these days." in page


def test_no_text_becomes_markup():
    cruel = FigureTable("x", "<b>", "<i>", ("<u>", "n"), (("<script>alert(1)</script>", 1),))
    empty = FigureTable("manners", "", "", ("figure", "value", "meaning"), (("<em>", 0, "<s>"),))
    page = audit_page(PERIOD, (empty, cruel), {"x": '"><script>'})
    assert {"b", "i", "u", "em", "s", "script"}.isdisjoint(tag for tag, _ in Outline(page).elements)


def test_a_page_needs_no_script_and_no_inline_style(figures):
    outline = Outline(page_of(figures))
    assert outline.all("script") == outline.all("style") == []
    assert not [
        a for _, attributes in outline.elements for a in attributes if a == "style" or a.startswith("on")
    ]


def test_each_figure_of_a_wide_table_carries_its_name_for_phones(figures):
    outline = Outline(page_of(figures))
    assert [table.get("class") for table in outline.all("table")].count("wide") == 1
    names = [cell["data-column"] for cell in outline.all("td")]
    assert names.count("regret rate") == 1


def test_a_chart_says_in_words_what_it_shows(figures):
    alts = {chart.name: chart.alt for chart in charts(figures)}
    assert alts["words"] == "Bars: reply 5, offer 1, notice 0, support 0."
    assert alts["offers"] == "Bars. payment_failed: 2 accepted, 1 declined."
    assert alts["thumbs"] == "Bars. not known: 2 not helpful; ask_question: 3 helpful, 1 not helpful."
    assert alts["people"] == "Bars: under 1 min 1, 1 to 5 min 1, 5 to 15 min 0, 15 to 60 min 0, longer 1."


def test_what_is_empty_is_not_drawn(figures):
    assert "endings" not in {chart.name for chart in charts(figures)}
    assert charts(Figures(PERIOD)) == []


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_chart_is_an_svg_with_text_that_can_be_read(figures, theme):
    people = next(chart for chart in charts(figures) if chart.name == "people")
    svg = ElementTree.fromstring(draw(people, theme))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert set(WAITS) <= {text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")}


def test_the_same_figures_draw_the_same_chart(figures):
    assert [draw(chart, LIGHT) for chart in charts(figures)] == [
        draw(chart, LIGHT) for chart in charts(figures)
    ]
