"""What can go wrong in a conversation.

ConversationError
├── JournalUnavailable       the database cannot be read or written now; try again
│   └── DatabaseFileLost     its file is gone, or is another one than before
├── UnknownConversation      no such conversation (or it was erased)
├── ClientIdReused           a client id that already stands for another content
├── UnknownChoice            a choice id that this conversation was never given
├── UnknownEntry             no words of the bot or of a person stand at this seq
├── UnknownOffer             no such offer
├── OfferSpent               the offer was answered before, or has waited too long
├── PermitRefused            words without a permit, or with one that is spent or somebody else's
├── UnknownMessage           no customer's message has this id
├── AttemptRefused           a proof is to be accepted that was not begun, or while it was locked
├── OrderNotSeen             a code is asked for an order that this conversation has not proved
├── TooManyCodes             no further code is sent for the order now
├── LeaseLost                the turn was given to another worker; nothing was written
├── OwnerChangeRefused       ownership does not go that way from here
├── CueMistake               the file of cues is wrong; the message names file and line and says why
└── SettingError             a setting is missing or wrong; the message names it and says what to do
"""


class ConversationError(Exception):
    """Root of the tree above."""


class JournalUnavailable(ConversationError):
    """The database cannot be read or written now. Nothing was written; try again later."""


class DatabaseFileLost(JournalUnavailable):
    """The database's file was moved, removed or replaced. What is written now would be in no file's place."""


class UnknownConversation(ConversationError):
    """No conversation has this id."""


class ClientIdReused(ConversationError):
    """The client id was used before in this conversation, with other content."""


class UnknownChoice(ConversationError):
    """The choice id was never issued in this conversation."""


class UnknownEntry(ConversationError):
    """No words of the bot or of the support team have this seq in this conversation."""


class UnknownOffer(ConversationError):
    """No offer has this id."""


class OfferSpent(ConversationError):
    """The offer ended before: it was answered, or nobody answered it in time."""


class PermitRefused(ConversationError):
    """Words need an unspent permit of their own conversation. The message says what was missing."""


class UnknownMessage(ConversationError):
    """No message of a customer has this id."""


class AttemptRefused(ConversationError):
    """Nobody was allowed to try this proof, so nothing can be granted for it."""


class OrderNotSeen(ConversationError):
    """Whoever wants to change an order has to be allowed to see it first."""


class TooManyCodes(ConversationError):
    """So many codes were sent for the order that its mailbox is left alone for a while."""


class LeaseLost(ConversationError):
    """Another worker holds the conversation now, or the message was finished meanwhile."""


class OwnerChangeRefused(ConversationError):
    """The owner of the conversation cannot change that way from where it stands."""


class CueMistake(ConversationError):
    """The file of cues cannot be used. One sentence that names the file and the line, and what to do."""


class SettingError(ConversationError):
    """A setting is missing or wrong. One sentence that names it and says what to do."""
