"""Results that come later, for whoever waits: a thread or a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Deferred(Generic[T]):
    """A result, or an error, that is settled once."""

    __slots__ = ("_callbacks", "_error", "_settled", "_value")

    def __init__(self) -> None:
        """Makes one that is not settled."""
        self._settled = False
        self._value: T | None = None
        self._error: Exception | None = None
        self._callbacks: list[Callable[[], None]] = []

    @property
    def settled(self) -> bool:
        """Whether the result or the error is there."""
        return self._settled

    def when_settled(self, callback: Callable[[], None]) -> None:
        """Calls `callback` when it is settled; at once if it is."""
        if self._settled:
            callback()
        else:
            self._callbacks.append(callback)

    def resolve(self, value: T) -> None:
        """Gives the result; later calls change nothing."""
        if not self._settled:
            self._value = value
            self._settle()

    def reject(self, error: Exception) -> None:
        """Gives the error; later calls change nothing."""
        if not self._settled:
            self._error = error
            self._settle()

    def result(self) -> T:
        """Returns the result, or raises the error; only once it is settled."""
        if self._error is not None:
            raise self._error
        return cast("T", self._value)

    def _settle(self) -> None:
        self._settled = True
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()
