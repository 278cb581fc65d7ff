"""What can go wrong when something is sent on Messenger, by what has to be done about it.

GraphError                 `code` and `subcode` are the platform's; None where it gave none
├── NotReached             it has certainly not been sent: no connection. Try again
│   └── Throttled          4, 17, 32, 613, 1200, 2, or HTTP 429: try again later
├── Unclear                a timeout, 1 (also 1357046), 5xx: it may have been sent. Look for the echo
├── WindowClosed           10/2534022, 10/2018278: waits until the person writes again
├── PersonUnavailable      551: nothing reaches this person until they write again
├── PageTrouble            10 (also 1893063: restricted), 190, 200: the page or its token is to blame
└── Refused                100 and everything else: this call can never work
"""


class GraphError(Exception):
    """Root of the tree above. The message holds nothing of what was to be sent."""

    def __init__(self, message: str, code: int | None = None, subcode: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.subcode = subcode

    @property
    def name(self) -> str:
        """For the log and the team: `613`, `10/2534022`, or what it is."""
        if self.code is None:
            return type(self).__name__
        return str(self.code) if self.subcode is None else f"{self.code}/{self.subcode}"


class NotReached(GraphError):
    pass


class Throttled(NotReached):
    pass


class Unclear(GraphError):
    pass


class WindowClosed(GraphError):
    pass


class PersonUnavailable(GraphError):
    pass


class PageTrouble(GraphError):
    pass


class Refused(GraphError):
    pass


_THROTTLED = frozenset({2, 4, 17, 32, 613, 1200})
_OUTSIDE_WINDOW = frozenset({2534022, 2018278})
_OF_THE_PAGE = frozenset({10, 102, 190, 200})


def graph_error(status: int, code: int | None, subcode: int | None) -> GraphError:
    """The error that an answer of the platform stands for."""
    what = f"The platform answered {status}"
    if code == 10 and subcode in _OUTSIDE_WINDOW:
        return WindowClosed(what, code, subcode)
    if code == 551:
        return PersonUnavailable(what, code, subcode)
    if code in _THROTTLED or status == 429:
        return Throttled(what, code, subcode)
    if code in _OF_THE_PAGE:
        return PageTrouble(what, code, subcode)
    if code == 1 or status >= 500:
        return Unclear(what, code, subcode)
    return Refused(what, code, subcode)
