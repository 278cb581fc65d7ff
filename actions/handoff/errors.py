"""What can go wrong with handing over.

HandoffError
└── OpeningHoursMistake     the file with the team's hours can't be used; it names the line
"""


class HandoffError(Exception):
    """Anything about handing over that a caller may want to catch at once."""


class OpeningHoursMistake(HandoffError):
    """`file:line: what is wrong, and what to do`."""
