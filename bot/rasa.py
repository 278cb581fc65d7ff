"""Rasa's own command line on the slim runtime: `make rasa ARGS="data validate"`."""

import os
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"

from bot import quiet_rasa, slim

slim.install()

from rasa.__main__ import main

from bot.policies.initiative_policy import DEVELOPER_SHELL


def run() -> None:
    """Rasa's `rasa` command. In its shell a typed message permits its reply: there is no journal."""
    os.environ[DEVELOPER_SHELL] = "1"
    quiet_rasa.stay_within(Path(__file__).parents[1] / ".rasa")
    os.environ.setdefault("ACTION_ENDPOINT_URL", "http://127.0.0.1:5055/webhook")
    main()


if __name__ == "__main__":
    run()
