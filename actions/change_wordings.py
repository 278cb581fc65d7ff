"""What is said around a change: what it needs, that it was left, that it could not be done."""

from collections.abc import Sequence

from actions.order_talk.choice_made import Choice, money_told
from actions.order_talk.details import label_of
from actions.order_talk.matters import Matter
from actions.orders.order import Order, OrderState
from actions.orders.shop import Shop
from actions.speaking_action import button

SHALL_I = ("Shall I do that?", "Is that what you want?", "Do you want me to go ahead?")

CODE_COMES = "After your yes, a code goes to the e-mail address of the order."

YES_NO = {
    Matter.CANCEL: ("Yes, cancel it", "No, keep it"),
    Matter.ADDRESS: ("Yes, send it there", "No, leave it"),
    Matter.ITEMS: ("Yes, take it out", "No, leave it"),
    Matter.RETURN: ("Yes, start the return", "No, I keep it"),
    Matter.EXCHANGE: ("Yes, exchange it", "No, I keep it"),
    Matter.MISSING: ("Yes, report it", "No, not yet"),
    Matter.DAMAGED: ("Yes, report it", "No, not yet"),
    Matter.WRONG: ("Yes, report it", "No, not yet"),
    Matter.REFUND: ("Yes, ask for it", "No, leave it"),
    Matter.COMPLAINT: ("Yes, pass it on", "No, leave it"),
}

BRIEFLY = {
    Matter.CANCEL: "cancel order {number}",
    Matter.ADDRESS: "send order {number} to that address",
    Matter.ITEMS: "change order {number} like that",
    Matter.RETURN: "start that return of order {number}",
    Matter.EXCHANGE: "start that exchange of order {number}",
    Matter.MISSING: "report order {number} to our team",
    Matter.DAMAGED: "report order {number} to our team",
    Matter.WRONG: "report order {number} to our team",
    Matter.REFUND: "ask our team for the refund of order {number}",
    Matter.COMPLAINT: "pass your words about order {number} on",
}
"""What was just said in full, where it is only asked once more whether to do it."""

SHALL_I_THEN = (
    "I would {do} then. Is that what you want?",
    "I can {do} now. Do you want me to go ahead?",
    "Shall I {do}?",
    "It is your choice: shall I {do}, yes or no?",
    "Just a yes or a no: shall I {do}?",
)

LEFT = (
    "All right, nothing was changed. What would you like to do instead?",
    "Left as it is. What can I do for you instead?",
    "Nothing was changed. Is there something else about the order?",
    "Fine, it stays as it was. What would you like now?",
    "As you like: everything stays. Which other matter is it?",
)

LEFT_FOR_NOW = (
    "All right, nothing was changed.",
    "Left as it is.",
    "Fine, it stays as it was.",
    "As you like: everything stays.",
    "That one stays, too.",
)

UNCLEAR = (
    "I could not take that as an answer. Say “never mind” to leave it, or ask for a person.",
    "I still can't make that out. You can also say “never mind”, or ask for a person.",
    "That does not tell me either. A person can take it from here, if you like.",
)
ADDRESS_SO_FAR = (
    "“{pieces}” stands; a whole address has street, number, postcode and place. "
    "Say “never mind” to leave it, or ask for a person.",
    "I have “{pieces}” so far, and that is not all of an address yet.",
    "So far it is “{pieces}”. What is missing of street, number, postcode and place?",
)
NOTED = (
    "I've put that down as well.",
    "That stands with it now, too.",
    "Noted, it goes to our team with the rest.",
)
CHOSEN_NEW = {
    Matter.DAMAGED: "a new one",
    Matter.WRONG: "the right one",
    Matter.MISSING: "to have it sent again",
}
CHOSEN = {Choice.MONEY: "your money back", Choice.LESS: "to keep it, and a part of the price back"}
WITH_REPORT = " That you would like {what} goes with it."
CHOICE_NOTED = (
    "Noted with your report about order {number}: you would like {what}. "
    "The person who looks after it sees that.",
    "That you would like {what} stands with your report about order {number} now.",
    "Put down for order {number}: you would like {what}. A person gets back to you about it.",
)
NO_YES = (
    "Nothing happens without your yes. Say “yes”, “no”, or what should be different.",
    "I only go on when you say “yes”; with “no” all stays as it is. A person can help, too.",
    "Still nothing was changed. A “yes” or a “no” is all I need, or a person can take over.",
)
ONE_ITEM = (
    "Order {number} has only one item: {items}.",
    "There is no other item in order {number} than {items}.",
    "All that is in order {number} is {items}. A person can look at it with you.",
)
THESE_ITEMS = (
    "In order {number} there are {items}.",
    "All that is in order {number}: {items}.",
    "There is nothing else in order {number} than {items}. A person can look at it with you.",
)
NO_CODE = (
    "I need the six digits from the e-mail; a new code can be sent, and “no” leaves everything as it is.",
    "That holds no code: it has six digits. With “no” all stays as it is; a person can help, too.",
    "Still nothing was changed. The six digits are all I need, or a person can take over.",
)
GIVEN_UP = (
    "We don't get further like this, so I've left the order as it is. A person can do it with you.",
    "I've left the order as it is once more. A person will manage it with you.",
)

DONE_AGAIN = ("", "Done: ", "Once more: ", "Done again: ", "As you wish: ")
"""Before what was done, when the same is done again."""

DONE_OFTEN = "Done, for the {nth} time: "
ASKED_OFTEN = "I ask this for the {nth} time: "
LEFT_OFTEN = "For the {nth} time here: "

UNDONE_BY = (
    "I took it back when you wrote “{words}”. It can be done again:",
    "It was taken back at your words “{words}”. That can be put right:",
    "It was undone after “{words}”. Here it is once more:",
)
GLAD = "I'm glad that it turned up! "
UNDO_FIRST = "What you have just started can still be undone until {until}: undo it, and tell me anew."
CANCELLED_JUST_NOW = (
    "Order {number} was cancelled here a moment ago. To have it back, say “undo that” until {until}.",
    "That can't be done with order {number} while it is cancelled. Until {until} you can undo that.",
    "Order {number} is cancelled, and until {until} an “undo that” brings it back. A person can help, too.",
)

SUBJECT = "Your code for the chat"
LETTER = """Somebody asked in our chat to change order {number}.

The code is {digits}

Type it in the chat within ten minutes. If that was not you, do nothing: without the code nothing happens.
"""
CODE_SENT = (
    "To be sure that it is you, I've sent a code with six digits to the e-mail address of order {number}. "
    "What is it?"
)
NEW_CODE_SENT = (
    "There is a new code for order {number} in your mail; the one before no longer works. What is it?"
)
SAME_CODE = "The code that I've sent for order {number} still holds. What is it?"
WRONG_CODE = "That is not the code; {left} left. Which six digits does the e-mail show?"
WHICH_CODE = (
    "The code for order {number} is in the e-mail that we have sent. Which six digits does it show?",
    "Which six digits does our latest e-mail about order {number} show?",
    "I still need the six digits from the e-mail about order {number}.",
)
DEAD_CODE = (
    "That code no longer works. Shall I send you a new one?",
    "I can only go on with a new code. Would you like one?",
    "Shall I send a new code, or leave the order as it is?",
)
NEW_CODE = (button("Send a new code", "say_yes"), button("No, leave it", "say_no"))
TOO_MANY_CODES = (
    "I've sent as many codes for this order as I may for now, so I've left it as it is. "
    "Try again in an hour, or ask a person.",
    "No more codes can go out for this order right now. Nothing was changed. A person can help at once.",
)
DID_MAIL = "A code to change order {number} was mailed to the address of the order."
NO_MAIL = (
    "I could not send you the e-mail with the code, so nothing was changed. A person can do it with you.",
    "The e-mail with the code did not go out this time either. Nothing was changed; a person can help.",
)
RAN_OUT = (
    "It has been a while, so I'd need the proof of your order once more. "
    "Ask for it again, and I'll go on from there, or talk to a person.",
    "What you showed me has run out. Ask once more, and I'll take it up again.",
)
MAY_BE_UNDONE = (
    "No, it is not too late: until {until} it can be undone. Write “undo that”, and I take it back.",
    "Until {until} I can take it back; “undo that” is enough.",
    "It can be undone until {until}.",
)
NOTHING_TO_UNDO = (
    "There is nothing that I did to this order in this chat and could take back. What was done in another "
    "chat is undone there, with “undo that”, in the time that was named; else a person can look at it.",
    "I did nothing here that can be undone. A person can look at it with you.",
)
STAYS_CANCELLED = (
    "Order {number} was cancelled before, and can't be taken up again. What you would still like to have, "
    "you can order anew in the shop; a person can look into how it came to be cancelled.",
    "A cancelled order stays so. Order anew in the shop, or ask a person to look into order {number}.",
)
HALF = "A person from our team has to finish it: shall I ask one to join?"


def with_report(note: str) -> str:
    """ "I want my money", said in the report itself; empty where nothing of the kind was."""
    chosen = money_told(note)
    return WITH_REPORT.format(what=CHOSEN[chosen]) if chosen else ""


def nothing_to_undo(order: Order, shop: Shop) -> Sequence[str]:
    """Said to who would have something undone that was not done in this chat, or no longer can be."""
    was_cancelled = order.state is OrderState.CANCELLED and order.cancellation is not None
    is_over = was_cancelled and order.cancellation.at + shop.terms.undo < shop.now()
    return [one.format(number=order.number) for one in (STAYS_CANCELLED if is_over else NOTHING_TO_UNDO)]


def so_far(pieces: str | None) -> Sequence[str]:
    """Said of an address that comes in pieces."""
    return [wording.format(pieces=pieces) for wording in ADDRESS_SO_FAR] if pieces else ()


def all_there_is(order: Order) -> Sequence[str]:
    """Said to who speaks of an item that the order does not have."""
    labels = [label_of(item) for item in order.items]
    wordings = ONE_ITEM if len(labels) == 1 else THESE_ITEMS
    return [wording.format(number=order.number, items=", ".join(labels)) for wording in wordings]
