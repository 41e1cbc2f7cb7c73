"""The store on a database of its own, of either kind."""

import pytest

from api.store import Database, Plans, Queue


@pytest.fixture
def database(either_address):
    database = Database(either_address)
    yield database
    database.close()


@pytest.fixture
def plans(database):
    return Plans(database)


@pytest.fixture
def queue(database):
    return Queue(database, 30)
