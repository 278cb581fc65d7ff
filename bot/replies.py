"""The few sentences that the worker says itself, when the dialogue could not: each in several wordings."""

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words

TALK_TO_PERSON = ChoiceToOffer("Talk to a person", ChoiceMeaning("ask_for_human"))
NEVER_MIND = ChoiceToOffer("Never mind", ChoiceMeaning("never_mind"))
WAYS_ON = (TALK_TO_PERSON, NEVER_MIND)


def _with_person(*texts: str) -> tuple[Words, ...]:
    return tuple(Words(text, (TALK_TO_PERSON,)) for text in texts)


WENT_WRONG = _with_person(
    "Something went wrong on our side, so nothing was done. Please try again, or talk to a person.",
    "That failed on our side once more, and nothing was changed. A person can look into it for you.",
    "It still does not work here, and trying again will hardly help. A person is the better way now.",
)
STILL_AWAY = _with_person(
    "I still can't reach the system that I need for this, so I can't answer it now. "
    "You can try again later, or talk to a person.",
    "The system I need is still out of reach, so I have no answer yet. Later may work better, or a person.",
    "I can't get through to that system at all at the moment. A person can take your question meanwhile.",
)


def done_but(did: str) -> tuple[Words, ...]:
    """Something was done before the rest of the turn failed: it is said, and not denied."""
    return _with_person(
        f"{did} What was to come after that failed on our side. Shall a person look at the rest?",
        f"{did} Then something went wrong on our side. May a person from our team go on from here?",
    )


NOT_UNDERSTOOD = _with_person(
    "I didn't understand that. Could you put it another way, or would you rather talk to a person?",
    "That was beyond me, I'm afraid. Which words would somebody else use for it? A person can help, too.",
    "I don't get it, and I don't want to guess. A person from our team will.",
)
EARLIER_QUESTION = _with_person(
    "That button belongs to an earlier question, so I left everything as it is. "
    "What would you like to do now?",
    "That question is closed by now, so the button did nothing. What shall I do instead?",
    "That button is from before and changes nothing any more. Please write what you would like.",
)
NO_TEXT = _with_person(
    "Thank you, that is with our team now. I can only read text myself: what is it about?",
    "I keep that for our team, too. Can you tell me in words what you need?",
    "That one is kept as well. For what is in it you need a person: shall one look at it?",
)
KEPT = (
    "What you sent along is kept for our team. I can only read your words myself.",
    "That is kept for our team, too.",
)
"""Stands before an answer, and never alone."""

MAILED_LATER = (
    Words(
        "Thank you. What comes too late for Messenger goes to that address, and nothing else does. "
        "What else can I do for you?"
    ),
    Words("I have that address now for what comes too late for Messenger. What is next?"),
    Words("That address it is, from now on. What else would you like to know?"),
)
STUCK = _with_person(
    "I have nothing new to add to what I wrote above. A person from our team can take it from here.",
    "I would only repeat myself now. A person may see what I don't.",
    "I've come to the end of what I can say about this, too. Shall a person look at it?",
)
