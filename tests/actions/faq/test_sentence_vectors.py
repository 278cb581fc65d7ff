"""Sentences as vectors: near where they mean the same, whatever is in them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from actions.faq.errors import VectorsUnavailable
from actions.faq.sentence_vectors import SentenceVectors


@pytest.fixture(scope="module")
def vectors() -> SentenceVectors:
    return SentenceVectors.load()


def test_a_sentence_is_one_row_of_length_1(vectors):
    rows = vectors.of(["Where is my parcel?", "I want my money back."])
    assert rows.shape == (2, vectors.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    "sentence, near, far",
    [
        ("the shoes are broken", "my shoes came damaged", "how do I open an account"),
        ("I want my money back", "please refund me", "which sizes do you have"),
        ("my parcel never came", "the package did not arrive", "how can I pay"),
    ],
)
def test_sentences_that_mean_much_the_same_are_nearer_than_others(vectors, sentence, near, far):
    asked, *others = vectors.of([sentence, near, far])
    assert asked @ others[0] > asked @ others[1] + 0.2


def test_capitals_and_blanks_make_no_difference(vectors):
    shouted, said = vectors.of(["  WHERE IS\n MY parcel", "where is my parcel"])
    assert np.array_equal(shouted, said)


@pytest.mark.parametrize("text", ["", "   \n", "\t"])
def test_a_text_without_a_sign_is_near_to_nothing(vectors, text):
    assert not vectors.of([text]).any()


@pytest.mark.parametrize("text", ["👟👟", "\0", "היכן החבילה שלי", "half \ud83d", "<s>"])
def test_any_signs_have_a_vector(vectors, text):
    assert np.linalg.norm(vectors.of([text])[0]) == pytest.approx(1, abs=1e-5)


def test_of_a_very_long_text_the_beginning_counts(vectors):
    begun = "parcel " * 400
    assert np.array_equal(*vectors.of([begun, begun + "refund " * 100_000]))


def test_no_text_makes_no_row(vectors):
    assert vectors.of([]).shape == (0, vectors.dimensions)


def test_threads_may_share_the_vectors(vectors):
    sentences = [f"where is parcel {number}" for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        rows = list(threads.map(lambda sentence: vectors.of([sentence])[0], sentences))
    assert np.array_equal(np.array(rows), vectors.of(sentences))


def test_without_the_installed_files_it_says_what_to_do():
    with pytest.raises(VectorsUnavailable, match=r"make run"):
        SentenceVectors.load("a-package-that-nobody-installs")
