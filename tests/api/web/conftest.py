import pytest
from flask import Flask

from api import problems


@pytest.fixture
def bare():
    """An app with nothing on it but its errors."""
    app = Flask("bare")
    problems.register(app)
    return app
