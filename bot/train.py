"""Trains the model when its inputs changed: `python -m bot.train`."""

import shutil
import sys
import tempfile
from pathlib import Path

from bot import quiet_rasa
from bot.model_file import expected_model

_MODELS_KEPT = 3


def train(root: Path) -> Path:
    """The model for the inputs as they are, trained if it is not there yet. Raises Rasa's errors."""
    model = expected_model(root)
    if model.is_file():
        return model
    quiet_rasa.settle()
    quiet_rasa.stay_within(root / ".rasa")
    from rasa.model_training import train as train_with_rasa

    from bot import uncached_training

    uncached_training.install()
    model.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=model.parent) as scratch:
        result = train_with_rasa(
            domain=str(root / "domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / "data" / topic) for topic in ("nlu", "rules")],
            output=scratch,
            fixed_model_name="model",
            force_training=True,
        )
        if result.model is None:
            raise SystemExit("The training data could not be trained: see the messages above.")
        shutil.move(result.model, model)  # in one step: nobody ever loads half a model
    _forget_old_models(model)
    return model


def _forget_old_models(newest: Path) -> None:
    models = sorted(newest.parent.glob("deskbell-*.tar.gz"), key=lambda model: model.stat().st_mtime)
    for model in models[:-_MODELS_KEPT]:
        if model != newest:
            model.unlink(missing_ok=True)


if __name__ == "__main__":
    print(train(Path.cwd()), file=sys.stdout)  # noqa: T201
