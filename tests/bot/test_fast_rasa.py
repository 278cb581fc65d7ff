"""What stands in for Rasa's own code answers as Rasa's own code does."""

import ast
import importlib.util
from pathlib import Path

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.common import all_subclasses

from bot import fast_rasa
from bot.graph_runner import SequentialGraphRunner

RESULTS = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "order_number", "value": "10042", "timestamp": None}]},
    {"events": [{"event": "slot", "value": "10042"}]},
    {"events": [{"event": "no such event"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1}, {"event": "action", "name": 3}]},
    {"events": [{"event": "slot", "name": "a", "timestamp": "today"}]},
    {"events": [{"event": "active_loop", "name": None}, {"event": "reset_slots"}]},
    {"events": [{"event": "user", "text": "hi", "parse_data": {"intent": {"name": "greet"}}}]},
    {"events": [{"event": "user", "text": 3}]},
    {"events": [{"event": 3}]},
    {"events": [{"event": "bot", "text": "hello", "data": {}}]},
    {"events": ["slot"]},
    {"events": None},
    {"events": {}},
    {"responses": ["text"]},
    {"responses": [{"text": "hello"}]},
    {},
    [],
]


@pytest.fixture(autouse=True)
def installed():
    fast_rasa.install()


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_an_answer_of_the_action_server_is_judged_as_rasa_judges_it(result):
    try:
        jsonschema.validate(result, RemoteAction.action_response_format_spec())
        is_fine = True
    except jsonschema.ValidationError:
        is_fine = False
    action = RemoteAction("action_anything", None)
    if is_fine:
        assert action._validate_action_result(result) is True
    else:
        with pytest.raises(jsonschema.ValidationError):
            action._validate_action_result(result)


def test_every_type_of_event_is_found_by_its_name():
    for cls in all_subclasses(Event):
        found = Event.resolve_by_type(cls.type_name)
        assert found.type_name == cls.type_name


def test_an_unknown_event_is_refused_or_becomes_the_default():
    with pytest.raises(ValueError, match="nonsense"):
        Event.resolve_by_type("nonsense")
    assert Event.resolve_by_type("nonsense", SlotSet) is SlotSet


def tracker_after(*events):
    slots = [TextSlot("order_number", []), AnySlot("told", [], initial_value={"greeting": 1})]
    return DialogueStateTracker.from_events("c1", list(events), slots=slots)


HISTORIES = [
    (),
    (UserUttered("hi", {"name": "greet"}), ActionExecuted("utter_greeting"), BotUttered("Hello")),
    (SlotSet("order_number", "10042"), SlotSet("told", {"greeting": 2}), ActionExecuted("action_listen")),
    (ActiveLoop("a_form"), ActionExecuted("a_form"), ActionExecutionRejected("a_form")),
    (ActiveLoop("a_form"), ActionExecuted("action_listen"), LoopInterrupted(True)),
]


def state_of(tracker):
    loop = tracker.active_loop
    return (
        tracker.current_state(EventVerbosity.ALL),
        loop and (loop.name, loop.is_interrupted, loop.rejected),
        {name: (slot.value, slot.has_been_set) for name, slot in tracker.slots.items()},
    )


@pytest.mark.parametrize("events", HISTORIES)
def test_a_copied_tracker_is_what_all_events_played_again_lead_to(events):
    tracker = tracker_after(*events)
    assert state_of(tracker.copy()) == state_of(tracker.travel_back_in_time(float("inf")))


def test_what_happens_to_a_copied_tracker_does_not_happen_to_the_first():
    tracker = tracker_after(*HISTORIES[4], SlotSet("order_number", "10042"))
    before = state_of(tracker)
    copied = tracker.copy()
    copied.update(SlotSet("order_number", "10043"))
    copied.update(ActionExecutionRejected("a_form"))
    copied.update(UserUttered("no", {"name": "say_no"}))
    assert state_of(tracker) == before
    assert state_of(copied) != before


class Add(GraphComponent):
    """A node for the graph below: adds two numbers and a constant."""

    def __init__(self, constant):
        self.constant = constant

    @classmethod
    def create(cls, config, model_storage, resource, execution_context) -> "Add":
        return cls(config["constant"])

    def add(self, left: int, right: int) -> int:
        return left + right + self.constant


def node(constant, left, right):
    return SchemaNode(
        needs={"left": left, "right": right},
        uses=Add,
        fn="add",
        constructor_name="create",
        config={"constant": constant},
        eager=True,
    )


SCHEMA = GraphSchema(
    {"c": node(3, "a", "b"), "a": node(1, "x", "x"), "b": node(2, "a", "y"), "alone": node(9, "y", "y")}
)


@pytest.mark.parametrize("targets", [["c"], ["a", "c"], ["alone"], ["b", "alone"]])
def test_the_graph_gives_what_dask_gives(tmp_path, targets):
    storage = LocalModelStorage.create(tmp_path)
    context = ExecutionContext(SCHEMA, "m")
    inputs = {"x": 10, "y": 100}
    ours = SequentialGraphRunner.create(SCHEMA, storage, context).run(inputs, targets)
    theirs = DaskGraphRunner.create(SCHEMA, storage, context).run(inputs, targets)
    assert ours == theirs


@pytest.mark.parametrize(
    "module", ["rasa.core.processor", "rasa.core.actions.forms", "rasa.core.policies.rule_policy"]
)
def test_rasa_copies_there_for_debug_logs_only(module):
    """Were one of these copies ever worked on, two trackers would share it."""
    source = ast.parse(Path(importlib.util.find_spec(module).origin).read_text(encoding="utf-8"))
    logged = {
        id(call)
        for log in ast.walk(source)
        if isinstance(log, ast.Call) and ast.unparse(log.func) == "structlogger.debug"
        for call in ast.walk(log)
    }
    copies = [
        node for node in ast.walk(source) if isinstance(node, ast.Call) and "copy." in ast.unparse(node.func)
    ]
    assert copies
    assert [ast.unparse(copy) for copy in copies if id(copy) not in logged] == []
