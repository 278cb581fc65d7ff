"""What a shop's visitor has to download: one small file for the launcher, one more for the whole chat."""

import re
from pathlib import Path

from gateway.joined_scripts import join_scripts
from gateway.pages import JOINED
from gateway.site_files import load_site

WIDGET = Path(__file__).parents[2] / "web" / "widget"
LAUNCHER = "deskbell.js"
SOURCES = {file.name: file.read_text(encoding="utf-8") for file in WIDGET.glob("*.js")}
SERVED = load_site(WIDGET, JOINED)
"""As the gateway gives it to a browser."""
SIZES = {name: len(file.gzipped or file.body) for name, file in SERVED.items()}


def test_the_launcher_has_at_most_5_kilobytes_gzipped() -> None:
    assert SIZES[LAUNCHER] <= 5_000


def test_the_widget_has_at_most_15_kilobytes_gzipped_in_all() -> None:
    assert sum(SIZES.values()) <= 15_000, SIZES


def test_the_widget_is_two_files_and_the_launcher_loads_the_other_when_it_is_needed() -> None:
    assert SERVED.keys() == {LAUNCHER, *JOINED}
    launcher = SERVED[LAUNCHER].body.decode()
    assert set(re.findall(r'\bimport\("\./([\w.-]+)"\)', launcher)) == set(JOINED)
    assert not re.search(r"\bimport\b(?![(.])|\bexport\b[^(;]*\bfrom\b", launcher)


def test_every_script_of_the_widget_is_served_alone_or_inside_the_chat() -> None:
    inside = [name for script in join_scripts(JOINED, SOURCES).values() for name in script.names]
    assert sorted([LAUNCHER, *inside]) == sorted(SOURCES)


def test_no_file_of_the_widget_writes_markup() -> None:
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b")
    assert [name for name, source in SOURCES.items() if markup.search(source)] == []
