"""Words of anger, whatever they are about. Plain Python."""

import re

_OATHS = (
    r"(?:stupid|dumb|damn|bloody|fucking|shitty|crap\w*) ?\w*|idiots?|morons?|wtf|bullshit"
    r"|(?:this|you|it) sucks?|(?:screw|damn|sod) (?:you|this|it)|go to hell"
    r"|for (?:god|christ|heaven|fuck)'?s? sake"
)
_FEELINGS = (
    r"angry|furious|livid|enraged|infuriat\w+|annoyed|frustrat\w+|fed up|sick (?:and tired )?of|had enough"
    r"|(?:i|we) hate|hate (?:you|this|it)|pissed|(?:lost|los(?:e|ing)) (?:my |all )?patience"
    r"|driv(?:es?|ing) (?:me|us) (?:mad|crazy|nuts|insane|up the wall)|never (?:order|buy|shop)\w* here again"
    r"|(?:thanks|thank you|thx) for nothing"
)
_VERDICTS = (
    r"outrag\w+|ridiculous|disgrac\w+|unacceptable|pathetic|useless|incompetent|appalling|disgusting"
    r"|unbelievable|worst (?:shop|service|store|bot)"
    r"|(?:terrible|horrible|awful|lousy) \w* ?(?:service|shop|bot)"
    r"|joke of a \w+|(?:is|what) an? (?:complete |total |bad )?(?:joke|scam|rip-?off)|is insane|not funny"
    r"|shame on you|liars?|thieves|crooks|(?:wast(?:e|ing)) (?:of )?(?:my |our )?time"
)
_AGAIN = (
    r"(?:second|third|fourth|fifth|hundredth) time (?:that )?i (?:ask|say|tell|write|explain|have to)\w*"
    r"|you (?:just )?(?:keep|kept) (?:saying|asking|repeating|telling|sending)"
    r"|(?:nobody|no one) (?:cares|listens|helps|answers|bothers)"
)
_SIGNS = "[\U0001f620\U0001f621\U0001f624\U0001f92c\U0001f4a2\U0001f595\U0001f47f\U0001f44e]|>:\\("
_ANGRY = re.compile(rf"\b(?:{_OATHS}|{_FEELINGS}|{_VERDICTS}|{_AGAIN})\b|!!!|{_SIGNS}", re.IGNORECASE)
_NO_REAL_QUESTION = re.compile(
    r"\b(?:are you (?:kidding|joking|serious|having a laugh)|is this (?:some kind of |supposed to be )?a joke"
    r"|what is wrong with you|how hard can (?:it|this) be)\b",
    re.IGNORECASE,
)


def is_angry(text: str) -> bool:
    """A question wants its answer, however it is put; but some are none."""
    if _NO_REAL_QUESTION.search(text):
        return True
    return "?" not in text and _ANGRY.search(text) is not None
