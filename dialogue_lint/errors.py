"""What can keep the linter from reading a dialogue.

DialogueLintError
└── Unreadable    a file is missing or broken: carries the finding that says so
"""

from dialogue_lint.finding import Finding


class DialogueLintError(Exception):
    """Anything that the linter may want to catch at once."""


class Unreadable(DialogueLintError):
    """Nothing can be checked before this file is corrected."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
