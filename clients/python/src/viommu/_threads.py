"""The channels' runtime for threads: a lock for each channel, a thread that reads, one that keeps time."""

from __future__ import annotations

import heapq
import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, TypeVar

import grpc

from viommu._deferred import Deferred
from viommu._loss import handler_failure
from viommu._requests import CallMetadata
from viommu._runtime import Listener, StreamOptions, Timer, Watchdog, send_queue_full
from viommu.errors import DeadlineExceededError, ViommuError, error_of_call

T = TypeVar("T")


class Monitor:
    """The lock of a channel. Whoever leaves it lets all who wait in it look again."""

    def __init__(self) -> None:
        """Makes one that nobody is in."""
        self._condition = threading.Condition(threading.RLock())

    def __enter__(self) -> None:
        """Enters; a thread may enter again."""
        self._condition.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leaves."""
        self._condition.notify_all()
        self._condition.release()

    def wait_until(self, is_true: Callable[[], bool], until: float | None = None) -> bool:
        """Waits inside the monitor, and leaves it meanwhile; returns whether it has become true.

        Args:
            is_true: What to wait for.
            until: When to give up, by `time.monotonic()`.
        """
        return self._condition.wait_for(is_true, None if until is None else max(0.0, until - time.monotonic()))

    def result(self, deferred: Deferred[T], timeout: float | None) -> T:
        """Waits for a result.

        Raises:
            DeadlineExceededError: It did not come within `timeout` seconds.
        """
        with self:
            if not self.wait_until(lambda: deferred.settled, until(timeout)):
                raise too_late(timeout)
            return deferred.result()


def until(timeout: float | None) -> float | None:
    """Returns when a wait ends, by `time.monotonic()`."""
    return None if timeout is None else time.monotonic() + timeout


def too_late(timeout: float | None) -> DeadlineExceededError:
    """Returns why a wait ended."""
    return DeadlineExceededError(f"nothing came within {timeout} s; what was asked for goes on")


class _Timer:
    """A call that is scheduled."""

    __slots__ = ("callback",)

    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        """Forgets it."""
        self.callback = None


class Timers:
    """Calls things later, on a thread of its own that is started when it is first needed."""

    def __init__(self) -> None:
        """Begins with nothing to call."""
        self._condition = threading.Condition()
        self._due: list[tuple[float, int, _Timer]] = []
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._closed = False

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Calls `callback` after a time."""
        timer = _Timer(callback)
        with self._condition:
            heapq.heappush(self._due, (time.monotonic() + seconds, next(self._numbers), timer))
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="viommu-timers", daemon=True)
                self._thread.start()
            self._condition.notify()
        return timer

    def close(self) -> None:
        """Calls nothing more."""
        with self._condition:
            self._closed = True
            self._condition.notify()

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._closed and not (self._due and self._due[0][0] <= time.monotonic()):
                    self._condition.wait(self._due[0][0] - time.monotonic() if self._due else None)
                if self._closed:
                    return
                _, _, timer = heapq.heappop(self._due)
            if timer.callback is not None:
                timer.callback()


class Duplex:
    """One bidirectional call, read by a thread of its own."""

    def __init__(
        self,
        call: grpc.StreamStreamMultiCallable[bytes, Any],
        metadata: CallMetadata,
        options: StreamOptions,
        monitor: Monitor,
        timers: Timers,
        listener: Listener[Any],
    ) -> None:
        """Begins the call. Everything else is called inside the monitor."""
        self._monitor = monitor
        self._timers = timers
        self._listener = listener
        self._max_queued = options.max_queued_messages
        # None ends our side.
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._paused = False
        # Why we ended the call ourselves.
        self._verdict: ViommuError | None = None
        self._watchdog = Watchdog(options)
        self._timer = timers.call_later(self._watchdog.interval, self._watch)
        self._call: Any = call(self._requests(), metadata=metadata)
        threading.Thread(target=self._read, name="viommu-channel", daemon=True).start()

    def send(self, encoded: bytes) -> None:
        """Sends a message, or puts it in line."""
        if self._outgoing.qsize() >= self._max_queued:
            raise send_queue_full(self._max_queued)
        self._outgoing.put(encoded)

    def half_close(self) -> None:
        """Ends our side, after what is in line."""
        self._outgoing.put(None)

    def fail(self, error: ViommuError) -> None:
        """Ends the call; the end follows, with this error."""
        if self._verdict is None:
            self._verdict = error
        self._paused = False
        self._call.cancel()

    def pause(self) -> None:
        """Stops taking messages."""
        self._paused = self._verdict is None

    def resume(self) -> None:
        """Takes messages again."""
        self._paused = False

    def _requests(self) -> Iterator[bytes]:
        """Yields what is to be sent, to the thread of gRPC that sends it."""
        while True:
            encoded = self._outgoing.get()
            if encoded is None:
                return
            yield encoded

    def _read(self) -> None:
        error: ViommuError | None = None
        try:
            for output in self._call:
                with self._monitor:
                    self._message(output)
                with self._monitor:
                    self._monitor.wait_until(lambda: not self._paused)
        except grpc.RpcError as failure:
            error = error_of_call(failure)
        self._outgoing.put(None)
        with self._monitor:
            self._timer.cancel()
            self._listener.disconnected(self._verdict or error)

    def _message(self, output: object) -> None:
        self._watchdog.heard()
        if self._verdict is not None:
            return
        try:
            self._listener.message(output)
        except Exception as error:
            self.fail(handler_failure(error))

    def _watch(self) -> None:
        with self._monitor:
            error = self._watchdog.tick(paused=self._paused)
            if error is not None:
                self.fail(error)
            else:
                self._timer = self._timers.call_later(self._watchdog.interval, self._watch)


class ThreadRuntime:
    """What a channel needs, on threads."""

    def __init__(
        self,
        call: grpc.StreamStreamMultiCallable[bytes, Any],
        metadata: CallMetadata,
        options: StreamOptions,
        timers: Timers,
    ) -> None:
        """Makes a runtime whose connections are calls of `call`."""
        self.monitor = Monitor()
        self._call = call
        self._metadata = metadata
        self._options = options
        self._timers = timers

    def connect(self, listener: Listener[Any]) -> Duplex:
        """Begins a call."""
        return Duplex(self._call, self._metadata, self._options, self.monitor, self._timers, listener)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Calls `callback` after a time, inside the monitor, unless it was cancelled by then."""
        timer = _Timer(callback)

        def fire() -> None:
            with self.monitor:
                if timer.callback is not None:
                    timer.callback()

        self._timers.call_later(seconds, fire)
        return timer
