from __future__ import annotations

import html
import re
import zipfile

import pytest
import python_calamine

from matcher.formats import (
    parse_scenario,
    read_scenario,
    scenario_document,
    write_scenario,
    write_template,
)
from matcher.formats.tables.spec import tables
from matcher.model import InvalidInput
from tests.unit.formats.base import changed


@pytest.fixture(params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture
def template(tmp_path, language):
    path = tmp_path / "template.xlsx"
    write_template(path, language=language)
    return path


def sheet_xml(path, name) -> str:
    position = python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names.index(name)
    with zipfile.ZipFile(path) as archive:
        return html.unescape(archive.read(f"xl/worksheets/sheet{position + 1}.xml").decode())


def drop_downs(path, name) -> list[str]:
    return re.findall(r"<formula1>(.*?)</formula1>", sheet_xml(path, name))


def test_a_template_has_every_table_and_the_notes(template, language):
    book = python_calamine.CalamineWorkbook.from_path(str(template))

    assert book.sheet_names == [
        *(table.name(language) for table in tables().values()),
        "说明" if language == "zh" else "notes",
    ]
    headings = book.get_sheet_by_name("需求" if language == "zh" else "needs").to_python()[0]
    assert headings == [column.heading(language) for column in tables()["needs"].columns]


def test_a_template_lacks_only_its_settings(template):
    with pytest.raises(InvalidInput) as caught:
        read_scenario(template)

    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("missing_field", "情景 scenario, 第 2 行 row 2, 列 column 编号 id"),
        ("start_missing", "情景 scenario, 第 2 行 row 2, 列 column 开始日期 start"),
    ]


def test_choices_and_references_are_picked_from_lists(tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(path)

    assert '"志愿者,联络员,网格员,社会工作者,机构团队,社区书记,专门人员"' in drop_downs(
        path, "服务者"
    )
    assert "'机构'!$A$2:$A$5001" in drop_downs(path, "服务者")
    assert '"是,否"' in drop_downs(path, "需求")
    assert "'服务者'!$A$2:$A$5001" in drop_downs(path, "可服务时段")
    assert "'可服务时段'!$B$2:$B$5001" in drop_downs(path, "休息")


def test_the_heading_stays_in_sight_and_columns_are_wide_enough(template, language):
    xml = sheet_xml(template, tables()["needs"].name(language))

    assert 'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"' in xml
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', xml)]
    assert min(widths) >= 10


def test_every_column_is_explained_in_both_languages(template, language):
    book = python_calamine.CalamineWorkbook.from_path(str(template))
    _, *notes = book.get_sheet_by_name("说明" if language == "zh" else "notes").to_python()

    explained = [(line[0], line[1]) for line in notes]
    assert explained == [(t.label, c.label) for t in tables().values() for c in t.columns]
    assert all(all(line[:4]) and line[5] for line in notes)


def test_a_written_workbook_can_be_filled_in_further(tmp_path):
    path = tmp_path / "scenario.xlsx"
    write_scenario(parse_scenario(changed({})).scenario, path)

    assert '"女,男"' in drop_downs(path, "需求")
    assert scenario_document(read_scenario(path).scenario) == changed({})


def test_ids_stay_text_and_long_figures_stay_exact(tmp_path):
    path = tmp_path / "scenario.xlsx"
    latitude = 28.123456789012345
    document = changed({"/needs/0/resident": "007", "/communities/0/place/lat": latitude})
    write_scenario(parse_scenario(document).scenario, path)

    scenario = read_scenario(path).scenario

    assert scenario.needs[0].resident == "007"
    assert scenario.communities[0].place.lat == latitude


def test_cells_to_be_filled_with_ids_are_text_so_that_zeros_stay(template, language):
    first, *_ = re.findall(r"<col [^>]*>", sheet_xml(template, tables()["needs"].name(language)))
    with zipfile.ZipFile(template) as archive:
        styles = archive.read("xl/styles.xml").decode()
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])

    assert 'min="1"' in first
    assert formats[int(re.search(r'style="(\d+)"', first)[1])] == "49"  # Excel's "@"
