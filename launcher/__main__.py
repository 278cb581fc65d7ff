"""`make run`, as `python -m launcher`: prepares, starts the parts and keeps them running until Ctrl-C."""

import os
import sys
from pathlib import Path

from conversations.environment import Environment
from conversations.errors import SettingError
from launcher.beginning import beginning, seconds_since
from launcher.database import prepare_database
from launcher.demo_agent import prepare_demo_agent
from launcher.dotenv_file import read_dotenv
from launcher.errors import BrokenDotenv, LauncherError
from launcher.known_names import misspelt_in_environment, names_in, unknown_in_dotenv
from launcher.parts import parts
from launcher.preflight import check_port, only_one_here
from launcher.progress import Progress
from launcher.settings import Settings, adopt, complete, read_settings
from launcher.shop_files import check_shop_files, help_page_mistakes
from launcher.stop_request import StopRequest
from launcher.supervision import keep_running
from launcher.training import needs_training, train
from launcher.welcome import welcome

ROOT = Path(__file__).parent.parent


def main() -> int:
    """The exit code: 0 after a stop that was asked for, otherwise 1 or 2, after saying what to do.

    It is 2 for mistakes in the shop's files, and for a setting that a part cannot start with.
    """
    began, stop, progress = beginning(), StopRequest(), Progress()
    os.chdir(ROOT)
    try:
        adopt(complete(os.environ, _dotenv(progress)))
        settings = read_settings(Environment(os.environ))
        with only_one_here(settings.var):
            run(settings, progress, stop, began)
    except (LauncherError, SettingError) as exc:
        progress.explain(exc)
        return exc.exit_code if isinstance(exc, LauncherError) else 1
    progress.say("Deskbell has stopped.")
    return 0


def _dotenv(progress: Progress) -> dict[str, str]:
    """What `.env` sets. Raises `BrokenDotenv`, also for a misspelt name; one outside of it is only told."""
    settings, known = read_dotenv(ROOT / ".env"), names_in(ROOT / ".env.example")
    unknown = list(unknown_in_dotenv(settings, known))
    if unknown:
        raise BrokenDotenv("\n".join(unknown))
    for sentence in misspelt_in_environment(os.environ, known):
        progress.say(sentence)
    return settings


def run(settings: Settings, progress: Progress, stop: StopRequest, began: float) -> None:
    """From the first check to the stop. Raises `LauncherError`, `SettingError`."""
    check_port(settings.host, settings.port, "DESKBELL_PORT")
    check_port("127.0.0.1", settings.action_server_port, "ACTION_SERVER_PORT")
    for mistake in help_page_mistakes(ROOT):
        progress.say(mistake)
    check_shop_files(ROOT, settings.orders_mapping)
    with progress.step("Preparing the database"):
        prepare_database(settings)
        sign_in = prepare_demo_agent(settings)
    if needs_training(ROOT) and not stop():
        with progress.step("Training the model (only when what it learns from has changed; about a minute)"):
            train(ROOT, settings.var / "log" / "train.log", stop)
    if not stop():
        keep_running(
            parts(settings.bot_workers),
            settings.var,
            progress,
            stop,
            when_ready=lambda: welcome(settings, progress, sign_in, seconds=seconds_since(began)),
        )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Not sys.exit: taking all that was imported apart is up to a second of the five that a stop may take.
    os._exit(code)
