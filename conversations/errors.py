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
├── TakenByAnother           a colleague has the conversation; says who
├── NotYours                 only whose conversation it is may do that
├── UnknownAgent             no support agent has this id
├── WrongSignIn              no account fits this e-mail address and password
├── SignInLocked             too many wrong passwords; says for how long
├── NotSignedIn              no session, or one that has ended
├── AccountMistake           an account cannot be made like this; the message says what to do
├── DeskUnavailable          the other desk does not take a hand-over now
├── RepliesMistake           the file of canned replies is wrong; the message names file and line
├── CueMistake               the file of cues is wrong; the message names file and line and says why
└── SettingError             a setting is missing or wrong; the message names it and says what to do
"""

from datetime import timedelta


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


class TakenByAnother(ConversationError):
    """A colleague has the conversation: `name`, and their `agent_id` if they signed in."""

    def __init__(self, name: str, agent_id: str | None) -> None:
        super().__init__("A colleague has this conversation.")
        self.name = name
        self.agent_id = agent_id


class NotYours(ConversationError):
    """Only the support agent who owns the conversation may do that."""


class UnknownAgent(ConversationError):
    """No support agent has this id."""


class WrongSignIn(ConversationError):
    """The e-mail address or the password is wrong. It is never said which."""


class SignInLocked(ConversationError):
    """Too many wrong passwords, for this account or from this address. Over after `retry_after`."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__("Too many wrong passwords.")
        self.retry_after = retry_after


class NotSignedIn(ConversationError):
    """There is no such session, or it has ended."""


class AccountMistake(ConversationError):
    """The account cannot be made like this. One sentence that says what to do."""


class DeskUnavailable(ConversationError):
    """The other desk does not take the hand-over now. Try again later."""


class RepliesMistake(ConversationError):
    """The canned replies cannot be used. One sentence that names the file and the line, and what to do."""


class CueMistake(ConversationError):
    """The file of cues cannot be used. One sentence that names the file and the line, and what to do."""


class SettingError(ConversationError):
    """A setting is missing or wrong. One sentence that names it and says what to do."""
