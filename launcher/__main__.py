"""`make run`, as `python -m launcher`: prepares, starts the parts and keeps them running until Ctrl-C."""

import os
import sys
import time
from pathlib import Path

from conversations.environment import Environment
from conversations.errors import SettingError
from launcher.database import prepare_database
from launcher.dotenv_file import read_dotenv
from launcher.errors import LauncherError
from launcher.parts import parts
from launcher.preflight import check_port, only_one_here
from launcher.progress import Progress
from launcher.settings import Settings, adopt, complete, read_settings
from launcher.stop_request import StopRequest
from launcher.supervision import keep_running
from launcher.training import needs_training, train
from launcher.welcome import welcome

ROOT = Path(__file__).parent.parent


def main() -> int:
    """The exit code: 0 after a stop that was asked for, 1 after a sentence that says what to do."""
    stop, progress = StopRequest(), Progress()
    os.chdir(ROOT)
    try:
        adopt(complete(os.environ, read_dotenv(ROOT / ".env")))
        settings = read_settings(Environment(os.environ))
        with only_one_here(settings.var):
            run(settings, progress, stop)
    except (LauncherError, SettingError) as exc:
        progress.explain(exc)
        return 1
    progress.say("Deskbell has stopped.")
    return 0


def run(settings: Settings, progress: Progress, stop: StopRequest) -> None:
    """From the first check to the stop. Raises `LauncherError`, `SettingError`."""
    began = time.monotonic()
    check_port(settings.host, settings.port, "DESKBELL_PORT")
    check_port("127.0.0.1", settings.action_server_port, "ACTION_SERVER_PORT")
    with progress.step("Preparing the database"):
        prepare_database(settings)
    if needs_training(ROOT) and not stop():
        with progress.step("Training the model (only when what it learns from has changed; about 20 s)"):
            train(ROOT, settings.var / "log" / "train.log", stop)
    if not stop():
        keep_running(
            parts(settings.bot_workers),
            settings.var,
            progress,
            stop,
            when_ready=lambda: welcome(settings, progress, seconds=round(time.monotonic() - began)),
        )


if __name__ == "__main__":
    sys.exit(main())
