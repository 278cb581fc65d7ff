""" "Are you a robot?": the plain truth about who answers here, and how a person is had. Plain rules."""

import re

_MACHINE_OR_NOT = (
    r"(?:bots?|robots?|chat ?bots?|machines?|computers?|programs?|ai|automated"
    r"|humans?|persons?|people|real|alive)"
)
_AROUND = r"(?:a|an|the|really|actually|just|only|some|kind of|real|actual|live|living|even|still|or|not)"
_LEAD_IN = r"(?:(?:and|but|so|ok|okay|wait|hey|hi|hello|sorry|hm+|oh|please|tell me|quick question)\W+)*"
_ASKS = re.compile(
    rf"\W*{_LEAD_IN}(?:"
    rf"(?:are|r|is|was) (?:you|u|we|this|that|it)(?: {_AROUND})* {_MACHINE_OR_NOT}"
    rf"(?: {_AROUND}| {_MACHINE_OR_NOT}| here)*"
    r"|(?:am i|are we|who am i) (?:\w+ )?(?:talking|speaking|chatting|writing|typing)\b[^?.!]*"
    r"|(?:who|what) are you(?: really| exactly| anyway)?"
    r")\W*",
    re.IGNORECASE,
)

WHO_ANSWERS = (
    "I'm a bot, not a person. A person from our team is one word away: say “person”.",
    "Still the shop's bot. Say “person”, and somebody from our team joins this chat.",
    "A bot answers here until a person from our team joins. You only have to ask for one.",
)
WHO_ANSWERS_WHILE_WAITING = (
    "I'm a bot, not a person. Somebody from our team has been asked, and will join this chat.",
    "Still the shop's bot, until somebody from our team joins. They know that you are waiting.",
    "A bot answers here until then. You keep your place in line.",
)


def asks_who_answers(text: str) -> bool:
    """Whether it asks if a person or a machine writes here; who asks *for* a person does something else."""
    return _ASKS.fullmatch(" ".join(text.split())) is not None
