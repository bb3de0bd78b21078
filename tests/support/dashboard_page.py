"""A page of the dashboard, run as Streamlit runs it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from warehouse.home import Home

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


def page(
    home: Home, name: str, monkeypatch: pytest.MonkeyPatch, **query: str | list[str]
) -> AppTest:
    """A page after its first run, opened by its link; a traceback on it fails the test."""
    monkeypatch.setenv("OSTEON_HOME", str(home.root))
    app = AppTest.from_file(str(APP), default_timeout=60)
    if name != "patients":
        app.switch_page(f"screens/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def words(app: AppTest) -> str:
    """Everything the page says outside tables and charts."""
    kinds = (app.header, app.subheader, app.caption, app.markdown, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)
