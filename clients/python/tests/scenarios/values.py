"""What stories write instead of values: integers, paths, references, expressions, lists and bytes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

#: A JSON value; integers are exact.
Json = Any
#: Steps from a value inward: keys of objects and positions in lists.
Path = tuple[str | int, ...]

_INTEGER = re.compile(r"-?\d+|0[xX][0-9a-fA-F]+")
_PATH_PART = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]")
_REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)(?:\.(.+)|(\[.+))?")
_TOKEN = re.compile(r"\s*(0x[0-9a-fA-F]+|\d+|\$[A-Za-z0-9_.[\]]+|[-+*/%()])")


class StoryError(Exception):
    """A story does not go as told, or cannot be read."""


def integer_of(value: Json) -> int | None:
    """Returns the integer a JSON value stands for: a number, or a string in decimal or with 0x; None: it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value, 16) if value[:2].lower() == "0x" else int(value)
    return None


def brief(value: Json, limit: int = 300) -> str:
    """Returns a value as one line, cut when it is long."""
    text = json.dumps(value)
    return text if len(text) <= limit else f"{text[:limit]} … ({len(text)} characters)"


def parse_path(text: str) -> Path:
    """Reads a path such as `closed_groups[0].group_cookie`."""
    parts: list[str | int] = []
    at = 0
    while at < len(text):
        found = _PATH_PART.match(text, at)
        if found is None:
            raise StoryError(f"{text!r} is not a path")
        parts.append(found[1] if found[1] is not None else int(found[2]))
        at = found.end()
    return tuple(parts)


def follow(value: Json, path: Path) -> Json:
    """Returns what a path leads to.

    Raises:
        LookupError: Nothing is there.
    """
    for part in path:
        if not isinstance(value, list if isinstance(part, int) else dict):
            raise LookupError(part)
        value = value[part]  # type: ignore[index] # an int in a list, a str in a dict
    return value


class Scope:
    """Names and what they stand for; an inner scope sees the outer one."""

    def __init__(self, outer: Scope | None = None) -> None:
        """Makes one without names of its own."""
        self._outer = outer
        self._values: dict[str, Json] = {}

    def set(self, name: str, value: Json) -> None:
        """Gives a name a value."""
        self._values[name] = value

    def get(self, name: str) -> Json:
        """Returns the value of a name."""
        if name in self._values:
            return self._values[name]
        if self._outer is None:
            raise StoryError(f"nothing was saved as {name}")
        return self._outer.get(name)


class Template(NamedTuple):
    """A value with holes: what it needs to know, and what fills it in."""

    names: frozenset[str]
    fill: Callable[[Scope], Json]


_NO_NAMES: frozenset[str] = frozenset()


def _constant(value: Json) -> Template:
    return Template(_NO_NAMES, lambda _: value)


def _made(names: Iterable[str], fill: Callable[[Scope], Json]) -> Template:
    """Makes a template; one that needs no names is filled in at once, and is the same value every time."""
    known = frozenset(names)
    return Template(known, fill) if known else _constant(fill(Scope()))


def template_of(value: Json) -> Template:
    """Reads a value: references, `$expr`, `$list`, `$words` and `$hex`; other operators stay, for the comparison."""
    if isinstance(value, str):
        return _reference(value) if value.startswith("$") and not value.startswith("$$") else _text(value)
    if isinstance(value, list):
        return _list([_part_of(element) for element in value])
    if not isinstance(value, dict):
        return _constant(value)
    operator = next((key for key in value if key.startswith("$")), None)
    if operator == "$expr":
        return _expression(value["$expr"])
    if operator == "$list":
        return _list([_part_of(value)])
    if operator == "$words":
        return _words(value["$words"])
    if operator == "$hex":
        return _constant(base64.b64encode(bytes.fromhex(value["$hex"])).decode())
    fields = [(key, template_of(inner)) for key, inner in value.items()]
    names = frozenset().union(*(template.names for _, template in fields))
    return _made(names, lambda scope: {key: template.fill(scope) for key, template in fields})


def _text(text: str) -> Template:
    return _constant(text[1:] if text.startswith("$$") else text)


def _reference(text: str) -> Template:
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise StoryError(f"{text!r} is not a reference")
    name, path = found[1], parse_path(found[2] or found[3] or "")

    def fill(scope: Scope) -> Json:
        try:
            return follow(scope.get(name), path)
        except LookupError:
            raise StoryError(f"{text} leads to nothing in {brief(scope.get(name))}") from None

    return Template(frozenset({name}), fill)


def _integer(template: Template, text: str, scope: Scope) -> int:
    value = integer_of(template.fill(scope))
    if value is None:
        raise StoryError(f"{text} is {brief(template.fill(scope))}, not an integer")
    return value


def _words(words: Sequence[Json]) -> Template:
    templates = [_expression(str(word)) for word in words]
    names = frozenset().union(*(template.names for template in templates))

    def fill(scope: Scope) -> Json:
        return base64.b64encode(b"".join(t.fill(scope).to_bytes(8, "little") for t in templates)).decode()

    return _made(names, fill)


#: What an element adds to a list: itself, or all that a `$list` stands for.
_Part = tuple[frozenset[str], Callable[[Scope, list[Json]], None]]


def _list(parts: Sequence[_Part]) -> Template:
    def fill(scope: Scope) -> Json:
        elements: list[Json] = []
        for _, add in parts:
            add(scope, elements)
        return elements

    return _made(frozenset().union(*(names for names, _ in parts)), fill)


def _part_of(value: Json) -> _Part:
    if isinstance(value, dict) and "$list" in value:
        return _rounds(value["$list"])
    template = template_of(value)
    return template.names, lambda scope, to: to.append(template.fill(scope))


def _rounds(operator: Mapping[str, Json]) -> _Part:
    parts = [_part_of(each) for each in operator["each"]]
    name = operator["as"]
    over = template_of(operator["of"] if "of" in operator else operator["times"])
    names = (frozenset().union(*(needed for needed, _ in parts)) - {name}) | over.names

    def add(scope: Scope, to: list[Json]) -> None:
        inner = Scope(scope)
        rounds = over.fill(scope) if "of" in operator else range(_integer(over, "times", scope))
        for element in rounds:
            inner.set(name, element)
            for _, add_part in parts:
                add_part(inner, to)

    return names, add


def _expression(text: str) -> Template:
    """Reads an expression.

    sum = product { ("+" | "-") product }, product = atom { ("*" | "/" | "%") atom },
    atom = integer | reference | "-" atom | "(" sum ")". Division rounds towards zero.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise StoryError(f"{text!r} is no expression")
    names: set[str] = set()
    evaluate, rest = _sum(tokens, names)
    if rest:
        raise StoryError(f"{text!r}: {rest[0]!r} is not expected")
    return _made(names, evaluate)


_Evaluate = Callable[[Scope], int]


def _quotient(left: int, right: int) -> int:
    if right == 0:
        raise StoryError("division by zero")
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _quotient,
    "%": lambda left, right: left - right * _quotient(left, right),
}


def _sum(tokens: list[str], names: set[str]) -> tuple[_Evaluate, list[str]]:
    return _chain(tokens, names, "+-", _product)


def _product(tokens: list[str], names: set[str]) -> tuple[_Evaluate, list[str]]:
    return _chain(tokens, names, "*/%", _atom)


def _chain(
    tokens: list[str],
    names: set[str],
    operators: str,
    operand: Callable[[list[str], set[str]], tuple[_Evaluate, list[str]]],
) -> tuple[_Evaluate, list[str]]:
    left, rest = operand(tokens, names)
    while rest and rest[0] in operators:
        operate = _OPERATIONS[rest[0]]
        right, rest = operand(rest[1:], names)
        left = _applied(operate, left, right)
    return left, rest


def _applied(operate: Callable[[int, int], int], left: _Evaluate, right: _Evaluate) -> _Evaluate:
    return lambda scope: operate(left(scope), right(scope))


def _atom(tokens: list[str], names: set[str]) -> tuple[_Evaluate, list[str]]:
    if not tokens:
        raise StoryError("something is missing at the end of an expression")
    token, rest = tokens[0], tokens[1:]
    if token == "(":
        inner, rest = _sum(rest, names)
        return inner, rest[1:]
    if token == "-":
        negated, rest = _atom(rest, names)
        return lambda scope: -negated(scope), rest
    if token.startswith("$"):
        reference = _reference(token)
        names.update(reference.names)
        return lambda scope: _integer(reference, token, scope), rest
    value = integer_of(token)
    if value is None:
        raise StoryError(f"{token!r} is not expected in an expression")
    return lambda _: value, rest
