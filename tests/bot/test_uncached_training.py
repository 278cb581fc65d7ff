"""Training reads the sentences once, whichever part of Rasa asks for them."""

from pathlib import Path

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import uncached_training

ROOT = Path(__file__).parents[2]
CONFIG = """
recipe: default.v1
language: en
importers:
  - name: bot.nlu.files_in_order.FilesInOrder
pipeline: []
policies: []
"""
NLU = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello there
      - good day
"""


def test_the_sentences_are_read_once_and_stay_as_they_were_read(tmp_path):
    uncached_training.install()
    (tmp_path / "config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "nlu.yml").write_text(NLU, encoding="utf-8")
    importer = TrainingDataImporter.load_from_config(
        str(tmp_path / "config.yml"), str(ROOT / "domain.yml"), [str(tmp_path / "nlu.yml")]
    )

    first = importer.get_nlu_data()
    (tmp_path / "nlu.yml").unlink()  # Whoever reads it again fails.
    importer.get_domain()
    again = importer.get_nlu_data(language="en")

    for data in (first, again):
        texts = [one.get("text") for one in data.intent_examples if one.get("text")]
        assert texts == ["hello there", "good day"]


def test_what_is_said_twice_is_learned_once_and_what_differs_stays():
    uncached_training.install()
    asked = Message({"text": "how do I pay", "intent": "ask"})
    of_page = Message({"text": "how do I pay", "intent": "ask", "metadata": {"faq": "payment"}})
    greeted = Message({"text": "how do I pay", "intent": "greet"})

    data = TrainingData([asked, of_page, Message(dict(asked.data)), greeted])

    assert [one.data for one in data.training_examples] == [asked.data, of_page.data, greeted.data]
