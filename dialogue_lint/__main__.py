"""`make lint-dialogue`, as `python -m dialogue_lint [project]`: prints what it finds, one line each."""

import sys
from pathlib import Path

from dialogue_lint.checks import CHECKS
from dialogue_lint.dialogue import read_dialogue
from dialogue_lint.errors import Unreadable
from dialogue_lint.finding import Finding


def findings_in(root: Path) -> list[Finding]:
    """Everything that is wrong with the dialogue of the project in `root`, by file and line."""
    try:
        dialogue = read_dialogue(root)
    except Unreadable as broken:
        return [broken.finding]
    return sorted({finding for check in CHECKS for finding in check(dialogue)})


def main(arguments: list[str]) -> int:
    """The exit code: 1 if there is a finding."""
    findings = findings_in(Path(*arguments[:1]))
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
