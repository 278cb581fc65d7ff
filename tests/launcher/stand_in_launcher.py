"""The launcher's last step with stand-in parts: each argument after the folder is NAME=COMMAND."""

import os
import sys
from pathlib import Path

from launcher.errors import LauncherError
from launcher.parts import Part
from launcher.progress import Progress
from launcher.restarts import Backoff
from launcher.stop_request import StopRequest
from launcher.supervision import keep_running


def main(*named_commands: str) -> int:
    stop, progress = StopRequest(), Progress()
    parts = [Part(*argument.split("=", 1)) for argument in named_commands]
    try:
        keep_running(
            parts,
            Path("var"),
            progress,
            stop,
            when_ready=lambda: progress.say(f"READY {os.getpid()}"),
            backoff=Backoff(first=0.01, longest=0.02),
            patience=float(os.environ.get("PATIENCE", "60")),
        )
    except LauncherError as exc:
        progress.explain(exc)
        return exc.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
