"""Trains the model in a process of its own, so that the launcher stays small and a Ctrl-C can end it."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.model_file import expected_model
from launcher.errors import TrainingFailed
from launcher.log_tail import last_lines


def needs_training(root: Path) -> bool:
    """Whether what the model is made of changed since it was trained."""
    return not expected_model(root).is_file()


def train(root: Path, log: Path, stop_requested: Callable[[], bool]) -> None:
    """Trains; returns early when a stop is requested. Raises `TrainingFailed`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        training = subprocess.Popen(
            [sys.executable, "-m", "bot.train"], cwd=root, stdout=stream, stderr=stream
        )
        try:
            while training.poll() is None and not stop_requested():
                time.sleep(0.1)
        finally:
            training.kill()  # does nothing once it ended; half a model is never kept
            training.wait()
    if training.returncode != 0 and not stop_requested():
        raise TrainingFailed(
            f"The model could not be trained: correct what {log} says, then start again.",
            tail=last_lines(log),
        )
