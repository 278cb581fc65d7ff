"""Rasa's importer, which reads the files in the order of their names.

Rasa keeps them in a set (rasa/shared/data.py:85), so their order, and with it what is learned, differed from
folder to folder and from run to run: a sentence on a border between two intents fell to either side.
"""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter


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
