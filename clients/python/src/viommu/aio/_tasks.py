"""The channels' runtime for asyncio: a task that reads and one that writes for each connection."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import grpc
import grpc.aio

from viommu._deferred import Deferred
from viommu._loss import handler_failure
from viommu._requests import CallMetadata
from viommu._runtime import Listener, StreamOptions, Timer, Watchdog, send_queue_full
from viommu.errors import ViommuError, error_of_status

T = TypeVar("T")


async def result(deferred: Deferred[T]) -> T:
    """Waits for a result."""
    if not deferred.settled:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        deferred.when_settled(lambda: None if future.done() else future.set_result(None))
        await future
    return deferred.result()


class Tasks:
    """Tasks that nobody awaits."""

    def __init__(self) -> None:
        """Begins with none."""
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Starts one."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def cancel(self) -> None:
        """Cancels those that are not done."""
        for task in self._tasks:
            task.cancel()


class AsyncDuplex:
    """One bidirectional call."""

    def __init__(
        self,
        call: Any,
        metadata: CallMetadata,
        options: StreamOptions,
        listener: Listener[Any],
        tasks: Tasks,
    ) -> None:
        """Begins the call."""
        self._listener = listener
        self._max_queued = options.max_queued_messages
        self._outgoing: deque[bytes] = deque()
        self._half_closed = False
        self._may_write = asyncio.Event()
        self._may_read = asyncio.Event()
        self._may_read.set()
        # Why we ended the call ourselves.
        self._verdict: ViommuError | None = None
        self._watchdog = Watchdog(options)
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(self._watchdog.interval, self._watch)
        self._call = call(metadata=metadata)
        self._writer = tasks.start(self._write())
        tasks.start(self._read())

    def send(self, encoded: bytes) -> None:
        """Sends a message, or puts it in line."""
        if len(self._outgoing) >= self._max_queued:
            raise send_queue_full(self._max_queued)
        self._outgoing.append(encoded)
        self._may_write.set()

    def half_close(self) -> None:
        """Ends our side, after what is in line."""
        self._half_closed = True
        self._may_write.set()

    def fail(self, error: ViommuError) -> None:
        """Ends the call; the end follows, with this error."""
        if self._verdict is None:
            self._verdict = error
        self._may_read.set()
        self._call.cancel()

    def pause(self) -> None:
        """Stops taking messages."""
        if self._verdict is None:
            self._may_read.clear()

    def resume(self) -> None:
        """Takes messages again."""
        self._may_read.set()

    async def _write(self) -> None:
        try:
            while True:
                await self._may_write.wait()
                while self._outgoing:
                    await self._call.write(self._outgoing.popleft())
                if self._half_closed:
                    await self._call.done_writing()
                    return
                self._may_write.clear()
        except (grpc.RpcError, asyncio.InvalidStateError):
            return  # the call has ended: its reader says how

    async def _read(self) -> None:
        try:
            while True:
                await self._may_read.wait()
                output = await self._call.read()
                if output is grpc.aio.EOF:
                    break
                self._message(output)
        except grpc.RpcError:
            pass
        except asyncio.CancelledError:
            if not self._call.done():  # the loop ends, and everything with it
                self._call.cancel()
                self._finish(self._verdict or error_of_status(grpc.StatusCode.CANCELLED, None, None))
                raise
        code = await self._call.code()
        if code is grpc.StatusCode.OK:
            self._finish(self._verdict)
        else:
            details, trailers = await self._call.details(), await self._call.trailing_metadata()
            self._finish(self._verdict or error_of_status(code, details, trailers))

    def _finish(self, error: ViommuError | None) -> None:
        self._timer.cancel()
        self._writer.cancel()
        self._listener.disconnected(error)

    def _message(self, output: object) -> None:
        self._watchdog.heard()
        if self._verdict is not None:
            return
        try:
            self._listener.message(output)
        except Exception as error:
            self.fail(handler_failure(error))

    def _watch(self) -> None:
        error = self._watchdog.tick(paused=not self._may_read.is_set())
        if error is not None:
            self.fail(error)
        else:
            self._timer = self._loop.call_later(self._watchdog.interval, self._watch)


class AsyncRuntime:
    """What a channel needs, on an event loop."""

    def __init__(self, call: Any, metadata: CallMetadata, options: StreamOptions) -> None:
        """Makes a runtime whose connections are calls of `call`."""
        self._call = call
        self._metadata = metadata
        self._options = options
        self._tasks = Tasks()

    def connect(self, listener: Listener[Any]) -> AsyncDuplex:
        """Begins a call."""
        return AsyncDuplex(self._call, self._metadata, self._options, listener, self._tasks)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Calls `callback` after a time."""
        return asyncio.get_running_loop().call_later(seconds, callback)
