import psycopg2
import pytest


@pytest.mark.postgres
def test_every_test_gets_a_database_of_its_own(postgres_server):
    with postgres_server.fresh_database() as first, postgres_server.fresh_database() as second:
        assert first != second
        for url in (first, second):
            connection = psycopg2.connect(url)
            connection.cursor().execute("CREATE TABLE bells (name text)")
            connection.commit()  # the next test drops the database although this connection stays open


@pytest.mark.postgres
def test_a_database_is_gone_after_its_test(postgres_server):
    with postgres_server.fresh_database() as url:
        psycopg2.connect(url).close()
    with pytest.raises(psycopg2.OperationalError, match="does not exist"):
        psycopg2.connect(url)
