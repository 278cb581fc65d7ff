"""What the bot makes of each line of a file: `python -m bot.understand FILE`, one JSON object a line.

For a shop that wants to check its own log. The same code as in a conversation, and nothing is stored or sent.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from bot import quiet_rasa

quiet_rasa.settle()

import orjson
from rasa.utils.endpoints import EndpointConfig

from actions.faq.errors import VectorsUnavailable
from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf, read_entries
from bot.agent import DeskbellAgent, load_agent
from bot.leads_to import NONE, Lead, lead_of
from bot.model_file import NoModel, trained_model

LONGEST_TEXT = 2_000
"""Signs of a message that the gateway takes (`gateway/field_checks.py`); of a longer line its beginning."""

_LONGEST_LINE = 4 * LONGEST_TEXT  # bytes: no sign of UTF-8 has more than four
_NOTHING = Lead("", 0.0, NONE)


def sentences(lines: BinaryIO) -> Iterator[str]:
    """One for each line, also for an empty one. What is not UTF-8 becomes a sign that says so (U+FFFD)."""
    while line := lines.readline(_LONGEST_LINE):
        begin = line
        while line and not line.endswith(b"\n"):
            line = lines.readline(_LONGEST_LINE)
        text = begin.decode("utf-8-sig", "replace")
        yield " ".join(text.replace("\0", " ").split())[:LONGEST_TEXT]


async def understand(agent: DeskbellAgent, faq: FaqSearch, text: str, today: date) -> bytes:
    """The JSON object of one sentence, with the end of the line."""
    lead = await lead_of(agent, faq, text, today) if text else _NOTHING
    answer = {"text": text, **asdict(lead), "intent": lead.intent or None}
    return orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE)


def help_pages(directory: Path) -> FaqShelf:
    """The pages that the bot answers from; what a mistake leaves out of them is said on stderr."""
    reading = read_entries(directory)
    for mistake in reading.mistakes:
        sys.stderr.write(f"{str(mistake).rstrip('.')}. Until then {mistake.meanwhile}.\n")
    return FaqShelf(reading.entries).without_dead_links()


async def _understand_all(file: Path, root: Path) -> None:
    with file.open("rb") as lines:
        agent = load_agent(trained_model(root), EndpointConfig("nowhere"))
        faq = FaqSearch(help_pages(root / "data" / "faq"))
        today = datetime.now(UTC).date()
        for text in sentences(lines):
            sys.stdout.buffer.write(await understand(agent, faq, text, today))
    sys.stdout.buffer.flush()


def main(arguments: list[str]) -> int:
    """0 when every line was answered; 2, with a sentence on stderr, when there was no file or no model."""
    if len(arguments) != 1 or not arguments[0]:
        sys.stderr.write("Which file? One sentence a line: make understand FILE=sentences.txt\n")
        return 2
    try:
        asyncio.run(_understand_all(Path(arguments[0]), Path(__file__).parent.parent))
    except OSError as error:
        sys.stderr.write(
            f"{arguments[0]} can't be read: {error.strerror}. Name a file with one sentence a line.\n"
        )
        return 2
    except (NoModel, VectorsUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
