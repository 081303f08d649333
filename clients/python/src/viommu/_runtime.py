"""What the state machines of the channels need of threads or of an event loop."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar, cast

from viommu._backoff import Reconnect
from viommu._deferred import Deferred
from viommu.errors import LimitError, UnavailableError, ViommuError

T = TypeVar("T")
Output_contra = TypeVar("Output_contra", contravariant=True)

#: Messages that may wait for the transport.
DEFAULT_QUEUE: Final = 4096

_MISSED_HEARTBEATS: Final = 3
_DEFAULT_HEARTBEAT_MS: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class StreamOptions:
    """How the connections of a channel are kept.

    Attributes:
        viommu_id: The vIOMMU.
        heartbeat_interval_ms: Milliseconds between heartbeats; None: the server's default.
        reconnect: How to come back after a loss; None: a loss ends the channel.
        max_queued_messages: Messages that may wait for the transport.
    """

    viommu_id: str
    heartbeat_interval_ms: int | None
    reconnect: Reconnect | None
    max_queued_messages: int

    @property
    def heartbeat_seconds(self) -> float:
        """The interval between heartbeats."""
        return (self.heartbeat_interval_ms or _DEFAULT_HEARTBEAT_MS) / 1000


class State(enum.Enum):
    """Where a channel is in its life."""

    RUNNING = enum.auto()
    #: Nothing more will be sent.
    ENDING = enum.auto()
    CANCELLED = enum.auto()
    OVER = enum.auto()


class Connection(Protocol):
    """One bidirectional call: encoded messages up, decoded ones down, one end."""

    def send(self, encoded: bytes) -> None:
        """Sends a message, or puts it in line.

        Raises:
            LimitError: SEND_QUEUE_FULL.
        """

    def half_close(self) -> None:
        """Ends our side, after what is in line."""

    def fail(self, error: ViommuError) -> None:
        """Ends the call; the end follows, with this error."""

    def pause(self) -> None:
        """Stops taking messages; the server's own bounds then apply."""

    def resume(self) -> None:
        """Takes messages again."""


class Listener(Protocol[Output_contra]):
    """Who hears from a connection."""

    def message(self, output: Output_contra) -> None:
        """Takes a message. What this raises ends the connection."""

    def disconnected(self, error: ViommuError | None) -> None:
        """Takes the end: after every message; without an error when the server ended the stream cleanly."""


class Timer(Protocol):
    """A call that is scheduled."""

    def cancel(self) -> None:
        """Forgets it."""


class Runtime(Protocol):
    """Threads, or an event loop. Whatever it calls, it calls one at a time."""

    def connect(self, listener: Listener[Any]) -> Connection:
        """Begins a call."""

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Calls `callback` after a time."""


class Watchdog:
    """Notices that a connection has fallen silent."""

    def __init__(self, options: StreamOptions) -> None:
        """Begins with a connection that was just heard of."""
        self.interval = options.heartbeat_seconds
        self._silent_for = 0

    def heard(self) -> None:
        """Notes that something came."""
        self._silent_for = 0

    def tick(self, *, paused: bool) -> ViommuError | None:
        """Counts an interval; returns why the connection counts as lost, if it does."""
        self._silent_for = 0 if paused else self._silent_for + 1
        if self._silent_for <= _MISSED_HEARTBEATS:
            return None
        return UnavailableError(f"nothing was heard for {self._silent_for} heartbeat intervals of {self.interval} s")


def send_queue_full(limit: int) -> ViommuError:
    """Returns why a message was not put in line."""
    message = f"{limit} messages wait for the transport; wait for results before sending more"
    metadata = {"limit": "max_queued_messages", "value": str(limit)}
    return LimitError(message, reason="SEND_QUEUE_FULL", metadata=metadata)


@dataclass(frozen=True)
class _Waiting:
    endpoint_id: int
    result: Deferred[Any]


class Requests:
    """The outstanding requests of a channel, by tag. Tags count from 1 and are not reused."""

    def __init__(self) -> None:
        """Begins with none."""
        self._waiting: dict[int, _Waiting] = {}
        self._last_tag = 0

    def __len__(self) -> int:
        """Returns how many have no result yet."""
        return len(self._waiting)

    def next_tag(self) -> int:
        """Returns a tag for a message that has no result."""
        self._last_tag += 1
        return self._last_tag

    def make(self, send: Callable[[int], None], endpoint_id: int = 0) -> Deferred[Any]:
        """Sends a request and returns its result.

        Args:
            send: What sends it under the tag given; when it raises, nothing is outstanding.
            endpoint_id: Whose request it is, for `reject_all`; 0: nobody's in particular.
        """
        tag = self.next_tag()
        send(tag)
        waiting = _Waiting(endpoint_id, Deferred())
        self._waiting[tag] = waiting
        return waiting.result

    def resolve(self, tag: int, result: object) -> bool:
        """Gives a result; returns whether somebody waited for it."""
        waiting = self._waiting.pop(tag, None)
        if waiting is not None:
            waiting.result.resolve(result)
        return waiting is not None

    def reject(self, tag: int, error: ViommuError) -> bool:
        """Gives an error; returns whether somebody waited for it."""
        waiting = self._waiting.pop(tag, None)
        if waiting is not None:
            waiting.result.reject(error)
        return waiting is not None

    def reject_all(self, error: ViommuError, endpoint_id: int | None = None) -> None:
        """Ends everything that waits, or what of it belongs to one endpoint."""
        for tag, waiting in list(self._waiting.items()):
            if endpoint_id in (None, waiting.endpoint_id):
                self._waiting.pop(tag, None)
                waiting.result.reject(error)


class EndOfItems(Exception):  # noqa: N818 - no error: what StopIteration is made of
    """There is nothing more to take."""


class Items(Generic[T]):
    """A queue with a push side that never waits, and an end."""

    def __init__(self, on_taken: Callable[[], None]) -> None:
        """Makes an empty one; `on_taken` is called after an item was taken out."""
        self._items: deque[T] = deque()
        self._on_taken = on_taken
        self._ended = False
        self._error: ViommuError | None = None
        #: Called when there is something to take.
        self.on_ready: Callable[[], None] = lambda: None

    def __len__(self) -> int:
        """Returns how many nobody has taken yet."""
        return len(self._items)

    @property
    def ready(self) -> bool:
        """Whether `take` would not have to wait."""
        return bool(self._items) or self._ended

    def push(self, item: T) -> None:
        """Puts an item at the end."""
        self._items.append(item)
        self.on_ready()

    def end(self, error: ViommuError | None) -> None:
        """Ends the queue after what is in it."""
        self._ended = True
        self._error = error
        self.on_ready()

    def take(self) -> T:
        """Takes the next item out; only when there is one, or the end.

        Raises:
            EndOfItems: There is nothing more.
            ViommuError: What the queue ended with. It is raised once; whoever asks again finds the end.
        """
        if self._items:
            item = self._items.popleft()
            self._on_taken()
            return item
        error, self._error = self._error, None
        if error is not None:
            raise error
        raise EndOfItems


def result_of(deferred: Deferred[Any], _kind: type[T]) -> Deferred[T]:
    """Returns a result under its type."""
    return cast("Deferred[T]", deferred)
