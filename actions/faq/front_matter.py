"""Reading one Markdown file with its YAML front matter; every mistake with its line and what to do."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from actions.faq.errors import FaqMistake
from actions.faq.plain_text import page_links

LARGEST = 64 * 1024
_FENCE = "---"
_A_DAY = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, slots=True)
class Field:
    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A file taken apart: the fields of its front matter with their lines, and the text below.

    `links`: what the text links to that is no address, each with its line in the file.
    """

    file: str
    fields: dict[str, Field]
    body: str
    body_line: int
    links: tuple[tuple[str, int], ...] = ()

    def mistake(self, field: str, what_to_do: str) -> FaqMistake:
        """A mistake in this field, at its line; at the first line if it is not there."""
        return FaqMistake(self.file, self.line_of(field), what_to_do)

    def line_of(self, field: str) -> int:
        """The first line of the file if the field is not there."""
        return self.fields[field].line if field in self.fields else 1

    def text(self, field: str, default: str | None = None) -> str:
        if field not in self.fields and default is not None:
            return default
        value = self.fields[field].value if field in self.fields else None
        if not isinstance(value, str) or not value.strip():
            raise self.mistake(
                field, f"'{field}' is missing or no text. Write for example: {field}: some text"
            )
        return self._readable(field, value)

    def texts(self, field: str, fewest: int = 0) -> tuple[str, ...]:
        value = self.fields[field].value if field in self.fields else []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.mistake(
                field, f"'{field}' must be a list of texts, one a line after '- '; quote yes and no."
            )
        if len(value) < fewest:
            raise self.mistake(field, f"'{field}' needs at least {fewest} text(s). Add one after '- '.")
        return tuple(self._readable(field, item) for item in value)

    def _readable(self, field: str, text: str) -> str:
        """An escape in YAML can write what no page and no database can hold."""
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise self.mistake(field, f"'{field}' holds half a character or a NUL. Write it without escapes.")
        return text.strip()

    def day(self, field: str) -> date | None:
        value = self.fields[field].value if field in self.fields else None
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise self.mistake(field, f"'{field}' must be a day. Write for example: {field}: 2027-01-31")
        return value


def read_page(path: Path, allowed: frozenset[str]) -> Page:
    """Takes the file apart; only `allowed` fields may be in it. Raises FaqMistake."""
    lines = _text(path).split("\n")
    if lines[0].rstrip() != _FENCE:
        raise FaqMistake(path.name, 1, "The front matter is missing. Start the file with a line that is ---")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise FaqMistake(path.name, 1, "The front matter has no end. Close it with a line that is ---")
    fields = _fields(path.name, "\n".join(lines[1:end]))
    for name, field in fields.items():
        if name not in allowed:
            known = ", ".join(sorted(allowed))
            raise FaqMistake(path.name, field.line, f"'{name}' is not known here. Use one of: {known}")
    body, body_line = "\n".join(lines[end + 1 :]), end + 2
    links = tuple((target, body_line + line) for target, line in page_links(body))
    return Page(path.name, fields, body, body_line, links)


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():  # to open a pipe would wait for ever
        raise FaqMistake(path.name, 1, "This is not a file. Rename or remove it.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except OSError as exc:
        raise FaqMistake(
            path.name, 1, f"The file can't be read ({exc.strerror}). Check its permissions."
        ) from exc
    except UnicodeDecodeError as exc:
        line = content[: exc.start].count(b"\n") + 1
        raise FaqMistake(
            path.name, line, "This is not UTF-8. Save the file with the encoding UTF-8."
        ) from exc
    if len(content) > LARGEST:
        raise FaqMistake(path.name, 1, "The file is larger than 64 KB. Split it into several entries.")
    return text.replace("\r\n", "\n")


def _fields(file: str, text: str) -> dict[str, Field]:
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
    except RecursionError as exc:
        raise FaqMistake(file, 2, "This is nested too deeply. Write a text, or a list of texts.") from exc
    except yaml.YAMLError as exc:
        raise FaqMistake(
            file, _line_of(exc), f"This is not YAML ({_problem(exc)}). Quote texts with : or # in them."
        ) from exc
    if not isinstance(node, yaml.MappingNode):
        raise FaqMistake(
            file, 2, "The front matter holds no fields. Write for example: title: How do returns work?"
        )
    fields: dict[str, Field] = {}
    for key, value in node.value:
        line = key.start_mark.line + 2
        if key.value in fields:
            raise FaqMistake(file, line, f"'{key.value}' is there twice. Keep one of them.")
        fields[key.value] = Field(_constructed(loader, value, file, line), line)
    return fields


def _constructed(loader: Any, node: Any, file: str, line: int) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except ValueError as exc:
        if node.tag == _A_DAY:
            wanted = f"There is no day {node.value}. Write one that the calendar has, like 2027-01-31"
            raise FaqMistake(file, line, wanted) from exc
        raise FaqMistake(file, line, "This value can't be read. Put it into quotes.") from exc
    except (yaml.YAMLError, RecursionError) as exc:
        raise FaqMistake(file, line, "This value can't be read. Put it into quotes.") from exc


def _line_of(exc: yaml.YAMLError) -> int:
    is_left_open = "quoted" in (getattr(exc, "context", None) or "")  # the quote is the mistake, not the end
    mark = getattr(exc, "context_mark" if is_left_open else "problem_mark", None)
    return mark.line + 2 if mark else 2


def _problem(exc: yaml.YAMLError) -> str:
    return getattr(exc, "problem", None) or getattr(exc, "reason", None) or "it can't be read"
