"""The list of postcodes: read as the postal service and Kartverket write it."""

from __future__ import annotations

import pytest

from portal.municipality import postcodes
from portal.municipality.models import Postcode
from portal.municipality.postcodes import Spot

POSTEN = "POSTNR\tPOSTSTED\tKOMMUNENR\tKOMMUNENAVN\tKATEGORI\n7080\tHEIMDAL\t5001\tTRONDHEIM\tG\n"
KARTVERKET = (
    "POSTNR;POSTSTED;KOMMUNENR;LAT;LON\n7080;Heimdal;5001;63,350;10,357\n13;Oslo;0301;59.9;10.7\n"
)


@pytest.fixture
def listed(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "postnummer.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_with_coordinates_distances_can_be_worked_out(session, listed):
    assert postcodes.read(listed(KARTVERKET)) == 2
    assert postcodes.spots({"7080", "0013", "9999", ""}) == {
        "7080": Spot(63.350, 10.357), "0013": Spot(59.9, 10.7),
    }  # fmt: skip


def test_without_them_the_place_is_known_and_no_distance(session, listed):
    assert postcodes.read(listed(POSTEN)) == 1
    row = session.query(Postcode).one()
    assert (row.code, row.place, row.municipality_number) == ("7080", "Heimdal", "5001")
    assert postcodes.spots({"7080"}) == {}


def test_read_again_it_replaces_what_was(session, listed):
    postcodes.read(listed(POSTEN))
    postcodes.read(listed(KARTVERKET))
    postcodes.read(listed(KARTVERKET.replace("Heimdal", "Nytt")))
    assert {row.place for row in session.query(Postcode)} == {"Nytt", "Oslo"}


def test_windows_own_letters_are_read(session, listed):
    postcodes.read(listed("POSTNR\tPOSTSTED\n6783\tStryn\n9840\tVARANGERBOTN Ø\n", "cp1252"))
    assert {row.place for row in session.query(Postcode)} == {"Stryn", "Varangerbotn Ø"}


@pytest.mark.parametrize("text", ["", "bare tull", "a;b;c\n1;2;3\n", "POSTNR;POSTSTED\n;\n"])
def test_what_is_no_list_is_refused_and_nothing_is_lost(session, listed, text):
    postcodes.read(listed(POSTEN))
    with pytest.raises(postcodes.UnreadableError):
        postcodes.read(listed(text))
    assert session.query(Postcode).count() == 1


def test_the_commands(app, session, listed):
    runner = app.test_cli_runner()
    said = runner.invoke(args=["postcodes", "import", str(listed(POSTEN))])
    assert said.output == "1 postcodes read\n"
    assert runner.invoke(args=["postcodes", "import", str(listed("tull"))]).exit_code == 1
    assert "0 asked about another period in the pool" in runner.invoke(args=["forget"]).output
