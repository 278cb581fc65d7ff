"""The action server without a network: the same executor, the same JSON."""

import json as json_text
from datetime import timedelta

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from actions.speaking_action import BackEndAway
from bot.errors import TurnPostponed
from bot.form_checks import FORM_CHECKS
from bot.turn_context import current_turn


class InProcessActions(EndpointConfig):
    def __init__(self):
        super().__init__("in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()

    def use(self, actions):
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    async def request(self, *_arguments, json=None, **_options):
        if check := FORM_CHECKS.get(json["next_action"]):
            return check(json_text.loads(json_text.dumps(json)))
        try:
            result = await self._executor.run(json_text.loads(json_text.dumps(json)))
        except BackEndAway as away:
            postponed = TurnPostponed("away", timedelta(seconds=20))
            current_turn.get().failures.append(postponed)
            raise postponed from away
        return json_text.loads(json_text.dumps(result))
