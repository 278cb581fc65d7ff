"""What only says that an answer was read, or a good one: "great, thanks", "phew ok", "right, I'll wait then".

Plain Python, no Rasa. The classifier hears a praise in "brilliant, thanks", as it does in "brilliant boots".
"""

import re

from bot.nlu.clear_words import THANKS_ABROAD
from bot.nlu.plain_words import plain_words

_THANKS = (
    rf"(?:(?:many |big )?(?:thank you|thanks|thankyou|thx|tnx|ty|tyvm|cheers|ta|{THANKS_ABROAD}"
    r"|(?:much )?appreciated)"
    r"(?: (?:again|so much|very much|a lot|loads|a million|a bunch|ever so much|kindly))*)"
)
_FOR = (
    r"(?: for (?:(?:your|the|all|that|this|such|a|quick|fast|clear|kind|prompt|swift) )*"
    r"(?:help\w*|answer\w*|repl(?:y|ies)|response|info\w*|assistance|advice|time|patience|expla\w*|clarif\w*"
    r"|checking|telling me|letting me know|sorting (?:it|that|this) out|looking(?: into (?:it|that))?"
    r"|that|this|it)(?: me| so quickly| quickly| that| it)*)"
)
_ALL = r"(?:that is|thats) (?:all|everything|it)(?! i )(?: for (?:now|today))?"
_GOODBYE = (
    rf"(?:(?:good ?)?bye(?: bye| now)?|see (?:you|ya)|cya|take care|{_ALL}"
    r"|(?:you )?have a (?:very )?(?:nice|good|great|lovely|wonderful) "
    r"(?:day|one|evening|weekend|afternoon|night|time|week))"
)
_GOOD = (
    r"(?:ok|okay|okey|k|kk|alright|all right|right|yay|phew|whew|pfew|ah|aha|ahh?|oh|ooh|hm+|mhm|well|great"
    r"|good|brilliant|lovely|super|superb|fantastic|wonderful|perfect|cool|nice(?: one)?|awesome|amazing|fab"
    r"|excellent|fabulous|sweet|fine|splendid|marvellous|top|ace|wow|got it|gotcha|i see|understood|noted"
    r"|makes sense|fair enough|sounds (?:good|great|fine|perfect)|good to (?:know|hear)|good news"
    r"|glad to hear(?: it| that)?|(?:what )?a relief|no (?:worries|problem)|will do|works for me|lovely stuff"
    r"|you (?:are|re) (?:a (?:star|legend)|the best|very kind|so kind|very helpful|so helpful))"
)
_SUBJECT = r"(?:(?:that|it|this)(?: is| was|s)|thats|you (?:have )?(?:been|were))"
_IT_WAS = (
    rf"(?:{_SUBJECT} (?:(?:really|very|so|all|just|a|such) )*"
    r"(?:good|great|fine|perfect|lovely|wonderful|brilliant|ok|okay|quick|fast|easy|clear|helpful|kind|relief"
    r"|great help|big help|good to (?:know|hear)|good news"
    r"|(?:i|what i|everything i) (?:needed|wanted)(?: to know)?)"
    r"|(?:all|everything|what|exactly what|just what) i (?:needed|wanted)(?: to know)?"
    r"|(?:that|this|it|which|you) (?:really |very much |already |has |have )*"
    r"(?:helps?|helped|answers? (?:it|my question))(?: me)?(?: a lot| lots| very much)?)"
)
_I_WILL = (
    r"(?:(?:i|ill|i will|let us|we|we will) (?:(?:just|simply) )?(?:do (?:that|it|so)|try (?:that|it)"
    r"|wait(?: (?:for (?:it|that|them)|and see))?|be patient|keep an eye on it|see(?: then)?"
    r"|(?:have|take) a look(?: at it)?|look (?:at (?:it|that)|out for it)|check (?:it|that)))"
)
_SEEN = (
    r"(?:no (?:that is|thats|it is|its|all is) (?:fine|ok|okay|good|alright|all right)"
    r"|i (?:can |have )?(?:see|saw|seen) (?:it|that)(?! (?:is|does|was|on|in|at|from)\b))"
)
_MORE = r"(?:then|so|and|now|for now|mate|there|very much|a lot|indeed|later|please do|really|but|or|all)"
_PART = rf"(?:{_IT_WAS}|{_SEEN}|{_I_WILL}|{_GOODBYE}|{_THANKS}{_FOR}?|{_GOOD}|{_MORE})"
_CLOSES, _ONLY_MORE = re.compile(rf"(?:{_PART}(?: |$))+"), re.compile(rf"(?:{_MORE}(?: |$))+")
_SAYS_THANKS, _SAYS_GOODBYE = re.compile(rf"\b{_THANKS}\b"), re.compile(rf"\b{_GOODBYE}\b")
_LONGEST = 16  # words


def closing_intent(text: str) -> str | None:
    """`say_goodbye`, `say_thanks` or `acknowledge`, of several words that say nothing else; None for others.

    A word alone is the classifier's.
    """
    words = plain_words(text)
    is_short = 1 < len(words.split()) <= _LONGEST and "?" not in words
    if not is_short or not _CLOSES.fullmatch(words) or _ONLY_MORE.fullmatch(words):
        return None
    if _SAYS_GOODBYE.search(words):
        return "say_goodbye"
    return "say_thanks" if _SAYS_THANKS.search(words) else "acknowledge"
