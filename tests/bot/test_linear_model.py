import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.linear_model import LinearModel

FEATURES = csr_matrix(np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]] * 6))
LABELS = ["red", "green", "blue"] * 6
MODEL = LinearModel.learned(FEATURES, LABELS, freedom=1.0, sharpness=5.0)


def likelihoods(places, values):
    found = MODEL.likelihoods(np.array(places, np.int32), np.array(values, np.float32))
    return dict(zip(MODEL.labels, found, strict=True))


def test_what_was_learned_is_the_likeliest():
    found = likelihoods([1], [1.0])
    assert max(found, key=found.__getitem__) == "green"


def test_the_likelihoods_are_one_together():
    assert abs(sum(likelihoods([0, 2], [0.7, 0.7]).values()) - 1) < 1e-5


def test_a_sentence_without_any_feature_is_about_as_likely_everything():
    found = likelihoods([], [])
    assert max(found.values()) < 0.5


def test_a_lead_is_surer_in_a_sharper_model():
    sharper = LinearModel(MODEL.labels, MODEL.weights, MODEL.offsets, sharpness=20.0)
    place, value = np.array([1], np.int32), np.array([1.0], np.float32)
    assert sharper.likelihoods(place, value).max() > MODEL.likelihoods(place, value).max()


def test_the_same_examples_teach_the_same_each_time():
    features = csr_matrix(np.random.default_rng(7).random((400, 120)))
    labels = [f"intent {number % 23}" for number in range(400)]
    first, again = (LinearModel.learned(features, labels, freedom=1.0, sharpness=5.0) for _ in range(2))
    assert np.array_equal(first.weights, again.weights)
