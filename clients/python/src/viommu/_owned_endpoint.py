"""One external endpoint on an `EndpointChannel`. Knows neither threads nor event loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

from viommu._awaited_groups import AwaitedGroup, AwaitedGroups, forgotten
from viommu._deferred import Deferred
from viommu._loss import connection_away, name_of
from viommu._requests import build
from viommu._runtime import result_of
from viommu._under_way import UnderWay, when_all_settled
from viommu.errors import AbortedError, ConnectionLostError, ResumeRefusedError, ViommuError, error_of_refusal
from viommu.v1 import (
    AddressType,
    Barrier,
    BarrierReached,
    ClosedGroup,
    ClosingReason,
    DmaRead,
    DmaResult,
    DmaWrite,
    Endpoint,
    EndpointChanged,
    EndpointChangeKind,
    EndpointChannelRequest,
    EndpointDma,
    EndpointInvalidationCompletion,
    EndpointPageRequests,
    EndpointPageResponse,
    EndpointResumed,
    EndpointTranslationRequest,
    InvalidationRequest,
    OnError,
    PageRequest,
    PageRequestItem,
    Permissions,
    SubmitPageRequestsResponse,
    TranslationCompletion,
)

#: Changes after which an endpoint's outstanding page requests are never answered.
_FORGETFUL: Final = frozenset(
    {
        EndpointChangeKind.ENDPOINT_CHANGE_KIND_DELETED,
        EndpointChangeKind.ENDPOINT_CHANGE_KIND_FUNCTION_RESET,
        EndpointChangeKind.ENDPOINT_CHANGE_KIND_REMOVED,
        EndpointChangeKind.ENDPOINT_CHANGE_KIND_DISCONNECTED,
        EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_RESET,
        EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_FAILED,
    }
)


class EndpointResumePoint(NamedTuple):
    """Where a device model can go on with an endpoint.

    Attributes:
        endpoint_generation: The generation the model knows.
        last_received_sequence: The sequence of the last message that was handed over; 0: none.
    """

    endpoint_generation: int
    last_received_sequence: int


@dataclass(frozen=True, kw_only=True)
class Handlers:
    """What a device model does when something happens to its endpoint."""

    on_invalidation: Callable[[InvalidationRequest], Any] | None
    manual_completion: bool
    on_page_response: Callable[[EndpointPageResponse], None] | None
    on_changed: Callable[[EndpointChanged], None] | None
    on_refused: Callable[[ViommuError], None] | None
    on_disconnected: Callable[[ViommuError], None] | None
    on_resumed: Callable[[EndpointResumed], None] | None
    on_reset: Callable[[Endpoint, ResumeRefusedError], None] | None
    on_resume_refused: Callable[[ResumeRefusedError], None] | None
    on_lost: Callable[[ClosingReason.ValueType], None] | None
    reset_if_generation_differs: bool


class Link(Protocol):
    """What an endpoint needs of its channel."""

    def request(self, endpoint: OwnedEndpoint, payload: EndpointChannelRequest) -> Deferred[Any]:
        """Sends a message about the endpoint and returns its result."""

    def notify(self, endpoint: OwnedEndpoint, payload: EndpointChannelRequest) -> None:
        """Sends a message that has no result; a refusal comes back as `refused`."""

    def handle(self, endpoint: OwnedEndpoint, handler: Callable[[], object], done: Callable[[], None]) -> None:
        """Calls a handler of the model, after those before it, then `done`."""

    def invalidate(self, endpoint: OwnedEndpoint, handler: Callable[[], Any], done: Callable[[], None]) -> None:
        """Calls the handler of an invalidation, which may take its time, then `done`."""

    def settle(self, endpoint: OwnedEndpoint, settled: Callable[[], None]) -> None:
        """Calls `settled` when the model has its results of before, and the handlers before it were called."""


def _unanswered(closed: ClosedGroup | None) -> ViommuError:
    """Returns why the pages of one group will not be answered, though all were accepted."""
    why = "the pages closed no group" if closed is None else f"the group ended without an answer ({closed.rule})"
    return AbortedError(why, reason="PAGE_REQUEST_UNANSWERED")


class OwnedEndpoint:
    """The device model's side of an endpoint; the channel calls the methods that begin with `on`."""

    def __init__(self, endpoint_id: int, link: Link, handlers: Handlers, resume: EndpointResumePoint | None) -> None:
        """Makes an endpoint that was not taken yet."""
        self.endpoint_id = endpoint_id
        self.handlers = handlers
        self.opened = Endpoint()
        self.resumed: EndpointResumed | None = None
        #: Why nothing can be asked for now; None while the endpoint is this channel's and connected.
        self.obstacle: ViommuError | None = None
        #: Grows with each loss: what belongs to an older connection is not completed on a newer one.
        self.losses = 0
        self.resume_point = resume or EndpointResumePoint(0, 0)
        self._link = link
        self._groups = AwaitedGroups()
        # What a barrier waits for.
        self._handlers = UnderWay()
        self._invalidations = UnderWay()
        # Why RESUME was refused, while RESET is said in its stead.
        self._refusal: ResumeRefusedError | None = None

    def dma(
        self,
        address: int,
        transfer: DmaRead | DmaWrite,
        pasid: int | None,
        address_type: AddressType.ValueType | None,
        queue_tag: int | None,
    ) -> Deferred[DmaResult]:
        """Transfers data."""
        arm = "read" if isinstance(transfer, DmaRead) else "write"
        fields = {"address": address, arm: transfer, "pasid": pasid, "address_type": address_type}
        dma = build(EndpointDma, {**fields, "queue_tag": queue_tag})
        return result_of(self._link.request(self, EndpointChannelRequest(dma=dma)), DmaResult)

    def translate(
        self, iova: int, page_count: int | None, permissions: Permissions, pasid: int | None
    ) -> Deferred[TranslationCompletion]:
        """Asks for translations."""
        fields = {"iova": iova, "page_count": page_count, "permissions": permissions, "pasid": pasid}
        request = EndpointChannelRequest(translation_request=build(EndpointTranslationRequest, fields))
        return result_of(self._link.request(self, request), TranslationCompletion)

    def submit_page_requests(
        self, items: Iterable[PageRequestItem], on_error: OnError.ValueType | None, allow_violation: bool
    ) -> Deferred[SubmitPageRequestsResponse]:
        """Sends page requests."""
        fields = {"items": items, "on_error": on_error, "allow_violation": allow_violation}
        request = EndpointChannelRequest(page_requests=build(EndpointPageRequests, fields))
        return result_of(self._link.request(self, request), SubmitPageRequestsResponse)

    def request_pages(
        self,
        prgi: int,
        pages: Iterable[PageRequest],
        pasid: int | None,
        queue_tag: int | None,
        length_hint_bytes: int | None,
        allow_violation: bool,
    ) -> Deferred[EndpointPageResponse]:
        """Sends one group, and returns its PRG response."""
        items = [
            build(
                PageRequestItem,
                {"iova": page.iova, "permissions": page.permissions, "prgi": prgi, "pasid": pasid},
            )
            for page in pages
        ]
        if items:
            last = {"last": True, "queue_tag": queue_tag, "length_hint_bytes": length_hint_bytes}
            items[-1].MergeFrom(build(PageRequestItem, last))
        group = self._groups.add(prgi, pasid)
        try:
            submitted = self.submit_page_requests(items, OnError.ON_ERROR_STOP, allow_violation)
        except Exception:
            self._groups.give_up(group, forgotten("it was never sent"))
            raise
        submitted.when_settled(lambda: self._submitted(group, submitted))
        return group.answer

    def send_stop_marker(self, pasid: int, prgi: int) -> Deferred[SubmitPageRequestsResponse]:
        """Says that no page request of a PASID follows."""
        fields = {"prgi": prgi, "pasid": pasid, "permissions": Permissions(), "last": True}
        return self.submit_page_requests([build(PageRequestItem, fields)], None, allow_violation=False)

    def complete_invalidation(
        self, itags: Iterable[int], completion_count: int | None = None, requester_id: int | None = None
    ) -> None:
        """Completes invalidations."""
        fields = {"itags": itags, "completion_count": completion_count, "requester_id": requester_id}
        completion = build(EndpointInvalidationCompletion, fields)
        self._link.notify(self, EndpointChannelRequest(invalidation_completion=completion))

    def barrier(self) -> Deferred[None]:
        """Waits for the server, then for the calls of the handlers for what it sent before."""
        answer = self._link.request(self, EndpointChannelRequest(barrier=Barrier()))
        reached: Deferred[None] = Deferred()

        def answered() -> None:
            try:
                answer.result()
            except ViommuError as error:
                reached.reject(error)
            else:
                self._link.settle(self, lambda: reached.resolve(None))

        answer.when_settled(answered)
        return reached

    def on_received(self, sequence: int) -> None:
        """Notes that a message with this number has been handed over."""
        self.resume_point = self.resume_point._replace(last_received_sequence=sequence)

    def on_reset_instead(self, error: ResumeRefusedError) -> None:
        """Notes that RESUME was refused, and RESET follows."""
        self._refusal = error

    def on_opened(self, opened: Endpoint) -> None:
        """Takes the answer to RESET: the endpoint begins anew."""
        self._taken(opened, 0)
        self.resumed = None
        self._groups.forget(forgotten("the endpoint was reset"))
        refusal, on_reset = self._refusal, self.handlers.on_reset
        if refusal is not None and on_reset is not None:
            self._handle(lambda: on_reset(opened, refusal))

    def on_resumed(self, resumed: EndpointResumed) -> None:
        """Takes the answer to RESUME: the endpoint goes on."""
        self._taken(resumed.endpoint, self.resume_point.last_received_sequence)
        self.resumed = resumed
        self._groups.resumed(resumed)
        on_resumed = self.handlers.on_resumed
        if on_resumed is not None:
            self._handle(lambda: on_resumed(resumed))

    def on_page_response(self, response: EndpointPageResponse) -> None:
        """Takes a PRG response."""
        self._groups.answered(response)
        on_page_response = self.handlers.on_page_response
        if on_page_response is not None:
            self._handle(lambda: on_page_response(response))

    def on_invalidation(self, request: InvalidationRequest) -> None:
        """Takes an invalidation that is to be done."""
        losses = self.losses

        def complete() -> None:
            # After a loss it has ended, and its tag may be that of another.
            if losses == self.losses and not self.handlers.manual_completion:
                self.complete_invalidation([request.itag])

        on_invalidation = self.handlers.on_invalidation
        if on_invalidation is None:
            return complete()
        handled = self._invalidations.begin()

        def done() -> None:
            complete()
            handled.resolve(None)

        return self._link.invalidate(self, lambda: on_invalidation(request), done)

    def on_barrier(self, tag: int) -> None:
        """Takes the question whether everything that came before was handled."""
        losses = self.losses
        before = self._handlers.now() + self._invalidations.now()

        def reached() -> None:
            # After a loss nobody waits for it any more.
            if losses == self.losses:
                self._link.notify(self, EndpointChannelRequest(barrier_reached=BarrierReached(tag=tag)))

        self._link.settle(self, lambda: when_all_settled(before, reached))

    def on_changed(self, changed: EndpointChanged) -> None:
        """Takes a change of the endpoint."""
        self.resume_point = self.resume_point._replace(endpoint_generation=changed.endpoint_generation)
        if changed.change in _FORGETFUL:
            self._groups.forget(forgotten(EndpointChangeKind.Name(changed.change)))
        on_changed = self.handlers.on_changed
        if on_changed is not None:
            self._handle(lambda: on_changed(changed))

    def on_refused(self, error: ViommuError) -> None:
        """Takes the refusal of a message without a result."""
        on_refused = self.handlers.on_refused
        if on_refused is not None:
            self._handle(lambda: on_refused(error))

    def on_disconnected(self, error: ViommuError) -> None:
        """Takes a loss of the connection; the channel is coming back."""
        if self.obstacle is not None:
            return  # it has not gone on since the last loss
        self._disconnect(connection_away())
        on_disconnected = self.handlers.on_disconnected
        if on_disconnected is not None:
            self._handle(lambda: on_disconnected(error))

    def on_lost(self, reason: ClosingReason.ValueType) -> None:
        """Notes that another stream has the endpoint, or that it is gone."""
        self.on_ended(f"endpoint {self.endpoint_id} is lost to this channel: {name_of(reason)}")
        on_lost = self.handlers.on_lost
        if on_lost is not None:
            self._handle(lambda: on_lost(reason))

    def on_resume_refused(self, error: ResumeRefusedError) -> bool:
        """Notes that the endpoint could not go on; returns whether somebody is told."""
        self._end(error, error)
        on_resume_refused = self.handlers.on_resume_refused
        if on_resume_refused is None:
            return False
        self._handle(lambda: on_resume_refused(error))
        return True

    def on_ended(self, why: str, error: ViommuError | None = None) -> None:
        """Notes that nothing more will come.

        Args:
            why: For people.
            error: What outstanding requests fail with; None: they are lost.
        """
        self._end(error or ConnectionLostError(why, sent=True), ConnectionLostError(why, sent=False))

    def _taken(self, opened: Endpoint, last_received_sequence: int) -> None:
        self.opened = opened
        self.obstacle = None
        self.resume_point = EndpointResumePoint(opened.endpoint_generation, last_received_sequence)

    def _submitted(self, group: AwaitedGroup, submitted: Deferred[SubmitPageRequestsResponse]) -> None:
        try:
            response = submitted.result()
        except ConnectionLostError as error:
            # Whether the server has the group is found out when the endpoint goes on, or with the end.
            if not error.sent:
                self._groups.give_up(group, error)
        except ViommuError as error:
            self._groups.give_up(group, error)
        else:
            closed = response.closed_groups[0] if response.closed_groups else None
            if response.failures:
                self._groups.give_up(group, error_of_refusal(response.failures[0]))
            elif closed is None or closed.unanswered:
                self._groups.give_up(group, _unanswered(closed))

    def _handle(self, handler: Callable[[], object]) -> None:
        handled = self._handlers.begin()
        self._link.handle(self, handler, lambda: handled.resolve(None))

    def _disconnect(self, obstacle: ViommuError) -> None:
        self.losses += 1
        self.obstacle = obstacle
        self._invalidations.end_all()

    def _end(self, outstanding: ViommuError, later: ViommuError) -> None:
        self._disconnect(later)
        self._groups.forget(outstanding)
