"""What may say who somebody is, taken out of a sentence that is kept to learn from. Pure.

It takes away too much rather than too little: every longer number goes, whatever it is.
"""

import re

_AWAY = "…"
_E_MAIL = re.compile(r"[^\s@<>()]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>()]+")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
_UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
_OTHER_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{4}\s?[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b", re.IGNORECASE
)
_NO_CODE = r"(?!(?:is|was|for|of|to|and|or|in|on|at|the|a|you|i|my|we|not|wrong|field|do|does|can)\b)"
_SAID_TO_BE_A_POSTCODE = re.compile(
    r"\b(?P<before>(?:post\s?code|postal code|zip(?:\s?code)?|plz)(?:\s(?:is|was)|:)?\s+)"
    + _NO_CODE
    + r"\w[\w-]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\w)[#+(]?(?:[A-Z]{1,4}-?)?\d(?:[\s./()-]{0,2}\d){3,}\w*", re.IGNORECASE)
_MIXED = re.compile(r"\b(?=\w*\d\w*\d)(?=\w*[A-Za-z])\w{5,}\b")
_ROAD = r"(?:street|st|road|rd|avenue|ave|lane|drive|square|way)"
_GERMAN_ROAD = r"(?:straße|strasse|str\.?|weg|platz|gasse)"
_STREET = re.compile(
    rf"\b\d+\w?\s(?:[\w.'-]+\s){{1,2}}{_ROAD}\b\.?|\b\w*{_GERMAN_ROAD}\s\d+\w?\b", re.IGNORECASE
)
_NO_NAME = r"(?!(?:a|an|the|not|so|in|at|on|very|still|just|my|your|it|waiting|looking)\b)"
_NAMED = re.compile(
    r"\b(?P<before>my (?:full |last |first |sur)?name(?:'s| is)?|i am called|i['’]?m called|call me"
    r"|ich hei(?:ß|ss)e|this is|i'?m|i am"
    r"|regards,?|sincerely,?|thanks,|cheers,|mr\.?|mrs\.?|ms\.?|dr\.?|name:)\s+"
    rf"(?P<name>{_NO_NAME}[^\W\d_][\w'’-]*(?:\s+(?-i:[A-ZÀ-Þ])[\w'’-]*){{0,3}})",
    re.IGNORECASE,
)
_SURELY_A_NAME = re.compile(r"my |i(?: a|['’]?)m called|ich |call me|mr|ms|dr|name", re.IGNORECASE)


def masked(text: str) -> str:
    """Without e-mail and web addresses, numbers of four digits on, codes, postcodes, streets with a number,
    and names that are given as such ("my name is …")."""
    text = _SAID_TO_BE_A_POSTCODE.sub(rf"\g<before>{_AWAY}", text)
    for pattern in (_E_MAIL, _ADDRESS, _IBAN, _STREET, _UK_POSTCODE, _OTHER_POSTCODE, _NUMBER, _MIXED):
        text = pattern.sub(_AWAY, text)
    return " ".join(_NAMED.sub(_without_name, text).split())


def _without_name(found: re.Match[str]) -> str:
    """After "I am" and "regards" only what is written like a name is taken for one."""
    before, name = found["before"], found["name"]
    if _SURELY_A_NAME.match(before) or name[0].isupper():
        return f"{before} {_AWAY}"
    return found[0]
