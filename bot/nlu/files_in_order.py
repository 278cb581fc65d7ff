"""Rasa's importer, which reads the files in the order of their names, and once.

Rasa keeps them in a set (rasa/shared/data.py:85), so their order, and with it what is learned, differed from
folder to folder and from run to run: a sentence on a border between two intents fell to either side.
"""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class FilesInOrder(RasaFileImporter):
    """Named in config.yml under `importers`."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._nlu_files = sorted(self._nlu_files)
        self._story_files = sorted(self._story_files)
        self._sentences: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Rasa asks for the domain's sake, too, and merges what it gets into copies."""
        if self._sentences is None:
            self._sentences = super().get_nlu_data(language)
        return self._sentences
