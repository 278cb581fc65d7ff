"""What the papers say about the project is so."""

import re
import shutil
from typing import Any

import pytest

from actions.faq.shelf import load_shelf
from actions.orders.demo_table import orders_to_try
from gateway.customer_tokens import CustomerTokens
from gateway.shop_keys import FixedKeys, ShopKey
from tests.contracts.project_files import ROOT, project_files


def test_the_orders_to_try_are_those_of_the_demo_shop():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"<!-- orders -->\n{orders_to_try()}<!-- /orders -->" in readme


def test_there_are_ten_orders_to_try_and_10042_is_one_of_them():
    numbers = re.findall(r"^\| (\d+) \|", orders_to_try(), flags=re.MULTILINE)
    assert len(numbers) >= 10
    assert "10042" in numbers


def test_the_licence_is_apache_2():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


@pytest.mark.parametrize("paper", project_files(".md"), ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(paper):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text(encoding="utf-8"))
    files = [link for link in links if "://" not in link and not link.startswith(("mailto:", "/"))]
    assert [link for link in files if not (paper.parent / link).exists()] == []


def test_a_customer_token_made_as_the_readme_shows_is_believed():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)
    assert code
    shop: dict[str, Any] = {}
    exec(code[1], shop)
    secret = "a secret that shop and Deskbell share"
    keys = FixedKeys({"2026-01": ShopKey("HS256", secret)})
    assert CustomerTokens(keys).customer_id(shop["customer_token"]("4711", secret)) == "4711"


def test_a_help_page_made_as_the_readme_shows_is_taken(tmp_path):
    pages = re.findall(r"```markdown\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)
    assert len(pages) == 1
    faq = shutil.copytree(ROOT / "data/faq", tmp_path / "faq")
    (faq / "engraving.md").write_text(pages[0])
    assert load_shelf(faq).entry("engraving").in_other_words


def test_the_settings_that_the_readme_names_stand_in_the_example():
    named = set(
        re.findall(r"\b(?:DESKBELL|DATABASE|ORDERS)_[A-Z_]+", (ROOT / "README.md").read_text("utf-8"))
    )
    assert named
    example = (ROOT / ".env.example").read_text("utf-8")
    assert {name for name in named if f"#{name}=" not in example} == set()
