"""The population page as a reader meets it: each section, and links that open the same look."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import say_date
from dashboard.parts import in_order, part_colour, part_title
from dashboard.population.choice import sections
from dashboard.queries.behind import calcium_rows
from dashboard.queries.population import calcium_by_month as months_shown
from dashboard.queries.population import events_by_kind, rates
from tests.support.dashboard_invented import AS_OF
from transforms.published.calcium_by_month import calcium_by_month
from warehouse.home import Home
from warehouse.reader import Reader

TABLE = "The rows behind the table"
APP = Path(__file__).parents[3] / "dashboard" / "app.py"


def population(home: Home, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as a link opens it; a traceback on it fails the test."""
    monkeypatch.setenv("OSTEON_HOME", str(home.root))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("screens/population.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def words(app: AppTest) -> str:
    kinds = (app.subheader, app.caption, app.markdown, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("section", list(sections()))
def test_every_section_opens_by_its_link(
    section: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = population(home, monkeypatch, section=section)
    assert app.segmented_control(key="section_in_address").value == section
    assert app.subheader and all(heading.help for heading in app.subheader), "what is this?"
    offered = [button.proto.label for button in app.get("download_button")]
    charts = len(app.get("vega_lite_chart"))
    tables = len([button for button in app.get("download_button") if button.proto.help == TABLE])
    assert (offered.count("SVG"), offered.count("CSV") - tables) == (charts, charts)
    assert "60** patients known" in words(app)


def test_a_link_keeps_endpoint_origin_and_division(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = {"endpoint": "SRE4", "from": "bone_agent", "by": "histology"}
    app = population(home, monkeypatch, **link)
    chosen = {name: app.segmented_control(key=f"{name}_in_address").value for name in link}
    assert chosen == link
    app.segmented_control(key="endpoint_in_address").set_value("SSE").run()
    assert (app.query_params["endpoint"], app.query_params["by"]) == ("SSE", "histology")


def test_the_look_is_as_it_was_left_when_the_reader_comes_back(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = population(home, monkeypatch, by="histology")
    app.switch_page("screens/quality.py").run()
    app.switch_page("screens/population.py").run()
    assert app.segmented_control(key="by_in_address").value == "histology"


def test_a_link_to_nothing_opens_the_first_look(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = population(home, monkeypatch, section="nothing", by="nobody")
    assert "1 · Cumulative incidence, death competing" in words(app)


def test_the_table_reads_what_the_warehouse_says(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for endpoint in ("SRE5", "SRE4"):
        app = population(home, monkeypatch, endpoint=endpoint)
        share = reader.frame(
            "SELECT round(100 * incidence, 1) AS percent FROM published.sre_incidence "
            "WHERE endpoint = $1 AND stratum = 'all' AND incidence_cause = 'sre' "
            "AND day <= 183 ORDER BY day DESC LIMIT 1",
            [endpoint],
        ).item()
        read = app.dataframe[0].value
        row = read["what"] == "Incidence, death competing"
        assert read.loc[row, "6 months (95 % limits)"].item().startswith(f"{share}")


def test_the_morbidity_rates_of_the_trials_are_told_beside_the_rate(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = population(home, monkeypatch, endpoint="SRE4")
    published = reader.frame("SELECT * FROM published.sre_morbidity WHERE endpoint = 'SRE4'")
    row = published.row(0, named=True)
    told = app.dataframe[-1].value
    assert told["reading"][0] == f"{row['mean_patient_rate']:.2f}"
    assert told["counted"][2].startswith(f"{row['period_with_event_count']} of ")
    assert told["counted"][3].startswith(f"{row['rolling_event_count']} events")
    assert row["event_count"] >= row["rolling_event_count"] > 0
    assert TABLE in [button.proto.help for button in app.get("download_button")]


def test_nobody_is_before_the_agent_when_time_runs_from_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = population(home, monkeypatch, by="bone_agent", **{"from": "bone_agent"})
    assert "nobody is before it" in app.info[-1].value


def test_parts_too_small_to_draw_are_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = population(home, monkeypatch, by="histology")
    assert "Too few to be drawn: Carcinoma, not otherwise specified." in words(app)


def test_nobody_is_divided_by_an_agent_before_it_is_given(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = population(home, monkeypatch, by="first_agent")
    assert "nobody knows which agent will be given" in app.info[-1].value


def test_the_agents_are_named_in_the_order_of_their_list() -> None:
    values = in_order("first_agent", ["other", "denosumab", "zoledronate"])
    assert [part_title("first_agent", value) for value in values] == [
        "Zoledronic acid",
        "Denosumab",
        "Another agent, or two begun on one day",
    ]
    assert len({part_colour("first_agent", value) for value in values}) == 3


def test_under_curves_it_is_said_until_when_patients_are_followed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = say_date(AS_OF - timedelta(days=30))
    for section in ("burden", "events"):
        told = words(population(home, monkeypatch, section=section))
        assert f"Patients are followed until {until}" in told
        assert "Incomplete in those provisional days: laboratory on" in told


def test_a_number_of_events_opens_to_the_rows_that_made_it(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many patients as the bar says, each row with its file and line."""
    app = population(home, monkeypatch, section="events")
    app.segmented_control(key="rows_behind_kind").set_value("FX").run()
    assert not app.exception
    rows = next(table.value for table in app.dataframe if "source_row" in table.value)
    counted = events_by_kind(reader, "SRE5").filter(pl.col("event_kind") == "FX")
    assert rows["patient_id"].nunique() == counted["patient_count"].item() > 0
    assert rows["source_row"].str.startswith("fracture:").all()
    assert rows["file_name"].notna().all() and rows["source_line"].notna().all()


def rows_listed(app: AppTest) -> pl.DataFrame:
    """The rows of the extracts that are listed behind a number."""
    assert not app.exception
    return pl.from_pandas(
        next(table.value for table in app.dataframe if "source_row" in table.value)
    )


@pytest.mark.parametrize("endpoint", ["SRE4", "SRE5", "SSE"])
def test_the_burden_opens_to_the_rows_of_the_events_it_counts(
    endpoint: str, home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many first events as observations that end with one; as many counted as the rate says."""
    app = population(home, monkeypatch, endpoint=endpoint)
    app.segmented_control(key="rows_behind_burden").set_value("first").run()
    first = rows_listed(app)
    ended = reader.frame(
        "SELECT count(*) FROM derived.first_event WHERE endpoint = $1 AND status = 1", [endpoint]
    ).item()
    assert first["patient_id"].n_unique() == ended > 0
    app.segmented_control(key="rows_behind_burden").set_value("counted").run()
    counted = rows_listed(app)
    rate = rates(reader, endpoint, "bone_metastasis", "all")
    days = counted.select("patient_id", "occurred_on").unique()
    assert days.height == rate["event_count"].item() >= ended
    assert counted["file_name"].null_count() == counted["source_line"].null_count() == 0


def test_a_month_of_calcium_opens_to_its_results(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many results, of as many patients, as the month is published with from the same rows."""
    frames = [
        reader.frame(f"SELECT * FROM derived.{name}") for name in ("corrected_calcium", "cohort")
    ]
    published = calcium_by_month(*frames).sort("month_on")
    month = published.row(-1, named=True)
    rows = calcium_rows(reader, month["month_on"])
    assert rows.height == month["result_count"] > 0
    assert rows["patient_id"].n_unique() == month["patient_count"]
    assert rows["source_row"].str.starts_with("lab_result:").all()
    app = population(home, monkeypatch, section="calcium")
    shown = months_shown(reader)["month_on"].to_list()
    offered = app.selectbox if len(shown) > 8 else app.segmented_control
    offered(key="rows_behind_month").set_value(shown[-1].isoformat()).run()
    assert rows_listed(app).height == calcium_rows(reader, shown[-1]).height > 0


@pytest.mark.parametrize("section", ["burden", "events", "calcium"])
def test_whoever_may_not_see_source_rows_is_not_offered_those_behind_a_number(
    section: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "epidemiologist")
    app = population(home, monkeypatch, section=section)
    offered = [*app.segmented_control, *app.selectbox]
    assert not [one.key for one in offered if str(one.key).startswith("rows_behind")]
