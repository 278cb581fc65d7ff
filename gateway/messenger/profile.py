"""What people see of the page before their first word, from `data/messenger.yml`; each mistake has its line.

The limits are those of the platform's Messenger Profile API.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from actions.orders.marked_yaml import Marked, read_marked
from conversations.errors import SettingError
from conversations.messenger_events import SAYS
from gateway.messenger.graph import Json

PROFILE_FILE = Path(__file__).parents[2] / "data" / "messenger.yml"

LONGEST_GREETING = 160
LONGEST_TITLE = 30
LONGEST_SAID = 200
MOST_LINES = 20

_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")
_LONGEST_ADDRESS = 1000


class ProfileMistake(SettingError):
    """The file can't be used. The message names file and line and says what to do."""


@dataclass(frozen=True, slots=True)
class MenuLine:
    """Tapping it says something, or opens an address: one of the two is empty."""

    title: str
    says: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    greeting: str
    get_started: str
    menu: Sequence[MenuLine]

    def as_body(self) -> Json:
        """As the platform takes it. The payload of what is tapped holds the words themselves."""
        menu = {
            "locale": "default",
            "composer_input_disabled": False,
            "call_to_actions": [_button(line) for line in self.menu],
        }
        return {
            "greeting": [{"locale": "default", "text": self.greeting}],
            "get_started": {"payload": f"{SAYS}{self.get_started}"},
            "persistent_menu": [menu],
        }


def load_profile(path: Path = PROFILE_FILE) -> Profile:
    """Reads and checks the file. Raises `ProfileMistake`."""
    fields = read_marked(path, ProfileMistake).fields("greeting", "get_started", "menu")
    lines = fields["menu"].list()
    if len(lines) > MOST_LINES:
        raise lines[MOST_LINES].mistake(f"The menu has {len(lines)} lines. Messenger takes {MOST_LINES}.")
    return Profile(
        _short(fields["greeting"], LONGEST_GREETING),
        _short(fields["get_started"], LONGEST_SAID),
        [_line(line) for line in lines],
    )


def _line(line: Marked) -> MenuLine:
    fields = line.entries()
    if set(fields) not in ({"title", "says"}, {"title", "opens"}):
        raise line.mistake("A line of the menu has a title, and either says or opens. Nothing else.")
    title = _short(fields["title"], LONGEST_TITLE)
    if "says" in fields:
        return MenuLine(title, says=_short(fields["says"], LONGEST_SAID))
    address = _short(fields["opens"], _LONGEST_ADDRESS)
    if not _ADDRESS.fullmatch(address):
        raise fields["opens"].mistake(f"{address!r} is no address. Write it like https://shop.example/shoes.")
    return MenuLine(title, opens=address)


def _short(field: Marked, longest: int) -> str:
    text = field.text()
    if not 1 <= len(text) <= longest:
        raise field.mistake(f"{field.name} has {len(text)} characters. Messenger takes 1 to {longest}.")
    return text


def _button(line: MenuLine) -> Json:
    if line.opens:
        return {"type": "web_url", "title": line.title, "url": line.opens}
    return {"type": "postback", "title": line.title, "payload": f"{SAYS}{line.says}"}
