"""Sentences as vectors that are near to each other where sentences mean much the same.

The vectors are those of the package `wordllama`: its files are read, its code is never imported, which wants
pydantic 2. One vector a token was learned there; a sentence is their mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from actions.faq.errors import VectorsUnavailable

_PACKAGE = "wordllama"
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_LONGEST = 2_000
"""Signs of a text that count: what the gateway takes for a message, and the beginning of any page."""

Vectors = NDArray[np.float32]


class Vectorizer(Protocol):
    """What turns texts into vectors; `SentenceVectors` is the one in use."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def __hash__(self) -> int:
        """What was read with it is kept by it (`best_sentence`)."""
        ...

    def of(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of length 1: a product of two rows is their likeness, from -1 to 1."""
        ...


class SentenceVectors:
    """The learned vectors: 16 MB of memory. It never changes, so threads may share one."""

    def __init__(self, token_vectors: NDArray[np.float16], tokenizer: Tokenizer) -> None:
        self._token_vectors = token_vectors
        self._tokenizer = tokenizer

    @classmethod
    @cache
    def load(cls, package: str = _PACKAGE) -> SentenceVectors:
        """Reads the installed files, in some 0.1 s; once in a process. Raises VectorsUnavailable."""
        try:
            folder = Path(str(distribution(package).locate_file(package)))
            token_vectors = load_file(folder / _WEIGHTS)["embedding.weight"]
            tokenizer = Tokenizer.from_str((folder / _TOKENIZER).read_text(encoding="utf-8"))
        except (PackageNotFoundError, OSError, KeyError, SafetensorError) as exc:
            raise VectorsUnavailable(f"{type(exc).__name__}: {exc}") from exc
        threadpool_limits(
            1, user_api="blas"
        )  # for products as small as these, threads cost more than they bring
        return cls(token_vectors, tokenizer)

    @property
    def dimensions(self) -> int:
        return int(self._token_vectors.shape[1])

    def is_common_word(self, word: str) -> bool:
        """Whether it is so frequent in any English text that it was learned whole."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def of(self, texts: Sequence[str]) -> Vectors:
        """Rows as `Vectorizer` promises, some 30 µs each; zeros for a text without any sign.

        Capitals make no difference, and signs after the 2,000th none either.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            plain = _plain(text)
            if plain:
                tokens = self._tokenizer.encode(plain, add_special_tokens=False).ids
                np.add.reduce(self._token_vectors[tokens], axis=0, dtype=np.float32, out=row)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


def _plain(text: str) -> str:
    """Half of a surrogate pair, as an escape in YAML can write it, becomes a question mark."""
    whole = text[:_LONGEST].encode("utf-8", "replace").decode()
    return " ".join(whole.casefold().split())
