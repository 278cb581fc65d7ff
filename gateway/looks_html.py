"""The trail of looks at orders, as HTML without scripts and styles of its own. Pure."""

from collections.abc import Sequence
from datetime import UTC
from html import escape

from conversations.support_floor import TrailLine

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Looks at orders</title>
<link rel="icon" href="/inbox/icon.svg">
<link rel="stylesheet" href="/help/base.css">
<link rel="stylesheet" href="/audit/audit.css">
</head>
<body>
<header>
<h1>Looks at orders</h1>
<p>Each time somebody of the team was shown an order, the latest first. Nothing can be taken out of it here.
<a href="/inbox">Back to the inbox</a></p>
</header>
<main>
<section aria-label="One order">
<form action="/inbox/looks" class="narrow">
<label for="order">Order</label>
<input id="order" name="order" value="{number}" maxlength="64" autocomplete="off" spellcheck="false">
<button>Show</button>
</form>
</section>
<section>
<h2 id="looks">{title}</h2>
{body}
</section>
</main>
</body>
</html>
"""
_TABLE = """<div class="scrolls" role="region" aria-labelledby="looks" tabindex="0">
<table>
<thead><tr><th scope="col">when (UTC)</th><th scope="col">who</th><th scope="col">order</th>
<th scope="col">where</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
"""


def looks_page(lines: Sequence[TrailLine], number: str, earlier: str) -> str:
    """`number` narrows the list to one order, "" does not; `earlier` is the address of what is before."""
    title = f"Order {number}" if number else "All orders"
    body = _TABLE.format(rows="\n".join(map(_row, lines))) if lines else _nothing(number)
    if earlier:
        body += f'<p><a href="/inbox/looks{escape(earlier)}">Earlier looks</a></p>'
    return _PAGE.format(number=escape(number), title=escape(title), body=body)


def _nothing(number: str) -> str:
    about = f"at order {number}" if number else "at an order"
    return f'<p class="nothing">Nobody of the team has looked {escape(about)}.</p>'


def _row(line: TrailLine) -> str:
    at = line.at.astimezone(UTC)
    return (
        f'<tr><th scope="row"><time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{at:%d %b %Y, %H:%M}</time></th>'
        f"<td><bdi>{escape(line.agent.name)}</bdi></td><td><bdi>{escape(line.order_number)}</bdi></td>"
        f'<td><a href="/inbox#{escape(line.conversation_id)}">Chat</a></td></tr>'
    )
