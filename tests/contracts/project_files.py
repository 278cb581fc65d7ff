"""The project's own files, as git would commit them, and its YAML, for the contracts to look through."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


def project_files(*endings: str) -> list[Path]:
    """Every file that is not ignored by git; only those with one of the endings, if any are given."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file() and (not endings or file.name.endswith(endings))]


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def training_files(*topics: str) -> list[Any]:
    """What the YAML files below `data/<topic>` hold."""
    return [
        yaml.safe_load(file.read_text(encoding="utf-8"))
        for topic in topics
        for file in sorted((ROOT / "data" / topic).glob("*.yml"))
    ]


def values_of(key: str, tree: Any) -> Iterator[Any]:
    """Every value that stands under `key`, however deep."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name == key:
                yield value
            yield from values_of(key, value)
    elif isinstance(tree, list):
        for item in tree:
            yield from values_of(key, item)
