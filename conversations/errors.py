"""What can go wrong in a conversation.

ConversationError
├── JournalUnavailable       the database cannot be read or written now; try again
├── UnknownConversation      no such conversation (or it was erased)
├── ClientIdReused           a client id that already stands for another content
├── UnknownChoice            a choice id that this conversation was never given
├── PermitRefused            words without a permit, or with one that is spent or somebody else's
├── LeaseLost                the turn was given to another worker; nothing was written
├── OwnerChangeRefused       ownership does not go that way from here
└── SettingError             a setting is missing or wrong; the message names it and says what to do
"""


class ConversationError(Exception):
    """Root of the tree above."""


class JournalUnavailable(ConversationError):
    """The database cannot be read or written now. Nothing was written; try again later."""


class UnknownConversation(ConversationError):
    """No conversation has this id."""


class ClientIdReused(ConversationError):
    """The client id was used before in this conversation, with other content."""


class UnknownChoice(ConversationError):
    """The choice id was never issued in this conversation."""


class PermitRefused(ConversationError):
    """Words need an unspent permit of their own conversation. The message says what was missing."""


class LeaseLost(ConversationError):
    """Another worker holds the conversation now, or the message was finished meanwhile."""


class OwnerChangeRefused(ConversationError):
    """The owner of the conversation cannot change that way from where it stands."""


class SettingError(ConversationError):
    """A setting is missing or wrong. One sentence that names it and says what to do."""
