"""The canned replies of the support team, read from `data/canned_replies.yml`; every mistake has its line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from conversations.errors import RepliesMistake
from conversations.storable import is_storable

LONGEST_TITLE = 40
LONGEST_REPLY = 2000
_LARGEST = 256 * 1024
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_FIELDS = {"title", "text"}


@dataclass(frozen=True, slots=True)
class CannedReply:
    id: str
    title: str
    text: str


def load_canned_replies(path: Path) -> Sequence[CannedReply]:
    """In the order of the file; a shop without the file has none. Raises `RepliesMistake`."""
    node = _compose(path)
    if node is None:
        return ()
    fields = _fields(path, node, "The file")
    return [_reply(path, name, key, value) for name, (key, value) in fields.items()]


def _compose(path: Path) -> Any:
    try:
        if not path.exists():
            return None
        if path.stat().st_size > _LARGEST:
            raise RepliesMistake(f"{path}:1: The file is larger than {_LARGEST // 1024} KB.")
        return yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as exc:
        raise RepliesMistake(f"{path}:1: The file cannot be read: {type(exc).__name__}.") from exc
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise RepliesMistake(f"{path}:{line}: This is not YAML: {exc.problem}.") from exc
    except (yaml.YAMLError, RecursionError) as exc:
        raise RepliesMistake(f"{path}:1: This is not YAML.") from exc


def _fields(path: Path, node: Any, what: str) -> dict[str, tuple[Any, Any]]:
    if not isinstance(node, yaml.MappingNode):
        raise _mistake(path, node, f"{what} must hold fields, each as 'name: value'.")
    found: dict[str, tuple[Any, Any]] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            raise _mistake(path, key, f"{name} is there twice. Keep one of them.")
        found[name] = (key, value)
    return found


def _reply(path: Path, name: str, key: Any, node: Any) -> CannedReply:
    if not _ID.fullmatch(name):
        raise _mistake(path, key, f"{name!r} is no name. Use small letters, digits and _.")
    fields = _fields(path, node, name)
    if set(fields) != _FIELDS:
        raise _mistake(path, key, f"{name} has a title and a text, and nothing else.")
    title = _text(path, fields["title"][1], f"The title of {name}", LONGEST_TITLE)
    return CannedReply(name, title, _text(path, fields["text"][1], f"The text of {name}", LONGEST_REPLY))


def _text(path: Path, node: Any, what: str, longest: int) -> str:
    is_text = isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str"
    text = node.value.strip() if is_text else ""
    if not 1 <= len(text) <= longest or not is_storable(text):
        raise _mistake(path, node, f"{what} must be a text of 1 to {longest} characters. Put it into quotes.")
    return str(text)


def _mistake(path: Path, node: Any, what: str) -> RepliesMistake:
    return RepliesMistake(f"{path}:{node.start_mark.line + 1}: {what}")
