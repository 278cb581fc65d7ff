import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.shared.nlu.training_data.message import Message

from bot.nlu.doubt_classifier import DoubtClassifier

CLASSIFIER = DoubtClassifier(
    {**DoubtClassifier.get_default_config(), "threshold": 0.3, "ambiguity_threshold": 0.05}
)


def heard(*likelihoods):
    names = ("cancel_order", "change_items", "praise")
    ranking = [{"name": name, "confidence": likely} for name, likely in zip(names, likelihoods, strict=False)]
    message = Message({"text": "x", "intent": ranking[0], "intent_ranking": ranking})
    parsed = CLASSIFIER.process([message])[0].as_dict(only_output_properties=True)
    return message.get("intent")["name"], parsed["either"]


def test_two_that_are_close_are_named():
    assert heard(0.46, 0.44, 0.1) == ("nlu_fallback", ["cancel_order", "change_items"])


def test_a_clear_one_is_taken():
    assert heard(0.8, 0.1, 0.1) == ("cancel_order", [])


@pytest.mark.parametrize("likelihoods", [(0.2, 0.19, 0.18), (0.24, 0.23, 0.2)])
def test_where_nothing_is_likely_there_is_nothing_to_choose_between(likelihoods):
    assert heard(*likelihoods) == ("nlu_fallback", [])
