"""The demo's mail as a page of the demo shop. Pure."""

from collections.abc import Sequence
from html import escape

from actions.mail.demo_mailbox import KeptMail

_PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>Your mail – Harbour &amp; Pine</title>
  <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/help/base.css">
  <link rel="stylesheet" href="/shop/shop.css">
  <link rel="stylesheet" href="/shop/mail.css">
  <script type="module" src="/shop/shop.js"></script>
  <script type="module" src="/widget/deskbell.js"></script>
</head>
<body data-page="mail">
  <a class="skip" href="#content">Skip to the content</a>
  <header class="masthead">
    <div class="wide">
      <a class="brand" href="/">Harbour &amp; Pine</a>
      <nav aria-label="Shop">
        <a href="/?category=shoes">Shoes</a>
        <a href="/?category=bags">Bags</a>
        <a href="/?category=clothing">Clothing</a>
        <a href="/shop/search.html">Search</a>
        <a href="/shop/orders.html?number=10042">My order</a>
        <a href="/shop/delivery.html">Delivery</a>
        <a href="/shop/cart.html" id="cart-link">Cart</a>
      </nav>
    </div>
  </header>
  <main id="content" class="wide">
    <h1>Your mail</h1>
    <p>The demo sends nothing. What it would send to customers stands here, the latest first, and only
      somebody at this computer can see it.</p>
    <p><a href="/demo/mail">Look again</a> · <a href="/">Back to the shop</a></p>
{mails}
  </main>
  <footer class="foot">
    <div class="wide">
      Harbour &amp; Pine is the demo shop of Deskbell. Nothing here is for sale, and nothing is charged.
      <a href="/demo/messenger">Ask on Messenger</a>
    </div>
  </footer>
  <deskbell-chat name="Harbour &amp; Pine help"></deskbell-chat>
</body>
</html>
"""
_NONE = """    <p class="try">There is no mail yet. The chat sends some when it must be sure that it talks to
      the right person.</p>"""
# `pre` swallows one line break at its start, so that a text may begin with one.
_MAIL = """      <li>
        <h2>{subject}</h2>
        <p class="quiet">To {to} · <time datetime="{moment}">{when}</time></p>
        <pre>
{text}</pre>
      </li>"""


def demo_mail_page(mails: Sequence[KeptMail]) -> str:
    """In the order given. The chat stands on it, too, so that a code can be typed in beside its mail."""
    items = "\n".join(map(_item, mails))
    return _PAGE.format(mails=f'    <ol class="mails">\n{items}\n    </ol>' if mails else _NONE)


def _item(kept: KeptMail) -> str:
    return _MAIL.format(
        subject=escape(kept.mail.subject),
        to=escape(kept.mail.to),
        moment=kept.at.isoformat(timespec="seconds"),
        when=f"{kept.at:%d %B %Y, %H:%M:%S} UTC".lstrip("0"),
        text=escape(kept.mail.text),
    )
