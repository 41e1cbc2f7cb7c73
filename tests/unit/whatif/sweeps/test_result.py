"""The figures of a sweep, its table and its page."""

from __future__ import annotations

import json
import re

from matcher.report import Language
from matcher.whatif.comparison import Case
from matcher.whatif.sweeps import knee, parse_sweep, swept
from matcher.whatif.sweeps.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Line, chart
from matcher.whatif.sweeps.report import html_sweep, sweep_document, sweep_table
from matcher.whatif.variants import laid
from tests.unit import small

DOCUMENT = {
    "name": "hands",
    "title": {"en": "More <hands>", "zh": "更多人手"},
    "parameters": [
        {"name": "copies", "title": {"en": "copies", "zh": "份数"}, "values": [0, 1, 3]},
        {"name": "minutes", "values": [0, 60]},
    ],
    "changes": [
        {"op": "copy", "helpers": {}, "count": "$copies"},
        {"op": "shift", "helpers": {}, "minutes": 0, "start": -1, "end": "$minutes"},
    ],
}


def found():
    # One helper has eight talks' time (240 minutes and one); there are twenty.
    base = small.scenario(needs=tuple(small.need(f"n{number}") for number in range(20)))
    sweep = parse_sweep(DOCUMENT, base.start)
    scenarios = [laid(base, variant) for _, variant in sweep.points]
    cases = [
        Case(name=str(at), title="", scenario=one, plan=small.planned(one))
        for at, one in enumerate(scenarios)
    ]
    return sweep, swept(sweep, cases)


def test_each_point_has_its_figures_and_each_value_of_the_second_its_curve():
    _, result = found()

    assert [point.served for point in result.points] == [8, 10, 16, 20, 20, 20]
    assert [point.percent for point in result.points] == [40.0, 50.0, 80.0, 100.0, 100.0, 100.0]
    assert [point.total for point in result.points] == [48, 40, 16, 0, 0, 0]  # 4 a visit
    assert [(curve.value, curve.points) for curve in result.curves] == [
        (0, (0, 2, 4)),
        (60, (1, 3, 5)),
    ]
    assert [curve.knee for curve in result.curves] == [2, 3]
    assert knee([0, 1, 3], [40, 80, 100]) == 1


def test_the_table_says_the_same():
    sweep, result = found()

    table = sweep_table(sweep, result, Language.ZH)

    assert table.title == "更多人手"
    assert table.columns[:3] == ("份数", "minutes", "服务单")
    assert [row[:5] for row in table.rows][:2] == [
        ("0", "0", "20", "8", "40.0"),
        ("0", "60", "20", "10", "50.0"),
    ]
    assert [row[-1] for row in table.rows] == ["", "", "◆", "◆", "", ""]


def test_the_document_is_json_and_the_page_asks_for_nothing():
    sweep, result = found()

    document = json.loads(json.dumps(sweep_document(result)))
    page = html_sweep(sweep, result, Language.EN).decode()

    assert document["format"] == "linli.swept/1"
    assert [point["served"] for point in document["points"]] == [8, 10, 16, 20, 20, 20]
    assert "More &lt;hands&gt;" in page
    assert not re.search(r"(src|href)=", page)
    assert page.count("<polyline") == 4
    for row in sweep_table(sweep, result, Language.EN).rows:
        assert "".join(f"<td>{cell}</td>" for cell in row) in page


def test_a_chart_puts_the_least_and_the_most_at_its_edges():
    drawn = chart([Line(label="a", points=((0, 0.0), (10, 50.0), (20, 100.0)), ring=1)], "x")

    (line,) = drawn.lines
    assert [x for x, _ in line.dots] == [LEFT, (LEFT + WIDTH - RIGHT) / 2, WIDTH - RIGHT]
    low, middle, high = (y for _, y in line.dots)
    assert low > middle > high
    assert high > TOP
    assert low < HEIGHT - BOTTOM
    assert line.ring == line.dots[1]
    assert [figure for _, figure in drawn.x_ticks] == ["0", "10", "20"]
    assert [figure for _, figure in drawn.y_ticks] == ["0", "50", "100"]


def test_a_band_reaches_down_to_what_is_proven_where_anything_is():
    drawn = chart(
        [Line(label="", points=((0, 9.0), (1, 8.0), (2, 7.0)), floor=(None, 6.0, 5.0))], "x"
    )

    corners = drawn.lines[0].band.split()
    assert len(corners) == 4
    assert corners[0] == "{},{}".format(*drawn.lines[0].dots[1])


def test_a_line_of_one_height_can_be_drawn():
    drawn = chart([Line(label="", points=((3, 5.0),))], "x")

    assert len(drawn.lines[0].dots) == 1
