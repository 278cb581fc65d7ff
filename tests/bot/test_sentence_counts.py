"""A sentence is counted as scikit-learn counts it."""

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from sklearn.feature_extraction.text import CountVectorizer

from bot.nlu.sentence_count_featurizer import SentenceCountFeaturizer

LEARNED = ["where is my order", "I want to send it back, back to the shop", "hello there", "straße 10042"]


@pytest.mark.parametrize(
    "settings", [{"ngram_range": (1, 2)}, {"analyzer": "char_wb", "ngram_range": (2, 4)}]
)
@pytest.mark.parametrize(
    "sentence", ["where is my order", "Back  back, BACK to the order", "10042!", "qqq zzz", "straße 😀 order"]
)
def test_a_sentence_is_counted_as_the_vectorizer_counts_it(tmp_path, settings, sentence):
    vectorizer = CountVectorizer(**settings).fit(LEARNED)
    featurizer = SentenceCountFeaturizer.create(
        SentenceCountFeaturizer.get_default_config(),
        LocalModelStorage.create(tmp_path),
        Resource("counts"),
        ExecutionContext(GraphSchema({}), "m"),
    )
    featurizer.vectorizers = {"text": vectorizer}
    _, (counts,) = featurizer._create_features("text", [sentence.split()])
    expected = vectorizer.transform([" ".join(sentence.split())])
    expected.sort_indices()
    assert counts.toarray().tolist() == expected.toarray().tolist()
    assert counts.dtype == expected.dtype
    assert counts.indices.tolist() == expected.indices.tolist()
