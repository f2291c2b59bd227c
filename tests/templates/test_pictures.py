"""The pictures are drawn to scale, and the same numbers stand in words."""

from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from flask import Flask, get_template_attribute

from portal.core.paging import PageOf

NBSP = "\u00a0"
Draw = Callable[..., Any]


@pytest.fixture
def draw(app: Flask) -> Draw:
    def _draw(name: str, *args: Any, **kwargs: Any) -> Any:
        html = get_template_attribute(f"components/{name}.html", name)(*args, **kwargs)
        return html5lib.parseFragment(str(html), namespaceHTMLElements=False)

    return _draw


def text(tree: Any) -> str:
    return " ".join("".join(tree.itertext()).split(" "))


def rects(tree: Any) -> list[dict[str, str]]:
    group = next(it for it in tree.iter() if it.tag.endswith("}g"))
    return [dict(it.attrib) for it in group]


def test_an_hours_bar_is_to_scale(draw: Draw) -> None:
    tree = draw("hbar", "a", granted=1000 * 60, worked=600 * 60, planned=300 * 60)
    _ground, planned, worked = rects(tree)
    assert worked["width"] == "600.0"
    assert (planned["x"], planned["width"]) == ("600.0", "300.0")
    assert f"100{NBSP}t" in text(tree)


def test_over_the_vedtak_the_bar_is_full_and_the_words_say_how_much(draw: Draw) -> None:
    tree = draw("hbar", "a", granted=12 * 60, worked=15 * 60, planned=3 * 60)
    *_rest, over = rects(tree)
    assert (over["class"], over["x"]) == ("f-over", "666.7")
    assert "Over" in text(tree)
    assert f"6{NBSP}t" in text(tree)
    assert "Igjen" not in text(tree)


@pytest.mark.parametrize(("granted", "worked"), [(0, 0), (0, 60)])
def test_nothing_granted_is_drawn_too(draw: Draw, granted: int, worked: int) -> None:
    assert rects(draw("hbar", "a", granted=granted, worked=worked, planned=0))


def test_nights_away_are_counted_in_dogn(draw: Draw) -> None:
    assert "20 døgn" in text(draw("hbar", "a", 24, 20, 3, unit="dogn"))


def test_two_bars_share_no_ids(draw: Draw) -> None:
    ids = [
        it.get("id") for name in "ab" for it in draw("hbar", name, 60, 90, 0).iter() if it.get("id")
    ]
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize(
    ("reached", "states"),
    [
        (0, ["now", None, None, None, None]),
        (2, ["done", "done", "now", None, None]),
        (5, ["done"] * 5),
    ],
)
def test_money_is_always_five_steps(draw: Draw, reached: int, states: list[str | None]) -> None:
    assert [step.get("class") for step in draw("money", reached).iter("li")] == states


def test_the_rest_is_drawn_beside_what_is_demanded(draw: Draw) -> None:
    words = {"all": "a", "free": "9 t", "demanded": "11 t", "before": "b", "after": "c"}
    tree = draw("restline", 300, 540, 90, 660, words)
    widths = [float(it.get("width")) for it in tree.iter() if it.tag.endswith("}rect")]
    work, rest, _after, demanded = widths
    assert rest / work == pytest.approx(540 / 300, abs=0.01)
    assert demanded / rest == pytest.approx(660 / 540, abs=0.01)


def test_a_week_end_long_rest_still_fits(draw: Draw) -> None:
    words = {"all": "a", "free": "f", "demanded": "d", "before": "b", "after": "c"}
    tree = draw("restline", 56 * 60, 16 * 60, 48 * 60, 16 * 60, words)
    edges = [
        float(it.get("x")) + float(it.get("width"))
        for it in tree.iter()
        if it.tag.endswith("}rect")
    ]
    assert max(edges) <= 470


def test_the_list_goes_on_with_the_filters_kept(app: Flask, draw: Draw) -> None:
    links = [it.get("href") for it in draw("pager", PageOf(list(range(25)), 2, 140)).iter("a")]
    assert links == ["/sokere?rolle=avlaster&side=1", "/sokere?rolle=avlaster&side=3"]
