from __future__ import annotations

from datetime import date, datetime

import pytest
import xlsxwriter

from matcher.formats.tables.grids import Grid, csv_bytes, read_folder, read_workbook


def through_csv(folder, rows):
    (folder / "t.csv").write_bytes(csv_bytes(rows))
    (grid,) = read_folder(folder)
    return grid


def test_text_survives_csv_and_never_is_a_formula(tmp_path):
    texts = [
        "=1+1",
        "+86",
        "-",
        "@x",
        "＝1",
        "\t=1",
        "'=1",
        "''",
        "'a",
        "a,b",
        'q"',
        " 王 ",
        "01",
        "",
    ]

    grid = through_csv(tmp_path, [texts])

    assert grid == Grid(name="t", rows=[texts])
    written = csv_bytes([[text] for text in texts]).decode("utf-8-sig").splitlines()
    assert not any(line.startswith(("=", "+", "-", "@", "＝", "\t")) for line in written)


def test_csv_has_a_byte_order_mark_and_readable_times():
    rows = [["时间", 1.5, None, datetime.fromisoformat("2026-11-23 09:05"), date(2026, 11, 23), 7]]

    assert csv_bytes(rows) == "\ufeff时间,1.5,,2026-11-23 09:05,2026-11-23,7\r\n".encode()


def test_files_are_read_in_order_of_name(tmp_path):
    for name in ("b", "a", "~c", ".d"):
        (tmp_path / f"{name}.csv").write_text("id\n")
    (tmp_path / "e.txt").write_text("id\n")

    assert [grid.name for grid in read_folder(tmp_path)] == ["a", "b"]


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet("需求")
        sheet.write_row(0, 0, ["id", "when", "count"])
        sheet.merge_range(1, 0, 3, 0, "N1")
        sheet.write_datetime(1, 1, datetime.fromisoformat("2026-11-23 09:05"), day)
        sheet.write_number(2, 2, 7)
        sheet.write_formula(3, 2, "=3+4", None, 7)
        sheet.merge_range(4, 0, 4, 2, "wide")
        book.add_worksheet("empty")
    return path


def test_cells_merged_downwards_hold_for_every_row(workbook):
    grid, empty = read_workbook(workbook)

    assert grid.name == "需求"
    assert [row[0] for row in grid.rows] == ["id", "N1", "N1", "N1", "wide"]
    assert grid.rows[4][1:] == ["", ""]
    assert empty == Grid(name="empty", rows=[])


def test_excels_own_dates_and_the_values_of_formulas_are_read(workbook):
    grid, _ = read_workbook(workbook)

    assert grid.rows[1][1] == datetime.fromisoformat("2026-11-23 09:05")
    assert [row[2] for row in grid.rows[1:4]] == ["", 7, 7]
