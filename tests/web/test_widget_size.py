"""What a shop's visitor has to download: one small file for the launcher, little more for the whole chat."""

import gzip
import re
from pathlib import Path

WIDGET = Path(__file__).parents[2] / "web" / "widget"
LAUNCHER = WIDGET / "deskbell.js"


def _gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


def test_the_launcher_has_at_most_5_kilobytes_gzipped() -> None:
    assert _gzipped(LAUNCHER) <= 5_000


def test_the_whole_widget_has_at_most_15_kilobytes_gzipped() -> None:
    sizes = {file.name: _gzipped(file) for file in sorted(WIDGET.glob("*.js"))}
    assert sum(sizes.values()) <= 15_000, sizes


def test_the_launcher_loads_nothing_by_itself() -> None:
    assert not re.findall(r"^\s*(?:import|export)\b[^(\n]*\bfrom\b", LAUNCHER.read_text(), re.MULTILINE)
    assert not re.findall(r"^\s*import\s*[\"']", LAUNCHER.read_text(), re.MULTILINE)


def test_no_file_of_the_widget_writes_markup() -> None:
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b")
    assert [file.name for file in WIDGET.glob("*.js") if markup.search(file.read_text())] == []
