"""Short and run-together ways to write a word, written out: "dont" and "do not" are learned as one."""

import re
import unicodedata

_NOT = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|need|must|should|would|could|might)n['’]?t\b")
_CONTRACTED = (
    (_NOT, r"\1 not"),
    (re.compile(r"\bcan(?:not|['’]?t)\b"), "can not"),
    (re.compile(r"\bwon['’]?t\b"), "will not"),
    (re.compile(r"\b(it|that|there|what|who|where|when|how)['’]s\b"), r"\1 is"),
    (re.compile(r"\b(it|that|there|what|where|when)s\b"), r"\1 is"),
    (re.compile(r"\bi['’]?m\b"), "i am"),
    (re.compile(r"\b(i|you|they)['’]?ve\b"), r"\1 have"),
    (re.compile(r"\bwe['’]ve\b"), "we have"),
    (re.compile(r"\b(you|they|we)['’]re\b"), r"\1 are"),
    (re.compile(r"\b(i|you|we|they|it|he|she)['’]ll\b"), r"\1 will"),
    (re.compile(r"\b(i|you|we|they|he|she)['’]d\b"), r"\1 would"),
)
_SHORT = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "gimme": "give me",
    "lemme": "let me",
    "cuz": "because",
    "cos": "because",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "wks": "weeks",
    "msg": "message",
    "info": "information",
    "reciept": "receipt",
    "recieve": "receive",
    "recieved": "received",
    "adress": "address",
    "adres": "address",
}
_WORD = re.compile(rf"\b(?<!dank )(?:{'|'.join(_SHORT)})\b")  # "dank u" is Dutch


def spelled_out(text: str) -> str:
    """`text` in small letters with its contractions and the abbreviations of text messages written out."""
    words = unicodedata.normalize("NFKC", text).casefold()
    for contracted, full in _CONTRACTED:
        words = contracted.sub(full, words)
    return unabbreviated(words)


def unabbreviated(words: str) -> str:
    """Words in small letters, "u" and "pls" written out."""
    return _WORD.sub(lambda found: _SHORT[found[0]], words)
