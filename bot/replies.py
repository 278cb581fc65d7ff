"""The few sentences that the worker says itself, when the dialogue could not."""

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words

TALK_TO_PERSON = ChoiceToOffer("Talk to a person", ChoiceMeaning("ask_for_human"))

WENT_WRONG = Words(
    "Something went wrong on our side, so nothing was done. Please try again, or talk to a person.",
    (TALK_TO_PERSON,),
)
STILL_AWAY = Words(
    "I still can't reach the system that I need for this, so I can't answer it now. "
    "You can try again later, or talk to a person.",
    (TALK_TO_PERSON,),
)
NOT_UNDERSTOOD = Words(
    "I didn't understand that. Could you put it another way, or would you rather talk to a person?",
    (TALK_TO_PERSON,),
)
EARLIER_QUESTION = Words(
    "That button belongs to an earlier question, so I left everything as it is. "
    "What would you like to do now?",
    (TALK_TO_PERSON,),
)
