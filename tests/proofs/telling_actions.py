"""An action server whose shop takes longer over orders that exist: what the floor has to hide.

`python -m tests.proofs.telling_actions`, in place of `python -m actions`.
"""

import os
import time
from dataclasses import replace
from datetime import date

from actions.__main__ import BackEnds, build_app
from actions.orders.demo_orders import demo_orders
from actions.orders.order import Order
from actions.orders.proof import Access
from actions.settings import read_settings
from conversations.environment import Environment
from tests.proofs.around import Around

LONGER_SECONDS = 0.06
"""So long that a busy machine does not drown it, and far below the floor."""

_EXISTING = {order.number for order in demo_orders(date(2030, 1, 1))}


class TellingBook(Around):
    def find(self, order_number: str, access: Access) -> Order:
        if order_number in _EXISTING:
            time.sleep(LONGER_SECONDS)
        return self._part.find(order_number, access)


def main() -> None:
    settings = read_settings(Environment(os.environ))
    opened = BackEnds.open(settings)
    app = build_app(settings, replace(opened, order_book=TellingBook(opened.order_book)))
    app.run("127.0.0.1", settings.port, single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    main()
