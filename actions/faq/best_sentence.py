"""Which sentence of a page that was told answers a short question asked after it, and whether it leans on it.

"Will they be deleted, too?", "is it free?": what such a question is about stands on the page before it or on
one that this leads on to. A question whose words stand on none of these leads elsewhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from actions.faq.entry import FaqEntry
from actions.faq.follow_up import sentences
from actions.faq.normal_words import all_words, content_words, normal_words
from actions.faq.sentence_vectors import Vectorizer, Vectors

_DIMENSIONS = 64  # as in kindred_words
_ALIKE_AT = 5
"""So many first letters make two words kindred: "size" and "sizes", "deliver" and "delivery"."""
_ALIKE = 0.8

_OF_MEANING, _OF_KIND, _OF_PAGE_TOLD, _OF_SHORT_ANSWER = 0.7, 0.6, 0.4, 0.1
"""What counts beside the words: the sentence vectors, an answer of the kind that is asked for, the page that
was told, and its short answer. Chosen on pairs of a page and a question after it."""

COVERED = 0.45
"""From this share of its words on a question is about the sentence."""
SURELY_COVERED = 0.97
_WORTH, _WORTH_UNPOINTED, _SURELY_WORTH = 1.3, 1.6, 1.8
"""From this worth on the sentence answers what the search finds nowhere else, or on its page; the second
where nothing in the question points back; from the third on it does wherever the search would lead."""

_SURELY_ELSEWHERE = 0.9
"""As sure as this of another page, the search is right about a question that points to nothing."""

_LEANS = re.compile(
    r"\b(?:it|its|(?:that|this)(?! (?:i|we|you|he|she|they)\b)|they|them|these|those|then|also|too|as well"
    r"|(?<!is )(?<!are )there(?! (?:is|are)\b)|still|instead|ones?|even|already|anyway|he|she|otherwise"
    r"|afterwards|mine)\b"
    r"|^(?:and|but|or|so|what (?:about|if|happens)|how about)\b"
)
_AROUND = frozenset(
    """
    how what when where who which why there here then still instead already even anyway else long often soon
    many much later ever actually really work works worked working happen happens happened mean way ask asked
    take takes took someone somebody anyone anybody nobody something nothing everything also too
    otherwise afterwards
    """.split()  # noqa: SIM905  as in normal_words
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is asked for, and what a sentence that says it holds."""

    asked: re.Pattern[str]
    said: re.Pattern[str]
    is_of_page: bool = True
    """Whether such a question says enough without a word about its topic."""


_KINDS = (
    _Kind(
        re.compile(
            r"\bhow (?:much|expensive|dear)\b(?! time)|\b(?:cost|costs|free|fees?|charged?|price)\b"
            r"|\bpay (?:anything |something |extra |more )?for (?:it|that|this|them)\b"
        ),
        re.compile(r"[€$£]\s?\d|\d\s?(?:€|eur\b|%)|\b(?:free|fees?|costs?|nothing|price)\b", re.IGNORECASE),
    ),
    _Kind(
        re.compile(
            r"\b(?:how long|until when|till when|when) \w+ (?:it|they|that|this) "
            r"(?:valid|good|work|last|keep|run out|expire)s?\b"
            r"|\b(?:does|do|will) (?:it|they) (?:ever )?expire\b"
        ),
        re.compile(
            r"\b(?:good|works?|valid|keeps? (?:it|them)|lasts?) (?:for|until)\b"
            r"|\b(?:expire[sd]?|runs? out)\b",
            re.IGNORECASE,
        ),
    ),
    _Kind(
        re.compile(
            r"\bhow (?:long|soon|quick(?:ly)?|fast|often|late|early)\b|\b(?:until|till|since) when\b"
            r"|\bwhen (?:do|does|is|are|will|can|could|must|should|would)\b"
            r"|\b(?:at )?(?:what|which) (?:time|day)\b"
            r"|\bhow many (?:days|weeks|hours|months)\b"
        ),
        re.compile(
            r"\b(?:\d+|one|two|three|an?|once|twice) (?:and a half |working |more )*"
            r"(?:minute|hour|day|week|month|year)s?\b|\b\d{1,2}:\d\d\b"
            r"|\b(?:January|July|December|at once|on the (?:same )?day|when you order|sundays|evening)\b",
            re.IGNORECASE,
        ),
    ),
    _Kind(
        re.compile(
            r"\b(?:up to|at most)(?: (?:what|which))?(?: (?:amount|sum))?\b"
            r"|\b(?:(?:high|larg|bigg)est|max\w*) (?:amounts?|sums?|number)\b"
            r"|\b(?:what is|whats|is there|any) (?:the |a )?(?:limit|max\w*|most)\b"
        ),
        re.compile(r"\b(?:up to|at most|no more than|maximum|limit)\b", re.IGNORECASE),
    ),
    _Kind(
        re.compile(
            r"\bhow (?:many|big|large|old|far)\b|\bat least\b"
            r"|\b(?:what|which|(?:low|small)est|min\w*) amounts?\b"
        ),
        re.compile(r"\d|\b(?:one|once|two|twice)\b"),
    ),
    _Kind(
        re.compile(
            r"\b(?:not|never|nothing|no|isnt|didnt|doesnt|dont|havent|hasnt|cant)\b(?: \w+){0,2}? ?"
            r"\b(?:get(?:ting)?|got|com(?:e|es|ing)|came|arriv(?:ed?|ing)|received?|there|works?|find|see)\b"
        ),
        re.compile(
            r"\b(?:missing|spam|not?|nothing|doesn.t|never|again|older|still|refused)\b", re.IGNORECASE
        ),
        is_of_page=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a sentence answers: `covered` is the share of the question's words that it has, by rarity.

    `is_of_kind`: it says a sum, a time or a number where one is asked for; None where none is.
    """

    entry: FaqEntry
    sentence: str
    covered: float
    worth: float
    has_topic: bool
    is_of_kind: bool | None
    is_of_page_told: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    entry: FaqEntry
    text: str
    words: tuple[str, ...]
    normal: frozenset[str]
    vector: Vectors
    is_of_short_answer: bool


_Nearness = Mapping[str, Mapping[str, float]]
"""How near a word of the question is in meaning to a word of the pages."""


def leans(question: str) -> bool:
    """Whether it points to what was said before, or leads on from it."""
    return _LEANS.search(" ".join(all_words(question))) is not None


def best_fit(question: str, pages: Sequence[FaqEntry], vectors: Vectorizer) -> Fit | None:
    """The sentence of these pages that answers best; the first page is the one that was told."""
    told = [sentence for page in pages for sentence in _read(page, vectors)]
    if not told or not all_words(question):
        return None
    rarity = Counter(word for sentence in told for word in sentence.normal)
    kind, topic = _topic(question)
    weights = [math.log(1 + (len(told) - rarity[one] + 0.5) / (rarity[one] + 0.5)) for _, one in topic]
    asked = vectors.of([question])[0]
    near = _nearness([word for word, _ in topic], told, vectors)
    fits = [_fit(sentence, (topic, weights), kind, asked, near) for sentence in told]
    each = [_of_page_told(fit) if fit.entry == pages[0] else fit for fit in fits]
    says_it = next((fit for fit in each if fit.is_of_kind), None)
    if not topic and says_it is not None and not says_it.is_of_page_told:
        return says_it  # "how long does it take?", and no time is said on the page that was told
    return max(each, key=lambda fit: fit.worth)


def leads_elsewhere(question: str, told: FaqEntry, elsewhere: FaqEntry | None, sureness: float) -> bool:
    """Whether no sentence can be the answer, since another page surely is (`is_answered`)."""
    is_strange = elsewhere not in (None, told)
    return is_strange and sureness >= _SURELY_ELSEWHERE and not leans(question)


def is_answered(fit: Fit, question: str, elsewhere: FaqEntry | None, sureness: float = 0.0) -> bool:
    """Whether the sentence is the answer. `elsewhere` is the page that surely answers the question alone, and
    how surely.

    Only the page that was told comes before it; what another page says in answer to a question that points
    to nothing is told by all of that page.
    """
    is_pointed, is_strange = leans(question), elsewhere not in (None, fit.entry)
    if not fit.is_of_page_told and (is_strange or (elsewhere is not None and not is_pointed)):
        return False
    if is_strange and not is_pointed and sureness >= _SURELY_ELSEWHERE:
        return False
    if not fit.has_topic:
        return fit.is_of_kind is True and (is_pointed or not is_strange)
    if fit.covered >= (SURELY_COVERED if is_strange and not is_pointed else COVERED):
        return True
    if is_strange:
        return fit.worth >= _SURELY_WORTH and (is_pointed or fit.is_of_kind is True)
    return fit.worth >= (_WORTH if is_pointed or elsewhere is not None else _WORTH_UNPOINTED)


def _topic(question: str) -> tuple[_Kind | None, list[tuple[str, str]]]:
    """What kind of answer is asked for, and the other words that matter: as written, and as normal."""
    words = " ".join(all_words(question))
    kind = next((kind for kind in _KINDS if kind.asked.search(words)), None)
    if kind is not None:
        words = kind.asked.sub(" ", words)
    return kind, [(word, one) for word, one in content_words(words) if word not in _AROUND]


def _fit(
    sentence: _Sentence,
    topic: tuple[list[tuple[str, str]], list[float]],
    kind: _Kind | None,
    asked: Vectors,
    near: _Nearness,
) -> Fit:
    words, weights = topic
    likeness = [_likeness(word, normal, sentence, near) for word, normal in words]
    covered = float(np.dot(likeness, weights) / sum(weights)) if words else 0.0
    is_of_kind = None if kind is None else kind.said.search(sentence.text) is not None
    worth = (
        covered
        + _OF_MEANING * float(asked @ sentence.vector)
        + _OF_SHORT_ANSWER * sentence.is_of_short_answer
    )
    worth += _OF_KIND * (0.5 if is_of_kind is None else is_of_kind)
    has_topic = bool(words) or (kind is not None and not kind.is_of_page)
    return Fit(sentence.entry, sentence.text, covered, worth, has_topic, is_of_kind)


def _of_page_told(fit: Fit) -> Fit:
    return replace(fit, worth=fit.worth + _OF_PAGE_TOLD, is_of_page_told=True)


def _likeness(word: str, normal: str, sentence: _Sentence, near: _Nearness) -> float:
    if normal in sentence.normal:
        return 1.0
    if len(word) >= _ALIKE_AT and any(other[:_ALIKE_AT] == word[:_ALIKE_AT] for other in sentence.words):
        return _ALIKE
    nearest = max((near[word][other] for other in sentence.words), default=0.0)
    return max(0.0, nearest) ** 2


def _nearness(words: Sequence[str], told: Sequence[_Sentence], vectors: Vectorizer) -> _Nearness:
    """Reckoned once for each word of the question and each of the pages, not anew for each sentence."""
    others = list(dict.fromkeys(other for sentence in told for other in sentence.words))
    if not others:
        return {word: {} for word in words}
    each = np.stack([_word_vector(other, vectors) for other in others])
    near = {word: each @ _word_vector(word, vectors) for word in words}
    return {word: dict(zip(others, values.tolist(), strict=True)) for word, values in near.items()}


@lru_cache(maxsize=128)
def _read(page: FaqEntry, vectors: Vectorizer) -> tuple[_Sentence, ...]:
    texts = list(dict.fromkeys(text for text in sentences(page) if text))
    short = set(sentences(page, is_short=True))
    return tuple(
        _Sentence(
            page,
            text,
            tuple(dict.fromkeys(word for word, _ in content_words(text))),
            frozenset(normal_words(text)),
            vector,
            text in short,
        )
        for text, vector in zip(texts, vectors.of(texts), strict=True)
    )


@lru_cache(maxsize=4_000)
def _word_vector(word: str, vectors: Vectorizer) -> Vectors:
    cut = vectors.of([word])[0][:_DIMENSIONS]
    return np.asarray(cut / max(float(np.linalg.norm(cut)), 1e-9), dtype=np.float32)
