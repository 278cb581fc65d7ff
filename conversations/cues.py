"""The cues that a shop offers help for, read from `data/cues.yml`; every mistake is named with its line.

How often a cue must be seen is counted in the browser, and only there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from conversations.cue_ledger import CueToOffer
from conversations.cue_names import why_not
from conversations.entries import ChoiceMeaning
from conversations.errors import CueMistake
from conversations.storable import is_storable

LONGEST_LINE = 90
"""Characters of an offer: what a quiet badge can show in one line."""

_LARGEST = 64 * 1024
_FIELDS = ("is_on", "threshold", "text", "opens", "cool_down_days")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ADVERTISES = re.compile(
    r"\d+ ?(%|per ?cent)|[€$£¥] ?\d[\d.,]* (off|less|back|for you)|\bsave (up to )?[€$£¥]? ?\d+"
    r"|\b(percent off|half price|free (gift|shipping|delivery)|(treat|spoil) yourself|check out our|discover"
    r"|sale|deals?|bargains?|best prices?|buy|shop now|order now|act now|hurry|last chance|limited"
    r"|only today|today only|off today|don['’]t miss|exclusive|special offer|for free|newsletter|subscribe"
    r"|sign up (for|to)|join (us|our)|follow us|like us|(might|may) also (like|love)|reviews?|feedback"
    r"|rate (us|me|this|your|our)|stars|recommend us|tell your friends|surveys?)\b",
    re.IGNORECASE,
)
_ASKS_FOR_NO_HELP = re.compile(
    r"(say|confirm|deny|nlu)_\w+|acknowledge|greet|never_mind|start_over|restart|session_start|back"
    r"|ask_to_be_left_alone|cancel_notices"
)
"""Intents that end, undo, confirm or chat: a "Yes, please" to an offer of help means none of them."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of needing help, what is offered then, and what accepting opens.

    `threshold` is how often the page sees it before it asks; `cool_down` how long it is not offered again,
    whatever the answer was.
    """

    name: str
    threshold: int
    text: str
    opens: ChoiceMeaning
    cool_down: timedelta
    is_on: bool

    def to_offer(self, page: Mapping[str, str] | None = None) -> CueToOffer:
        return CueToOffer(self.name, self.text, self.opens, self.cool_down, page)


@dataclass(frozen=True, slots=True)
class Cues:
    by_name: Mapping[str, Cue]

    def find(self, name: str) -> Cue | None:
        """The cue of this name; None for one that is off, or that the shop does not have."""
        cue = self.by_name.get(name)
        return cue if cue is not None and cue.is_on else None

    @property
    def thresholds(self) -> Mapping[str, int]:
        """What the page has to count: the cues that are on, and how often each must be seen."""
        return {name: cue.threshold for name, cue in self.by_name.items() if cue.is_on}


def load_cues(path: Path) -> Cues:
    """Reads and checks the file. An empty file is a shop that never offers help. Raises `CueMistake`."""
    node = _compose(path)
    if node is None:
        return Cues({})
    fields = _Part(path, "The file", node).fields()
    for name, part in fields.items():
        refusal = why_not(name)
        if refusal is not None:
            raise part.mistake(refusal, at_name=True)
    return Cues({name: _cue(name, part) for name, part in fields.items()})


@dataclass(frozen=True, slots=True)
class _Part:
    """One value in the file, with its name and the line to point at."""

    path: Path
    name: str
    node: Any
    name_line: int = 1

    def mistake(self, what: str, *, at_name: bool = False) -> CueMistake:
        line = self.name_line if at_name else self.node.start_mark.line + 1
        return CueMistake(f"{self.path}:{line}: {what}")

    def fields(self) -> dict[str, "_Part"]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.mistake(f"{self.name} must hold fields, each as 'name: value'.")
        found: dict[str, _Part] = {}
        for key, value in self.node.value:
            part = _Part(self.path, str(key.value), value, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode):
                raise part.mistake("A field's name must be a word.", at_name=True)
            if part.name in found:
                raise part.mistake(f"{part.name} is there twice. Keep one of them.", at_name=True)
            found[part.name] = part
        return found

    def text(self) -> str:
        value = self._scalar("str")
        if value is None or not value.strip() or not is_storable(value):
            raise self.mistake(f"{self.name} must be a text. Put it into quotes.")
        return value.strip()

    def number(self, lowest: int, highest: int) -> int:
        value = self._scalar("int") or ""
        if not value.isascii() or not value.isdigit() or not lowest <= int(value[:9]) <= highest:
            raise self.mistake(f"{self.name} must be a whole number from {lowest} to {highest}.")
        return int(value)

    def switch(self) -> bool:
        value = (self._scalar("bool") or "").lower()
        if value not in {"true", "false"}:
            raise self.mistake(f"{self.name} must be true or false.")
        return value == "true"

    def _scalar(self, kind: str) -> str | None:
        is_one = isinstance(self.node, yaml.ScalarNode) and self.node.tag == f"tag:yaml.org,2002:{kind}"
        return self.node.value if is_one else None


def _cue(name: str, part: _Part) -> Cue:
    fields = part.fields()
    _require(part, fields, _FIELDS)
    return Cue(
        name=name,
        threshold=fields["threshold"].number(1, 20),
        text=_line(fields["text"]),
        opens=_opens(fields["opens"]),
        cool_down=timedelta(days=fields["cool_down_days"].number(1, 365)),
        is_on=fields["is_on"].switch(),
    )


def _require(part: _Part, fields: Mapping[str, _Part], needed: tuple[str, ...], *rest: str) -> None:
    for name, field in fields.items():
        if name not in (*needed, *rest):
            known = ", ".join((*needed, *rest))
            raise field.mistake(f"{part.name} has no {name!r}. Use one of: {known}.", at_name=True)
    for name in needed:
        if name not in fields:
            raise part.mistake(f"{part.name} has no {name!r}. Add it.", at_name=True)


def _line(part: _Part) -> str:
    text = part.text()
    if len(text) > LONGEST_LINE or not text.isprintable():
        raise part.mistake(
            f"The text of an offer is one line of at most {LONGEST_LINE} characters. Shorten it."
        )
    advertises = _ADVERTISES.search(text)
    if advertises:
        raise part.mistake(f"“{advertises[0]}” advertises. Say what help is offered, and nothing else.")
    return text


def _opens(part: _Part) -> ChoiceMeaning:
    fields = part.fields()
    _require(part, fields, ("intent",), "entities")
    intent = fields["intent"].text()
    if not _NAME.fullmatch(intent):
        raise fields["intent"].mistake("intent must be the name of an intent, such as ask_question.")
    if _ASKS_FOR_NO_HELP.fullmatch(intent):
        raise fields["intent"].mistake(
            f"{intent!r} asks for no help, and “Yes, please” must open some. Use one such as ask_question."
        )
    entities = fields["entities"].fields() if "entities" in fields else {}
    return ChoiceMeaning(intent, {name: entity.text() for name, entity in entities.items()})


def _compose(path: Path) -> Any:
    try:
        return yaml.compose(_read(path), Loader=yaml.SafeLoader)
    except RecursionError as exc:
        raise CueMistake(f"{path}:1: The file is nested too deeply. A cue needs three levels.") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        problem = getattr(exc, "problem", None) or "it can't be read"
        raise CueMistake(
            f"{path}:{line}: This is not YAML ({problem}). Quote texts with : or # in them."
        ) from exc


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise CueMistake(f"{path}:1: The file is larger than 64 KB. There are only a few cues.")
        return content.decode("utf-8-sig")
    except OSError as exc:
        raise CueMistake(f"{path}:1: The file can't be read ({exc.strerror}).") from exc
    except UnicodeDecodeError as exc:
        line = content[: exc.start].count(b"\n") + 1
        raise CueMistake(f"{path}:{line}: This is not UTF-8. Save the file with the encoding UTF-8.") from exc
