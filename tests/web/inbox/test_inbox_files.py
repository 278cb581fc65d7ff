"""What the support team's page consists of: plain files that find each other, and write no markup."""

import re
from pathlib import Path

from gateway.pages import SHARED
from gateway.site_files import load_site

WEB = Path(__file__).parents[3] / "web"
SERVED = load_site(WEB / "inbox")
SCRIPTS = {
    name: file.body.decode()
    for name, file in SERVED.items()
    if file.content_type.startswith("text/javascript")
}
PAGE = SERVED["index.html"].body.decode()
_IMPORTED = re.compile(r'\bfrom ?"([^"]+)"')


def _imports(name: str) -> set[str]:
    return set(_IMPORTED.findall(SCRIPTS[name]))


def test_every_script_is_reached_from_the_page_and_every_style_stands_in_it() -> None:
    reached, ahead = set(), set(re.findall(r'<script type="module" src="/inbox/([\w.-]+)"', PAGE))
    while ahead:
        reached |= (now := ahead)
        ahead = {it[2:] for name in now for it in _imports(name) if it.startswith("./")} - reached
    styles = set(re.findall(r'<link rel="stylesheet" href="/inbox/([\w.-]+)"', PAGE))
    files = {name for name in SERVED if name.endswith((".js", ".css"))}
    assert reached | styles == files


def test_the_page_loads_of_the_widget_just_what_is_shared() -> None:
    outside = {it for name in SCRIPTS for it in _imports(name) if not it.startswith("./")}
    of_the_widget = load_site(WEB / "widget")
    behind = {
        name
        for shared in SHARED
        for name in re.findall(r'\bfrom ?"\./([^"]+)"', of_the_widget[shared].body.decode())
    }
    assert {it.removeprefix("../widget/") for it in outside} | behind == set(SHARED)


def test_no_file_writes_markup_or_holds_a_script_or_style_of_its_own() -> None:
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|setHTML")
    assert [name for name, source in SCRIPTS.items() if markup.search(source)] == []
    assert not re.search(r"<style|<script(?![^>]* src=)|\son\w+=|\sstyle=", PAGE)
