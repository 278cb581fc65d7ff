"""Rasa's agent as the worker uses it: no fallback stores, no `/intent` messages, and no swallowed failures.

`Agent.load_model` names `MessageProcessor` itself (`rasa/core/agent.py:352`), so both are subclassed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig

from bot import fast_rasa
from bot.collecting_channel import CollectingChannel
from bot.errors import TurnVoided
from bot.graph_runner import SequentialGraphRunner
from bot.pages import Pages
from bot.response_variations import VariedResponses
from bot.tracker_store import TurnTrackerStore
from bot.turn_context import current_turn

_FAQ = Path(__file__).parent.parent / "data" / "faq"


class TurnProcessor(MessageProcessor):
    """Rasa's processor, ended by the first failure of an action instead of going on as if it had run."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, SequentialGraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as directory:
            metadata, runner = loader.load_predict_graph_runner(
                Path(directory), Path(model_path), LocalModelStorage, SequentialGraphRunner
            )
        metadata.nlu_target = _without_regex_messages(metadata)
        return Path(model_path).name, metadata, runner

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        watched = _WatchedAction(action)
        if isinstance(output_channel, CollectingChannel):
            output_channel.asking = action.name() if action.name() in self.domain.form_names else None
        goes_on = await super()._run_action(watched, tracker, output_channel, nlg, prediction)
        if failures := current_turn.get().failures:
            raise failures[0]
        return goes_on

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        """As the parent, without the deep copies that it makes for a debug log (`processor.py:1037`)."""
        if not any(isinstance(event, ActionExecutionRejected) for event in events or ()):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Left out: it compares the whole domain for each message, for a warning (`processor.py:666`)."""


class _WatchedAction:
    """Stands before an action and notes an exception that Rasa would only log (`processor.py:993`)."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *arguments: Any, **options: Any) -> Any:
        try:
            return await self._action.run(*arguments, **options)
        except Exception as error:
            if type(error).__name__ != "ActionExecutionRejection" and not current_turn.get().failures:
                current_turn.get().failures.append(
                    TurnVoided(f"{self._action.name()}: {type(error).__name__}")
                )
            raise


def _without_regex_messages(metadata: ModelMetadata) -> str:
    """The graph's node before RegexMessageHandler, which would turn typed `/intent{…}` into an intent."""
    handler = metadata.predict_schema.nodes[metadata.nlu_target]
    if handler.uses.__name__ != "RegexMessageHandler":
        return metadata.nlu_target
    return handler.needs["messages"]


class DeskbellAgent(Agent):
    """Rasa's `Agent` over `TurnProcessor` and the tracker store of the turn."""

    pages: Pages

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        fast_rasa.install()
        self.nlg = VariedResponses({})
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.nlg.responses = self.domain.responses
        # Not the store that `Agent` wraps in FailSafeTrackerStore, which hides lost data (`agent.py:528`).
        self.tracker_store = self.processor.tracker_store = TurnTrackerStore(self.domain)

    async def handle(self, message: UserMessage) -> None:
        """Handles one message of the current turn. Raises what `bot.errors` names."""
        await self.handle_message(message)


def load_agent(model: Path, action_endpoint: EndpointConfig, faq: Path = _FAQ) -> DeskbellAgent:
    """Loads the model, and reads the help pages. Raises Rasa's own errors when the file is no model,
    and VectorsUnavailable.
    """
    agent = DeskbellAgent(action_endpoint=action_endpoint)
    agent.load_model(model)
    agent.pages = Pages(faq)
    return agent
