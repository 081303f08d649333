"""`ChannelService.EndpointChannel`: one stream over as many connections as it takes.

Knows neither threads nor event loops.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from viommu._backoff import Backoff, Reconnect
from viommu._deferred import Deferred
from viommu._loss import connection_away, connection_end, handler_failure, is_loss, lost_before_result, name_of
from viommu._owned_endpoint import EndpointResumePoint, Handlers, OwnedEndpoint
from viommu._requests import build, encode
from viommu._runtime import Connection, Requests, Runtime, State, StreamOptions, Timer
from viommu.errors import (
    CallCancelledError,
    ConnectionLostError,
    ResumeRefusedError,
    ViommuError,
    error_of_refusal,
)
from viommu.items import StreamEnd
from viommu.v1 import (
    Closing,
    EndpointChannelRequest,
    EndpointChannelResponse,
    EndpointHello,
    HelloReset,
    HelloResume,
)

_GENERATION_DIFFERS: Final = "ENDPOINT_GENERATION_DIFFERS"

#: Calls a handler of the model, then what it is given besides.
Handle = Callable[[OwnedEndpoint, Callable[[], Any], Callable[[], None]], None]
#: Calls what it is given when what came before has reached the model.
Settle = Callable[[OwnedEndpoint, Callable[[], None]], None]


class _Greeting(NamedTuple):
    """A hello without a result yet."""

    endpoint: OwnedEndpoint
    #: Whether the endpoint is to go on, or to begin anew because it could not.
    is_resumption: bool


class EndpointCore:
    """The state of a device model's channel. The stream is opened with the first hello."""

    def __init__(
        self, runtime: Runtime, options: StreamOptions, handle: Handle, invalidate: Handle, settle: Settle
    ) -> None:
        """Makes a channel without a connection."""
        self.handle = handle
        self.invalidate = invalidate
        self.settle = settle
        self.closing: Closing | None = None
        self.closed: Deferred[StreamEnd] = Deferred()
        self._runtime = runtime
        self._options = options
        self._reconnect = options.reconnect or Reconnect()
        self._backoff = Backoff(self._reconnect)
        self._requests = Requests()
        # Those taken, by id: what the channel comes back for.
        self._endpoints: dict[int, OwnedEndpoint] = {}
        # Hellos that are under way on the present connection, by tag.
        self._greetings: dict[int, _Greeting] = {}
        # Between two attempts to go on with an endpoint on the present connection, by its id.
        self._waits: dict[int, Timer] = {}
        self._timer: Timer | None = None
        self._connection: Connection | None = None
        self._state = State.RUNNING

    def hello(self, endpoint: OwnedEndpoint, resume: EndpointResumePoint | None, take_over: bool) -> Deferred[None]:
        """Takes an endpoint."""
        if resume is not None:
            return self._resume(endpoint, take_over)
        return self._greet(endpoint, False, EndpointHello(take_over=take_over, reset=HelloReset()))

    def endpoint(self, endpoint_id: int, handlers: Handlers, resume: EndpointResumePoint | None) -> OwnedEndpoint:
        """Makes an endpoint to say hello with."""
        return OwnedEndpoint(endpoint_id, self, handlers, resume)

    def request(self, endpoint: OwnedEndpoint, payload: EndpointChannelRequest) -> Deferred[Any]:
        """Sends a message about an endpoint and returns its result."""

        def send(tag: int) -> None:
            encoded = self._encode(tag, endpoint, payload)
            self._may_ask()
            if endpoint.obstacle is not None:
                raise endpoint.obstacle
            if self._connection is None:
                raise connection_away()
            self._connection.send(encoded)

        return self._requests.make(send, endpoint.endpoint_id)

    def notify(self, endpoint: OwnedEndpoint, payload: EndpointChannelRequest) -> None:
        """Sends a message that has no result."""
        encoded = self._encode(self._requests.next_tag(), endpoint, payload)
        if self._state is State.RUNNING and endpoint.obstacle is None and self._connection is not None:
            self._connection.send(encoded)

    def handler_failed(self, error: Exception) -> None:
        """Ends the channel because a handler raised."""
        self._fail(handler_failure(error))

    def end(self) -> None:
        """Says that nothing more will be sent; `closed` follows."""
        if self._connection is None:
            self.cancel()
        elif self._state is State.RUNNING:
            self._state = State.ENDING
            self._connection.half_close()

    def cancel(self) -> None:
        """Ends the channel at once."""
        if self._state in (State.CANCELLED, State.OVER):
            return
        self._state = State.CANCELLED
        self._fail(CallCancelledError("the channel was cancelled"))

    def message(self, output: EndpointChannelResponse) -> None:
        """Takes a message of the server."""
        endpoint = self._endpoints.get(output.endpoint_id)
        self._dispatch(output, endpoint)
        if output.sequence > 0 and endpoint is not None:
            endpoint.on_received(output.sequence)

    def disconnected(self, error: ViommuError | None) -> None:
        """Takes the end of a connection."""
        self._connection = None
        self._greetings.clear()
        self._stop_waiting()
        end, loss, why = connection_end(self.closing, error)
        wants_back = self._state is State.RUNNING and self._options.reconnect is not None and len(self._endpoints) > 0
        if not wants_back or loss is None:
            return self._finish(StreamEnd() if self._state is State.CANCELLED else end, why, error)
        self.closing = None
        self._requests.reject_all(lost_before_result(f"the connection ended before the result: {why}", error))
        try:
            for endpoint in list(self._endpoints.values()):
                endpoint.on_disconnected(loss)
        except Exception as raised:
            return self._fail(handler_failure(raised))
        if self._state is not State.RUNNING:  # ended by a handler
            return None
        delay = self._backoff.delay()
        if delay is None:
            return self._finish(end, why, error)
        self._timer = self._runtime.call_later(delay, self._come_back)
        return None

    def _encode(self, tag: int, endpoint: OwnedEndpoint, payload: EndpointChannelRequest) -> bytes:
        payload.tag = tag
        payload.endpoint_id = endpoint.endpoint_id
        return encode(payload)

    def _fail(self, error: ViommuError) -> None:
        """Ends the channel, through its connection if there is one."""
        if self._connection is None:
            end = StreamEnd() if self._state is State.CANCELLED else StreamEnd(error=error)
            self._finish(end, error.message, error)
        else:
            self._connection.fail(error)

    def _may_ask(self) -> None:
        if self._state is not State.RUNNING:
            raise ConnectionLostError("the channel has ended", sent=False)

    def _greet(self, endpoint: OwnedEndpoint, is_resumption: bool, hello: EndpointHello) -> Deferred[None]:
        """Says hello; settled when the endpoint is the channel's, or is not to be."""
        hello.viommu_id = self._options.viommu_id
        if self._options.heartbeat_interval_ms is not None:
            interval = build(EndpointHello, {"heartbeat_interval_ms": self._options.heartbeat_interval_ms})
            hello.MergeFrom(interval)
        payload = EndpointChannelRequest(hello=hello)

        def send(tag: int) -> None:
            encoded = self._encode(tag, endpoint, payload)
            self._may_ask()
            if self._connection is None and self._endpoints:
                raise connection_away()
            self._connect().send(encoded)
            self._greetings[tag] = _Greeting(endpoint, is_resumption)

        return self._requests.make(send)

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._runtime.connect(self)
        return self._connection

    def _resume(self, endpoint: OwnedEndpoint, take_over: bool) -> Deferred[None]:
        """Goes on with an endpoint where it was, or begins it anew where that is refused and allowed."""
        generation, sequence = endpoint.resume_point
        point = HelloResume(endpoint_generation=generation, last_received_sequence=sequence)
        greeted = self._greet(endpoint, True, EndpointHello(take_over=take_over, resume=point))
        outcome: Deferred[None] = Deferred()
        greeted.when_settled(lambda: self._resumed_or_not(endpoint, take_over, greeted, outcome))
        return outcome

    def _resumed_or_not(
        self, endpoint: OwnedEndpoint, take_over: bool, greeted: Deferred[None], outcome: Deferred[None]
    ) -> None:
        try:
            outcome.resolve(greeted.result())
        except ResumeRefusedError as error:
            if error.reason != _GENERATION_DIFFERS or not endpoint.handlers.reset_if_generation_differs:
                return outcome.reject(error)
            endpoint.on_reset_instead(error)
            _pass_on(
                lambda: self._greet(endpoint, True, EndpointHello(take_over=take_over, reset=HelloReset())), outcome
            )
        except ViommuError as error:
            outcome.reject(error)
        return None

    def _come_back(self) -> None:
        """Goes on with every endpoint on another connection."""
        self._timer = None
        self._connect()
        for endpoint in list(self._endpoints.values()):
            self._go_on(endpoint, self._reconnect.patience())

    def _go_on(self, endpoint: OwnedEndpoint, patience: Backoff) -> None:
        self._waits.pop(endpoint.endpoint_id, None)
        outcome: Deferred[None] = Deferred()
        outcome.when_settled(lambda: self._went_on_or_not(endpoint, outcome, patience))
        _pass_on(lambda: self._resume(endpoint, False), outcome)

    def _went_on_or_not(self, endpoint: OwnedEndpoint, outcome: Deferred[None], patience: Backoff) -> None:
        try:
            outcome.result()
        except ConnectionLostError:
            return  # the next connection tries again, or the channel has ended
        except ViommuError as error:
            self._not_resumed(endpoint, error, patience)

    def _not_resumed(self, endpoint: OwnedEndpoint, error: ViommuError, patience: Backoff) -> None:
        if not isinstance(error, ResumeRefusedError) or is_loss(error):
            return self._fail(error)
        # By the lost connection, perhaps, of whose end the server has not heard.
        if error.reason == "ENDPOINT_OWNED" and self._connection is not None:
            delay = patience.delay()
            if delay is not None:
                timer = self._runtime.call_later(delay, lambda: self._go_on(endpoint, patience))
                self._waits[endpoint.endpoint_id] = timer
                return None
        self._endpoints.pop(endpoint.endpoint_id, None)
        try:
            if not endpoint.on_resume_refused(error):
                self._fail(error)
        except Exception as raised:
            self._fail(handler_failure(raised))
        return None

    def _stop_waiting(self) -> None:
        """Forgets attempts: what waits for another on the present connection has no business with the next."""
        for timer in self._waits.values():
            timer.cancel()
        self._waits.clear()

    def _dispatch(self, output: EndpointChannelResponse, endpoint: OwnedEndpoint | None) -> None:
        arm = output.WhichOneof("payload")
        if arm in ("opened", "resumed"):
            self._accepted(output)
        elif arm == "page_response":
            if endpoint is not None:
                endpoint.on_page_response(output.page_response)
        elif arm == "invalidation_request":
            if endpoint is not None:
                endpoint.on_invalidation(output.invalidation_request)
        elif arm == "barrier":
            if endpoint is not None:
                endpoint.on_barrier(output.barrier.tag)
        elif arm == "changed":
            if endpoint is not None:
                endpoint.on_changed(output.changed)
        elif arm == "refused":
            self._refused(output.tag, error_of_refusal(output.refused), endpoint)
        elif arm == "endpoint_lost":
            self._lost(output, endpoint)
        elif arm == "closing":
            self.closing = output.closing
        elif arm is not None and arm != "heartbeat":
            self._requests.resolve(output.tag, getattr(output, arm))

    def _lost(self, output: EndpointChannelResponse, endpoint: OwnedEndpoint | None) -> None:
        endpoint_id, reason = output.endpoint_id, output.endpoint_lost.reason
        self._endpoints.pop(endpoint_id, None)
        error = ConnectionLostError(f"endpoint {endpoint_id} is lost: {name_of(reason)}", sent=True)
        self._requests.reject_all(error, endpoint_id)
        if endpoint is not None:
            endpoint.on_lost(reason)

    def _accepted(self, output: EndpointChannelResponse) -> None:
        greeting = self._greetings.pop(output.tag, None)
        if greeting is None:
            return
        endpoint = greeting.endpoint
        before = self._endpoints.get(endpoint.endpoint_id)
        if before is not None and before is not endpoint:
            before.on_ended(f"endpoint {endpoint.endpoint_id} was taken anew")
        self._endpoints[endpoint.endpoint_id] = endpoint
        self._backoff.succeeded()
        if output.HasField("resumed"):
            endpoint.on_resumed(output.resumed)
        else:
            endpoint.on_opened(output.opened)
        self._requests.resolve(output.tag, None)

    def _refused(self, tag: int, error: ViommuError, owned: OwnedEndpoint | None) -> None:
        greeting = self._greetings.pop(tag, None)
        if greeting is not None and greeting.is_resumption:
            error = ResumeRefusedError(greeting.endpoint.endpoint_id, error)
        if not self._requests.reject(tag, error) and owned is not None:
            owned.on_refused(error)

    def _finish(self, end: StreamEnd, why: str, error: ViommuError | None) -> None:
        if self._state is State.OVER:
            return
        self._state = State.OVER
        if self._timer is not None:
            self._timer.cancel()
        # What the server itself refuses the stream with says more than that it is lost.
        lost = error
        if lost is None or lost.reason is None:
            lost = lost_before_result(f"the channel has ended: {why}", error)
        self._requests.reject_all(lost)
        for endpoint in self._endpoints.values():
            endpoint.on_ended("the channel has ended", lost)
        self._endpoints.clear()
        self.closed.resolve(end)


def _pass_on(attempt: Callable[[], Deferred[None]], outcome: Deferred[None]) -> None:
    """Makes an attempt, and settles `outcome` as it is settled, or with what it raises."""
    try:
        attempted = attempt()
    except ViommuError as error:
        return outcome.reject(error)

    def settle() -> None:
        try:
            outcome.resolve(attempted.result())
        except ViommuError as error:
            outcome.reject(error)

    return attempted.when_settled(settle)
