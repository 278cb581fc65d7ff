"""For the proofs that nobody sees or changes what is not theirs."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from actions.orders import schema as orders_schema
from bot import quiet_rasa
from conversations import schema
from tests.conftest import ROOT

quiet_rasa.settle()  # before anything loads Rasa


@pytest.fixture(scope="session")
def whole_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the tables of conversations and orders, to be copied."""
    file = tmp_path_factory.mktemp("proofs") / "deskbell.db"
    schema.upgrade(f"sqlite:///{file}")
    orders_schema.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def fresh_urls(whole_sqlite_file: Path, tmp_path: Path) -> Iterator[str]:
    """Databases with tables and without rows, one after the other."""
    return (
        f"sqlite:///{shutil.copyfile(whole_sqlite_file, tmp_path / f'{number}.db')}" for number in count()
    )


@pytest.fixture(scope="session")
def agent():
    """The trained bot; where its actions are served is set by whoever serves them."""
    from bot.action_endpoint import SignedActionEndpoint
    from bot.agent import load_agent
    from bot.form_checks import FORM_CHECKS
    from bot.train import train
    from tests.proofs.whole_deskbell import SIGNER

    endpoint = SignedActionEndpoint("", SIGNER, FORM_CHECKS, enable_selective_domain=True)
    return load_agent(train(ROOT), endpoint)
