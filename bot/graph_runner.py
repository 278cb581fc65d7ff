"""Runs Rasa's component graph in order, in place of dask.

Dask takes up to a third of a light bot's time for each message (`rasa/engine/runner/dask.py`) and gives
nothing back: the graph of a prediction is a handful of calls, one after the other.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class SequentialGraphRunner(GraphRunner):
    """Each node once, after the nodes that it needs. The order is worked out once for each target."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[tuple[str, ...], list[str]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> SequentialGraphRunner:
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._schema.target_names)
        results = dict(inputs or {})
        for name in self._order_for(wanted):
            needed = [(need, results[need]) for need in self._schema.nodes[name].needs.values()]
            results[name] = self._nodes[name](*needed)[1]
        return {name: results[name] for name in wanted}

    def _order_for(self, targets: tuple[str, ...]) -> list[str]:
        if targets not in self._orders:
            order: dict[str, None] = {}
            for target in targets:
                self._add_with_needs(target, order)
            self._orders[targets] = list(order)
        return self._orders[targets]

    def _add_with_needs(self, name: str, order: dict[str, None]) -> None:
        if name in order or name not in self._schema.nodes:
            return  # already there, or an input of the graph
        for need in self._schema.nodes[name].needs.values():
            self._add_with_needs(need, order)
        order[name] = None
