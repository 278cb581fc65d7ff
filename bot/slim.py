"""Lets Rasa 3.6.21 run without TensorFlow and without the SDKs of channels that Deskbell does not ship.

Rasa imports TensorFlow at start even when no component uses it (`rasa/core/agent.py:22` leads to
`rasa/utils/tensorflow/callback.py:5`). `install()` puts stand-in modules in front of those imports.
A stand-in hands out classes that may be named and subclassed; using one raises `MissingFromSlimRuntime`.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType

import numpy

STOOD_IN_COMPONENTS = (
    "rasa.core.policies.ted_policy",
    "rasa.core.policies.unexpected_intent_policy",
    "rasa.nlu.classifiers.diet_classifier",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "rasa.nlu.selectors.response_selector",
)
STOOD_IN_TENSORFLOW_PARTS = tuple(
    f"rasa.utils.tensorflow.{part}"
    for part in (
        "callback",
        "crf",
        "data_generator",
        "layers",
        "layers_utils",
        "metrics",
        "models",
        "rasa_layers",
        "transformer",
        "types",
    )
)
STOOD_IN_SDKS = (
    "aio_pika",
    "aiogram",
    "aiormq",
    "boto3",
    "botocore",
    "confluent_kafka",
    "fbmessenger",
    "mattermostwrapper",
    "pymongo",
    "rocketchat_API",
    "slack_sdk",
    "twilio",
    "webexteamssdk",
)


class MissingFromSlimRuntime(ImportError):
    """Something was used that needs TensorFlow or a channel SDK, which Deskbell leaves out."""


class _NamedOnly(type):
    """A class that may be named in type hints and subclassed, and refuses to be used."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named_only(f"{cls.__name__}.{name}")

    def __call__(cls, *_arguments: object, **_options: object) -> None:
        raise MissingFromSlimRuntime(
            f"{cls.__name__} is not part of the slim runtime (bot/slim.py). Choose a component without "
            "TensorFlow in config.yml, or install the missing package and take its name out of bot/slim.py."
        )


def _named_only(name: str) -> type:
    # An exception, because Rasa names some of these in `except` clauses.
    return _NamedOnly(name, (Exception,), {})


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named_only(name)


class _StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        in_sdk = fullname.partition(".")[0] in STOOD_IN_SDKS
        if not in_sdk and fullname not in STOOD_IN_COMPONENTS + STOOD_IN_TENSORFLOW_PARTS:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=in_sdk)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: a stand-in has no source."""


def install() -> None:
    """Stands in for the modules above. Call it before the first import of `rasa`; twice is once."""
    if not any(isinstance(finder, _StandInFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _StandInFinder())
        # `rasa/utils/common.py:56` uses the name that NumPy 2 moved; NumPy 1 has no wheels for Python 3.13.
        numpy.VisibleDeprecationWarning = numpy.exceptions.VisibleDeprecationWarning  # type: ignore[attr-defined]
