"""What a reader takes away: an SVG that stands alone, a CSV a spreadsheet reads."""

from datetime import date
from xml.etree import ElementTree

import polars as pl
import pytest

from dashboard.charts.calcium_months import calcium_months_chart
from dashboard.charts.event_kinds import event_kinds_chart
from dashboard.drawings import specification
from dashboard.export import as_csv, as_svg
from dashboard.queries.population import incomplete_feeds
from warehouse.reader import Reader


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_chart_becomes_a_picture_without_a_browser(reader: Reader, language: str) -> None:
    kinds = reader.frame("SELECT * FROM published.sre_by_kind WHERE endpoint = 'SRE5'")
    months = reader.frame("SELECT * FROM published.calcium_by_month ORDER BY month_on")
    for chart in (
        event_kinds_chart(kinds),
        calcium_months_chart(months, incomplete_feeds(reader), None),
    ):
        picture = ElementTree.fromstring(as_svg(specification(chart), language))
        assert picture.tag.endswith("svg")
        assert float(picture.attrib["width"]) >= 900


ROWS = pl.DataFrame(
    {
        "month_on": [date(2026, 3, 1)],
        "calcium_median_mmol_l": [2.31],
        "sites": [["rib", "femur"]],
    }
)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", 'month_on,calcium_median_mmol_l,sites\n2026-03-01,2.31,"rib, femur"\n'),
        ("fr", "month_on;calcium_median_mmol_l;sites\n2026-03-01;2,31;rib, femur\n"),
    ],
)
def test_rows_are_written_as_the_spreadsheet_of_the_language_reads_them(
    language: str, written: str
) -> None:
    assert as_csv(ROWS, language) == "\N{ZERO WIDTH NO-BREAK SPACE}" + written
