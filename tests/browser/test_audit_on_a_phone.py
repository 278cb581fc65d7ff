"""The audit's page in one hand: nothing is cut; each figure of a wide table stands under its name."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from conversations.audit_figures import Figures, OfferFigures, ThumbFigures
from conversations.audit_record import Period
from conversations.audit_tables import tables
from conversations.initiative import OfferOutcome
from gateway.audit_html import audit_page
from tests.contracts.project_files import ROOT

pytestmark = pytest.mark.browser

NOW = datetime(2030, 1, 31, 9, tzinfo=UTC)
IS_CUT = "it => it.scrollWidth > it.clientWidth"


def figures() -> Figures:
    figures = Figures(Period(NOW - timedelta(days=30), NOW))
    figures.offers["payment_failed"] = OfferFigures(regretted=1)
    figures.offers["payment_failed"].outcomes.update({OfferOutcome.ACCEPTED: 2, OfferOutcome.IGNORED: 3})
    figures.thumbs["ask_order_status"] = ThumbFigures(helpful=5, not_helpful=1)
    figures.dead_ends.add("a-very-long-name-of-a-conversation-0123456789", 12, "the answer led nowhere")
    return figures


@pytest.fixture(params=["light", "dark"])
def page(request, chromium):
    phone = {"width": 375, "height": 667}
    context = chromium.new_context(viewport=phone, color_scheme=request.param, is_mobile=True)
    page: Page = context.new_page()
    shown = figures()
    page.set_content(audit_page(shown.period, tables(shown, NOW), {}))
    for sheet in ("web/help/base.css", "web/audit/audit.css"):
        page.add_style_tag(path=str(ROOT / sheet))
    yield page
    context.close()


def test_no_table_is_cut_off(page: Page):
    regions = page.locator(".scrolls").all()
    assert len(regions) >= 5
    assert [region.get_attribute("aria-labelledby") for region in regions if region.evaluate(IS_CUT)] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_each_figure_of_a_wide_table_stands_under_its_name(page: Page):
    cell = page.locator("td[data-column=declined]")
    assert cell.evaluate("it => getComputedStyle(it, '::before').content").startswith('"declined"')
    assert cell.evaluate("it => getComputedStyle(it, '::before').display") == "block"


def test_the_page_is_accessible(page: Page):
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {it['html']}" for rule in found for it in rule["nodes"]] == []
