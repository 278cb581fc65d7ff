"""Reads what the shop wrote, once, before any part does: cues, help pages, terms, tables, replies and so on.

A part would end over the first mistake, and be started over it again and again. A help page with a mistake
ends none: the others are answered from.
"""

from collections.abc import Iterator
from pathlib import Path

from actions.faq.errors import NoEntries
from actions.faq.shelf import read_entries
from actions.handoff.errors import OpeningHoursMistake
from actions.handoff.opening_hours_file import load_opening_hours
from actions.orders.errors import OrderMappingMistake, OrderTermsMistake
from actions.orders.mapped_file import load_mapping
from actions.orders.terms import load_terms
from conversations.canned_replies import load_canned_replies
from conversations.cues import load_cues
from conversations.errors import CueMistake, RepliesMistake
from dialogue_lint.cues import unknown_openings
from dialogue_lint.domain import domain_of
from dialogue_lint.errors import Unreadable
from dialogue_lint.yaml_tree import read_yaml
from gateway.messenger.profile import ProfileMistake, load_profile
from launcher.errors import MistakesInFiles

_CUES, _FAQ, _TERMS = Path("data/cues.yml"), Path("data/faq"), Path("data/order_terms.yml")
_MAPPING, _REPLIES = Path("data/order_mapping.yml"), Path("data/canned_replies.yml")
_HOURS, _MESSENGER = Path("data/opening_hours.yml"), Path("data/messenger.yml")


def check_shop_files(root: Path, mapping: Path | None = None) -> None:
    """Raises `MistakesInFiles`: the first mistake of each file; each one of a mapping, and of cues' intents.

    `mapping` is the file of ORDERS_MAPPING; one in the usual place is read also where nothing uses it yet.
    """
    mappings = dict.fromkeys(root / file for file in (_MAPPING, mapping) if file)
    mistakes = [*_cue_mistakes(root), *_terms_mistakes(root), *_reply_mistakes(root)]
    mistakes += [*_hours_mistakes(root), *_messenger_mistakes(root)]
    for file in mappings:
        if file.exists() or (mapping is not None and file == root / mapping):
            mistakes += _mapping_mistakes(root, file)
    if mistakes:
        raise MistakesInFiles("\n".join(mistakes))


def help_page_mistakes(root: Path) -> Iterator[str]:
    """One sentence for each page that is left out, with file, line and what to do; one if there is none."""
    for mistake in read_entries(root / _FAQ).mistakes:
        if isinstance(mistake, NoEntries):
            yield f"{_FAQ.as_posix()} has no help pages. Add a file such as returns.md: it is found at once."
            continue
        file = next((root / _FAQ).rglob(mistake.file), root / _FAQ).relative_to(root).as_posix()
        yield f"{file}:{mistake.line}: {mistake.what_to_do.rstrip('.')}. Until then {mistake.meanwhile}."


def _cue_mistakes(root: Path) -> Iterator[str]:
    try:
        load_cues(root / _CUES)
        yield from _unknown_openings(root)
    except CueMistake as mistake:
        yield _without(root, str(mistake))
    except Unreadable as broken:
        yield str(broken.finding)


def _unknown_openings(root: Path) -> Iterator[str]:
    """Nothing if the bot knows no intent at all: the training says more about such a domain."""
    known = domain_of(read_yaml(root, "domain.yml")).intents
    if known:
        yield from map(str, unknown_openings(read_yaml(root, _CUES.as_posix()), known))


def _terms_mistakes(root: Path) -> Iterator[str]:
    if not (root / _TERMS).exists():
        return
    try:
        load_terms(root / _TERMS)
    except OrderTermsMistake as mistake:
        yield _without(root, str(mistake))


def _reply_mistakes(root: Path) -> Iterator[str]:
    try:
        load_canned_replies(root / _REPLIES)
    except RepliesMistake as mistake:
        yield _without(root, str(mistake))


def _hours_mistakes(root: Path) -> Iterator[str]:
    if not (root / _HOURS).exists():
        return
    try:
        load_opening_hours(root / _HOURS)
    except OpeningHoursMistake as mistake:
        yield _without(root, str(mistake))


def _messenger_mistakes(root: Path) -> Iterator[str]:
    if not (root / _MESSENGER).exists():
        return
    try:
        load_profile(root / _MESSENGER)
    except ProfileMistake as mistake:
        yield _without(root, str(mistake))


def _mapping_mistakes(root: Path, file: Path) -> Iterator[str]:
    try:
        load_mapping(file)
    except OrderMappingMistake as mistakes:
        yield from (_without(root, mistake) for mistake in str(mistakes).splitlines())


def _without(root: Path, sentence: str) -> str:
    """The file's name as people type it in the project's folder."""
    return sentence.removeprefix(f"{root}/")
