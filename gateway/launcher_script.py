"""What the widget's launcher counts: the table in its source says it, and here the shop's own cues do."""

import re
from collections.abc import Mapping

from gateway.errors import ScriptsDoNotJoin

LAUNCHER = "deskbell.js"
_TABLE = re.compile(r"^const THRESHOLDS = \{[^{}]*\};$", re.MULTILINE)


def with_thresholds(source: str, thresholds: Mapping[str, int]) -> str:
    """The launcher's source, counting these cues up to these numbers, and no others.

    The names come from `conversations.cues`, which knows them all. Raises `ScriptsDoNotJoin` where the table
    is not there once.
    """
    counted = ", ".join(f"{name}: {times}" for name, times in thresholds.items())
    changed, tables = _TABLE.subn(f"const THRESHOLDS = {{ {counted} }};", source)
    if tables != 1:
        raise ScriptsDoNotJoin(f"{LAUNCHER} needs one table that begins with `const THRESHOLDS = {{`.")
    return changed
