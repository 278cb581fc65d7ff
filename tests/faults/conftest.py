"""One Deskbell that many faults happen to, so that not every test has to wait for a start."""

import pytest

from tests.faults.journal_audit import what_must_not_be
from tests.faults.stubborn_customer import StubbornCustomer
from tests.running_deskbell import running_deskbell


@pytest.fixture(scope="session")
def orders_url(postgres_server):
    """The shop's orders are in a database of their own, which can be away while the journal is not."""
    with postgres_server.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def lasting_deskbell(tmp_path_factory, trained_model, orders_url):
    with running_deskbell(
        tmp_path_factory.mktemp("faults"), ORDERS_URL=orders_url, DESKBELL_TRUSTED_PROXIES="127.0.0.1"
    ) as running:
        yield running


@pytest.fixture
def deskbell(lasting_deskbell):
    """All parts, ready. What the test breaks is mended, and then nothing in the journal may be wrong."""
    lasting_deskbell.mend()
    yield lasting_deskbell
    lasting_deskbell.mend()
    assert what_must_not_be(lasting_deskbell.database_url) == {}


@pytest.fixture
async def customer(deskbell):
    async with StubbornCustomer(deskbell.url, "kim") as customer:
        yield customer
