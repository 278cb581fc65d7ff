"""What a shop's visitor has to download: one small file for the launcher, little more for the whole chat."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from gateway.site_files import load_site

WIDGET = Path(__file__).parents[2] / "web" / "widget"
LAUNCHER = "deskbell.js"
SERVED = load_site(WIDGET)
"""As the gateway gives it to a browser."""


def _bytes_of(names: Iterable[str]) -> dict[str, int]:
    return {name: len(SERVED[name].gzipped or SERVED[name].body) for name in sorted(names)}


def _source(name: str) -> str:
    return (WIDGET / name).read_text(encoding="utf-8")


def _loads_at_once(name: str) -> Iterator[str]:
    """The file and all that it imports before it runs."""
    yield name
    for other in re.findall(r'^import\b.*?from "\./([\w-]+\.js)";', _source(name), re.MULTILINE | re.DOTALL):
        yield from _loads_at_once(other)


CHAT = {LAUNCHER, *_loads_at_once("panel.js")}
MANNERS = {file.name for file in WIDGET.glob("*.js")} - CHAT


def test_the_launcher_has_at_most_5_kilobytes_gzipped() -> None:
    assert sum(_bytes_of([LAUNCHER]).values()) <= 5_000


def test_the_chat_has_at_most_15_kilobytes_gzipped() -> None:
    sizes = _bytes_of(CHAT)
    assert sum(sizes.values()) <= 15_000, sizes


def test_offers_thumbs_and_reasons_are_loaded_when_needed_and_add_at_most_4_and_a_half_kilobytes() -> None:
    sizes = _bytes_of(MANNERS)
    assert sizes.keys() == {"cues.js", "feet.js", "offer.js", "why.js"}
    assert sum(sizes.values()) <= 4_500, sizes


def test_the_launcher_loads_nothing_by_itself() -> None:
    assert list(_loads_at_once(LAUNCHER)) == [LAUNCHER]
    assert not re.findall(r"^\s*(?:import\s*[\"']|export\b[^(\n]*\bfrom\b)", _source(LAUNCHER), re.MULTILINE)


def test_no_file_of_the_widget_writes_markup() -> None:
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b")
    assert [file.name for file in WIDGET.glob("*.js") if markup.search(file.read_text())] == []
