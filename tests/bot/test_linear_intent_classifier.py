"""The components of the NLU that learn, trained on a handful of sentences."""

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.linear_intent_classifier import LinearIntentClassifier
from bot.nlu.sentence_count_featurizer import SentenceCountFeaturizer
from bot.nlu.sentence_vector_featurizer import SentenceVectorFeaturizer
from bot.nlu.wording_tokenizer import WordingTokenizer

DATA = """
version: "3.1"
nlu:
  - lookup: frame_to
    examples: |
      - how do i {}
      - i want to {}
  - intent: ask_question
    metadata: {faq: account-create, frame: to}
    examples: |
      - open an account
      - register as a customer
      - sign up
  - intent: ask_question
    metadata: {faq: returns, frame: to}
    examples: |
      - send a thing back
      - return a lamp
      - bring back the boots
  - intent: ask_about_other_things
    examples: |
      - what is the weather in rome
      - tell me a joke about cats
      - how long do i boil an egg
  - intent: acknowledge
    examples: |
      - so so
"""
CONFIG = {"elsewhere": "ask_about_other_things"}


class Trained:
    """The pipeline, trained in a folder; `parse` gives what a message is taken for."""

    def __init__(self, folder, data=DATA):
        self._storage = LocalModelStorage(folder)
        self._context = ExecutionContext(GraphSchema({}), "1", node_name="node")
        training_data = RasaYAMLReader().reads(data)
        self._tokenizer = self._made(WordingTokenizer, {"as_they_are": ["acknowledge"]}, "tokens")
        self._featurizers = [
            self._made(SentenceCountFeaturizer, {"alias": "words"}, "words"),
            self._made(SentenceVectorFeaturizer, {"alias": "vectors"}, "vectors"),
        ]
        training_data = self._tokenizer.process_training_data(training_data)
        self._featurizers[0].train(training_data)
        for featurizer in self._featurizers:
            training_data = featurizer.process_training_data(training_data)
        self.training_data = training_data
        self.classifier = self._made(LinearIntentClassifier, CONFIG, "intents")
        self.classifier.train(training_data)

    def _made(self, component, config, name):
        config = {**component.get_default_config(), **config}
        return component.create(config, self._storage, Resource(name), self._context)

    def loaded_again(self):
        config = {**LinearIntentClassifier.get_default_config(), **CONFIG}
        return LinearIntentClassifier.load(config, self._storage, Resource("intents"), self._context)

    def parse(self, text, classifier=None):
        messages = self._tokenizer.process([Message({TEXT: text})])
        for featurizer in self._featurizers:
            messages = featurizer.process(messages)
        return (classifier or self.classifier).process(messages)[0].as_dict(only_output_properties=True)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    return Trained(tmp_path_factory.mktemp("model"))


def test_a_question_comes_with_the_page_that_may_answer_it(trained):
    parsed = trained.parse("how can i register as customer")
    assert parsed["intent"]["name"] == "ask_question"
    assert parsed["faq_pages"][0]["slug"] == "account-create"


def test_a_sentence_of_another_world_is_said_to_be_one(trained):
    parsed = trained.parse("is the weather in rome nice")
    assert parsed["intent"]["name"] == "ask_about_other_things"
    assert parsed["elsewhere"] > 0.5


def test_a_short_sentence_that_was_learned_is_known_by_heart(trained):
    assert trained.parse("so so")["intent"] == {"name": "acknowledge", "confidence": 1.0}


def test_each_example_is_learned_in_its_frames_as_well(trained):
    learned = {message.get(TEXT) for message in trained.training_data.training_examples}
    assert {"how do i sign up", "i want to sign up", "sign up"} <= learned


@pytest.mark.parametrize("text", ["how do i register", "weather", "", "¿?", "so so"])
def test_what_was_kept_and_loaded_says_the_same(trained, text):
    assert trained.parse(text, trained.loaded_again()) == trained.parse(text)


def test_an_example_of_a_frame_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(InvalidConfigException, match="frame_for"):
        Trained(tmp_path, DATA.replace("frame: to", "frame: for"))
