"""The small still map: what it draws, in its box, with a true scale."""

import re

import pytest
import shapely

from layers.sketch import HEIGHT, WIDTH, sketch

HERE = (105.75, 10.3)
GROUND = ("Phường 1", shapely.box(105.7, 10.25, 105.8, 10.35))
ROAD = shapely.LineString([HERE, (105.755, 10.303)])


def numbers(path):
    return [float(text) for text in re.findall(r"-?[0-9.]+", path)]


def test_thing_lies_in_the_middle_and_nothing_outside_the_box():
    drawn = sketch([GROUND], [], [ROAD])
    (road,), (ground,) = drawn.things, drawn.outlines
    assert road.kind == "line"
    assert road.at == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=1)
    xs, ys = numbers(road.path)[::2], numbers(road.path)[1::2]
    assert 0 < min(xs) < max(xs) < WIDTH
    assert 0 < min(ys) < max(ys) < HEIGHT
    assert xs[0] < xs[1]
    assert ys[0] > ys[1], "north is above"
    assert all(-1 <= n <= WIDTH + 1 for n in numbers(ground.path))


def test_name_is_not_written_under_the_symbol():
    (ground,) = sketch([GROUND], [], [shapely.Point(HERE)]).outlines
    assert (ground.name, ground.at[1]) == ("Phường 1", HEIGHT / 16)


def test_scale_is_true():
    drawn = sketch([], [], [shapely.Point(HERE)])
    metres_per_pixel = 0.006 * 111_320 / HEIGHT
    assert drawn.scale_m == 200
    assert drawn.scale_width == pytest.approx(200 / metres_per_pixel, rel=0.01)


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (shapely.Point(HERE), "point"),
        (shapely.MultiPoint([HERE, (105.76, 10.31)]), "point"),
        (shapely.MultiLineString([[HERE, (105.76, 10.3)], [HERE, (105.75, 10.31)]]), "line"),
        (shapely.box(105.75, 10.3, 105.751, 10.301), "area"),
    ],
)
def test_every_kind_of_place_is_drawn(shape, kind):
    (thing,) = sketch([GROUND], [shape], [shape]).things
    assert thing.kind == kind
    assert bool(thing.path) == (kind != "point")


def test_without_a_place_there_is_no_sketch():
    assert sketch([GROUND], [], [None]) is None
