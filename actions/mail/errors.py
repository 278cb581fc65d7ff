"""What can go wrong with mail. No message here holds an address or a word of a mail: all may be logged.

MailError
├── MailNotSent          not sent, as far as we know: say so, offer a person
│   ├── MailRefused      the server refuses this address, our login or our name: later won't help
│   └── MailNotSetUp     this shop has not said how mail is sent
└── MailboxUnreadable    the folder that stands in for mail in the demo can't be read
"""


class MailError(Exception):
    """Anything about mail that a caller may want to catch at once."""


class MailNotSent(MailError):
    """The mail was not sent, or the server broke off before it said that it was."""


class MailRefused(MailNotSent):
    """The mail can't be sent like this, now or later."""


class MailNotSetUp(MailNotSent):
    """A real shop without SMTP_URL."""


class MailboxUnreadable(MailError):
    """The demo's mails can't be read; the message names the folder."""
