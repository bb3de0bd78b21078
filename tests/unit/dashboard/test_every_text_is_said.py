"""No text reaches a reader without having been said in their language."""

import ast
from pathlib import Path

import pytest

from tests.support.bare_texts import DASHBOARD, bare_texts, said_of_variables

# These two say the texts of the schema and of the judgement, whichever they are.
SAY_WHAT_IS_DECLARED = {"labels.py", "verdict_words.py"}
FILES = sorted(DASHBOARD.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=[str(file.relative_to(DASHBOARD)) for file in FILES])
def test_no_literal_reaches_a_reader_unsaid(path: Path) -> None:
    assert bare_texts(path) == []


def test_every_message_is_a_literal_or_declared() -> None:
    hidden = {
        path.name: said_of_variables(path)
        for path in FILES
        if path.name not in SAY_WHAT_IS_DECLARED | {"language.py"}
    }
    assert {name: found for name, found in hidden.items() if found} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('st.header("Patients")', ["1: Patients"]),
        ('st.header(say("Patients"))', []),
        ('st.button(label, help="Opens it", key="opens")', ["1: Opens it"]),
        ('st.markdown(f"**{count}** patients")', ["1: ** patients"]),
        ('st.caption("a" if one else "No event")', ["1: No event"]),
        ('st.write(say("Events") + " are listed")', ["1:  are listed"]),
        ('WORDS = {"all": "Whole cohort"}\nst.radio(say("By"), WORDS)', ["2: Whole cohort"]),
        ('st.metric(say("Rows"), "12 of 30")', ["1: 12 of 30"]),
        ('st.metric(say("Rows"), "12 %")', []),
        ('st.page_link("screens/patients.py", label="Patients")', ["1: Patients"]),
        ('st.session_state.pop("patient_to_open", None)', []),
        ('alt.X("day:Q", title="Days", axis=alt.Axis(format="d"))', ["1: Days"]),
        ('x = {"axis": {"title": "Days", "format": "d"}}', ["1: Days"]),
        ('column("day", "quantitative", title="Days")', ["1: Days"]),
        ('tip("tip_day", "Days")', ["1: Days"]),
        ('tip("tip_day", say("Days"))', []),
        ('heading("Curves", "published.sre_incidence")', ["1: Curves"]),
        ('heading(say("Curves"), "published.sre_incidence")', []),
        ('table(frame, "Verdicts", {"part": "Patients"})', ["1: Verdicts", "1: Patients"]),
        ('one_of("Endpoint", offered, "endpoint")', ["1: Endpoint"]),
        ('st.download_button("SVG", data, mime="image/svg+xml")', []),
    ],
)
def test_a_bare_text_is_found(code: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(code, "utf-8")
    assert bare_texts(path) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("Patients of {night}", night=night)', []),
        ("say(TABLES[name].meaning)", []),
        ('say(table.caveat or "")', []),
        ("say(words[code])", ["1: say(words[code])"]),
        ("say_count(one, '{count} rows', 3)", ["1: say_count(one, '{count} rows', 3)"]),
    ],
)
def test_a_message_out_of_sight_is_found(code: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(code, "utf-8")
    assert said_of_variables(path) == found


@pytest.mark.parametrize("path", FILES, ids=[str(file.relative_to(DASHBOARD)) for file in FILES])
def test_no_message_hides_in_an_f_string(path: Path) -> None:
    """The collector of messages does not look inside: it would come out in English."""
    hidden = [
        call.args[0].value
        for whole in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for call in ast.walk(whole)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in {"say", "say_count"} and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
