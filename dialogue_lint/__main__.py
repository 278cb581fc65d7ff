"""`make lint-dialogue`, as `python -m dialogue_lint [project]`: prints what it finds, one line each."""

import sys
from pathlib import Path

from dialogue_lint.checks import CHECKS
from dialogue_lint.dialogue import Dialogue, read_dialogue
from dialogue_lint.errors import Unreadable
from dialogue_lint.finding import Finding


def findings_in(root: Path) -> list[Finding]:
    """Everything that is wrong with the dialogue of the project in `root`, by file and line."""
    try:
        return _findings_of(read_dialogue(root))
    except Unreadable as broken:
        return [broken.finding]


def _findings_of(dialogue: Dialogue) -> list[Finding]:
    return sorted({finding for check in CHECKS for finding in check(dialogue)})


def main(arguments: list[str]) -> int:
    """The exit code: 1 if there is a finding."""
    try:
        dialogue = read_dialogue(Path(*arguments[:1]))
        findings = _findings_of(dialogue)
    except Unreadable as broken:
        findings = [broken.finding]
    lines = [str(finding) for finding in findings] or [_nothing_in(dialogue)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if findings else 0


def _nothing_in(dialogue: Dialogue) -> str:
    """Says how much was looked at, so that an empty folder does not pass for a clean one."""
    responses, rules, pages = len(dialogue.domain.responses), len(dialogue.rules), len(dialogue.help_pages)
    return f"No findings in {responses} responses, {rules} rules and {pages} help pages."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
