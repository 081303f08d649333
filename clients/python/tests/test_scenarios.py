"""The stories that every client tells, and that the runner notices when one does not go as told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.match import NOTHING, matches
from tests.scenarios.runner import run_story, stories, tell
from tests.scenarios.values import Scope, StoryError, template_of
from tests.server import Server, running

SECONDS = 240.0
GET_INFO = {"say": "", "call": "ViommuService.GetInfo"}
CREATE = {"say": "", "call": "ViommuService.CreateViommu", "request": {"viommu_id": "vm"}}
WATCH = {"name": "w", "call": "FaultService.WatchFaults", "request": {"viommu_id": "vm"}}
CHANNEL = {"name": "c", "call": "ChannelService.VmmChannel", "request": {"open": {"viommu_id": "vm"}}}


@pytest.fixture(scope="module")
def empty() -> Iterator[Server]:
    """A server in which nothing is."""
    with running() as started:
        yield started


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.stem)
def test_story(empty: Server, story: Path) -> None:
    tell(story, empty.target, SECONDS)


def test_there_are_stories() -> None:
    assert len(stories()) > 10


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([{**GET_INFO, "expect": {"server_version": "none"}}], "server_version: expected"),
        ([{**GET_INFO, "error": {"reason": "X"}}], "was to be refused"),
        ([{"say": "", "call": "ViommuService.GetViommu", "request": {"viommu_id": "vm"}}], "VIOMMU_NOT_FOUND"),
        ([CREATE, {**CREATE, "error": {"reason": "VIOMMU_NOT_FOUND"}}], "reason: expected"),
        ([{**CREATE, "request": {"viommu": "vm"}}], "has no field viommu"),
        ([{**GET_INFO, "save": {"x": "nothing[0]"}}], "nothing to save as x"),
        ([{**CREATE, "request": {"viommu_id": "$x"}}], "nothing was saved as x"),
        (
            [CREATE, {"say": "", "open": WATCH}, {"say": "", "receive": {"stream": "w", "expect": {"skipped": {}}}}],
            "the next message on w is not as expected",
        ),
        ([CREATE, {"say": "", "open": WATCH}, {"say": "", "ended": {"stream": "w"}}], "has not ended"),
        (
            [{"say": "", "open": WATCH}, {"say": "", "ended": {"stream": "w", "error": {"reason": "X"}}}],
            "the refusal of w is not as expected",
        ),
        (
            [CREATE, {"say": "", "open": CHANNEL}, {"say": "", "silent": {"stream": "c"}}],
            "the next message on c is not as expected",
        ),
        ([{"say": "", "dance": 1}], "a step that nobody knows: say, dance"),
        ([{"say": "", "repeat": {"times": 2, "steps": [{**GET_INFO, "expect": {"x": 1}}]}}], "round 1 of 2, step 1"),
    ],
)
async def test_what_does_not_go_as_told_fails(empty: Server, steps: list[dict[str, Any]], why: str) -> None:
    with pytest.raises(StoryError) as raised:
        await run_story({"name": "broken", "story": "", "steps": steps}, empty.target)
    assert why in str(raised.value)
    assert str(raised.value).startswith("broken, step")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("$$x", "$x"),
        ("$group.pages[0].iova", 2**64 - 1),
        ({"$expr": "$n * 4096 + 0x1000 - 2 * (3 + 4)"}, 5 * 4096 + 0x1000 - 14),
        ({"$expr": "-7 / 2"}, -3),
        ({"$expr": "-7 % 2"}, -1),
        ({"$expr": "$group.pages[0].iova - 1"}, 2**64 - 2),
        ([1, {"$list": {"times": 2, "as": "i", "each": ["$i", {"$expr": "$i + $n"}]}}], [1, 0, 5, 1, 6]),
        ({"$list": {"of": "$names", "as": "x", "each": [{"a": "$x"}]}}, [{"a": "p"}, {"a": "q"}]),
        ({"$words": ["0x2000 + 0x7", 0]}, "ByAAAAAAAAAAAAAAAAAAAA=="),
        ({"$hex": "de ad 00"}, "3q0A"),
        ({"$not": {"$gte": "$n"}}, {"$not": {"$gte": 5}}),
    ],
)
def test_values_are_filled_in(written: Any, value: Any) -> None:
    scope = Scope()
    scope.set("n", 5)
    scope.set("names", ["p", "q"])
    scope.set("group", {"pages": [{"iova": str(2**64 - 1)}]})
    filled = template_of(written).fill(scope)
    assert matches(value, filled)
    assert matches(filled, value)


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        ({"a": 1}, {"a": "0x1", "b": 2}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {}, False),
        ([1, 2], [1], False),
        ([{"$any": True}], [NOTHING], False),
        ({"a": {"$absent": True}}, {}, True),
        ({"a": {"$absent": True}}, {"a": 0}, False),
        ({"a": {"$not": 1}}, {}, False),
        ({"a": {"$not": 1}}, {"a": 2}, True),
        ({"a": {"$gte": 2**64}}, {"a": 2**64 - 1}, False),
        ({"a": {"$lte": "0x10"}}, {"a": 16}, True),
        ({"a": {"$length": 2}}, {"a": [1, 2]}, True),
        ({"a": {"$contains": [{"b": 1}, {"b": 2}]}}, {"a": [{"b": 2}, {"b": 1, "c": 0}]}, True),
        ({"a": {"$contains": [{"b": 3}]}}, {"a": [{"b": 2}]}, False),
        ({"a": {"$sum": ["b", "c"]}}, {"a": 3, "b": 1, "c": 2}, True),
        ({"a": {"$sum": ["b", "c"]}}, {"a": 4, "b": 1, "c": 2}, False),
        (True, 1, False),
        (1, True, False),
        ("a", "b", False),
    ],
)
def test_what_came_is_compared(expected: Any, actual: Any, fits: bool) -> None:
    assert matches(expected, actual) is fits
