"""What a device model was given to handle. Knows neither threads nor event loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viommu._deferred import Deferred


class UnderWay:
    """Handlers that are to be called, or have not returned."""

    def __init__(self) -> None:
        """Begins with none."""
        self._open: dict[Deferred[None], None] = {}

    def begin(self) -> Deferred[None]:
        """Notes that a handler is to be called; whoever calls it settles what is returned."""
        handled: Deferred[None] = Deferred()
        self._open[handled] = None
        handled.when_settled(lambda: self._open.pop(handled, None))
        return handled

    def end_all(self) -> None:
        """Counts all of them as done: nobody waits for what they do any more."""
        for handled in self.now():
            handled.resolve(None)

    def now(self) -> list[Deferred[None]]:
        """Returns those of the moment, the oldest first."""
        return list(self._open)


def when_all_settled(waits: Sequence[Deferred[None]], callback: Callable[[], None]) -> None:
    """Calls `callback` when all are settled; at once if they are."""
    missing = [wait for wait in waits if not wait.settled]
    if missing:
        missing[0].when_settled(lambda: when_all_settled(missing, callback))
    else:
        callback()
