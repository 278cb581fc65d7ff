"""What can keep Deskbell from running. Every message says in one sentence what to do.

LauncherError
├── BrokenDotenv          a line of .env is not NAME=value, or names no setting, or the file cannot be read
├── MistakesInFiles       something that the shop wrote has mistakes: one sentence for each
├── AlreadyRunning        another launcher runs from this folder
├── PortTaken             something else listens where a part wants to listen
├── DatabaseNotPrepared   the database cannot be reached, or not be brought up to date
├── TrainingFailed        the model could not be trained
├── WrongSetting          a part ended at its first start, because something that it was set to is wrong
├── PartNeverReady        a part was started again and again and never became ready
└── SupervisorGone        supervisord ended although nobody asked it to
"""

from collections.abc import Sequence


class LauncherError(Exception):
    """Root of the tree above. `tail` holds the last lines of the log that shows the reason."""

    exit_code = 1

    def __init__(self, message: str, tail: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.tail = tuple(tail)


class BrokenDotenv(LauncherError):
    """The message names the line or the name."""


class MistakesInFiles(LauncherError):
    """The message has a line for each mistake, which names file and line and says what to do."""

    exit_code = 2


class AlreadyRunning(LauncherError):
    """The message names the process that runs."""


class PortTaken(LauncherError):
    """The message names the port and the setting that moves it."""


class DatabaseNotPrepared(LauncherError):
    """The message names the setting that leads to the database."""


class TrainingFailed(LauncherError):
    """The message names the log."""


class WrongSetting(LauncherError):
    """The message names the part and its log; the part's own sentence is the last line of the tail."""

    exit_code = 2


class PartNeverReady(LauncherError):
    """The message names the part and its log."""


class SupervisorGone(LauncherError):
    """The message names the log."""
