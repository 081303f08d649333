"""Compares what came with what a story expects: partially in objects, exactly in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tests.scenarios.values import Json, brief, integer_of

#: What stands for "nothing is there".
NOTHING: Final = object()

_Matcher = Callable[[Json, object, Mapping[str, Json]], bool]


def _ordered(low: object, high: object) -> bool:
    first, second = integer_of(low), integer_of(high)
    return first is not None and second is not None and first <= second


def _contains(wanted: Json, actual: object) -> bool:
    return isinstance(actual, list) and all(any(matches(each, element) for element in actual) for each in wanted)


_MATCHERS: Mapping[str, _Matcher] = {
    "$any": lambda _, actual, __: actual is not NOTHING,
    "$absent": lambda _, actual, __: actual is NOTHING,
    "$not": lambda wanted, actual, _: actual is not NOTHING and not matches(wanted, actual),
    "$gte": lambda wanted, actual, _: _ordered(wanted, actual),
    "$lte": lambda wanted, actual, _: _ordered(actual, wanted),
    "$length": lambda wanted, actual, _: isinstance(actual, list) and len(actual) == integer_of(wanted),
    "$contains": lambda wanted, actual, _: _contains(wanted, actual),
    "$sum": lambda names, actual, beside: (
        integer_of(actual) == sum(integer_of(beside.get(name)) or 0 for name in names)
    ),
}


def matches(expected: Json, actual: object) -> bool:
    """Returns whether what came is as expected."""
    return next(differences(expected, actual), None) is None


def differences(
    expected: Json, actual: object, at: str = "", beside: Mapping[str, Json] | None = None
) -> Iterator[str]:
    """Yields where what came is not what was expected, one line each."""
    if isinstance(expected, dict):
        operator = next((key for key in expected if key.startswith("$")), None)
        if operator is not None:
            if not _MATCHERS[operator](expected[operator], actual, beside or {}):
                yield _line(expected, actual, at)
        elif isinstance(actual, dict):
            for key, value in expected.items():
                yield from differences(value, actual.get(key, NOTHING), f"{at}.{key}" if at else key, actual)
        else:
            yield _line(expected, actual, at)
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, value in enumerate(expected):
            yield from differences(value, actual[index], f"{at}[{index}]")
    elif not _is_same(expected, actual):
        yield _line(expected, actual, at)


def _is_same(expected: Json, actual: object) -> bool:
    """Integers are the same however they are written; everything else must be equal, and of the same type."""
    integer = integer_of(expected)
    if integer is not None and integer == integer_of(actual):
        return True
    return type(expected) is type(actual) and expected == actual


def _line(expected: Json, actual: object, at: str) -> str:
    shown = "nothing" if actual is NOTHING else brief(actual)
    return f"  {at or 'the whole'}: expected {brief(expected)}, received {shown}"
