"""Which model file belongs to the inputs as they are now. Reads files, never imports Rasa."""

import hashlib
from pathlib import Path

_INPUTS = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "bot/nlu", "bot/policies")
_RUNTIME = ("requirements.lock", "actions/faq/sentence_vectors.py")


class NoModel(Exception):
    """There is no trained model for the inputs as they are. One sentence with what to do."""


def expected_model(root: Path) -> Path:
    """Where the model for the current inputs stands, whether it is there or not.

    Rasa's own fingerprints see only a component's class and its configuration
    (`rasa/engine/training/fingerprinting.py:45`); this one sees every byte that training reads.
    """
    digest = hashlib.sha256()
    for file in sorted(_input_files(root)):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return root / "models" / f"deskbell-{digest.hexdigest()[:16]}.tar.gz"


def trained_model(root: Path) -> Path:
    """The model for the current inputs. Raises `NoModel`."""
    model = expected_model(root)
    if not model.is_file():
        raise NoModel("There is no model for the current training data. Run `make train` first.")
    return model


def _input_files(root: Path) -> list[Path]:
    named = [root / name for name in _INPUTS + _RUNTIME]
    inside = [
        file
        for folder in named
        if folder.is_dir()
        for file in folder.rglob("*")
        if file.suffix in {".yml", ".py"}
    ]
    return [file for file in named if file.is_file()] + inside
