"""A device model's channel against a real server, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import pytest

import viommu
import viommu.aio
from tests.guest import COOKIE, DOMAIN, ENDPOINT, PAGE, RAM, READ_WRITE, boot, enable, mapping, page, resolution
from tests.server import Proxy, Server
from viommu import EndpointResumePoint, Reconnect, Reports
from viommu.v1 import (
    AddressType,
    ClosingReason,
    DmaStatus,
    EndpointChangeKind,
    InvalidationRequest,
    IovaRange,
    OperationOutcome,
    PageResponse,
    PageResponseCode,
    ResponseEffect,
    UnmapResponse,
)

TRANSLATED = AddressType.ADDRESS_TYPE_TRANSLATED
COMPLETED = DmaStatus.DMA_STATUS_COMPLETED
SUCCESS = PageResponseCode.PAGE_RESPONSE_CODE_SUCCESS
INVALID = PageResponseCode.PAGE_RESPONSE_CODE_INVALID_REQUEST
PATIENCE = 10.0


class Vmm:
    """A VMM on a thread of its own: resolves what is below 1 MiB, and refuses what is above."""

    def __init__(self, target: str, viommu_id: str) -> None:
        """Opens its channel."""
        self.client = viommu.connect(target)
        self.channel = self.client.open_vmm_channel(viommu_id=viommu_id)
        #: Page requests are not answered while this is not set.
        self.answers = threading.Event()
        self.answers.set()
        self.viommu_id = viommu_id
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        """Ends."""
        self.answers.set()
        self.client.close()
        self._thread.join()

    def unmap(self, iova: int, timeout_ns: int | None = None) -> tuple[threading.Thread, list[UnmapResponse]]:
        """Begins to unmap a page; the result is put into the list when the thread has ended."""
        results: list[UnmapResponse] = []

        def work() -> None:
            ranges = [IovaRange(first=iova, last=iova + PAGE - 1)]
            results.append(self.channel.unmap(DOMAIN, ranges, invalidation_timeout_ns=timeout_ns))

        thread = threading.Thread(target=work)
        thread.start()
        return thread, results

    def _run(self) -> None:
        with contextlib.suppress(viommu.ConnectionLostError, viommu.CallCancelledError):  # closed in the middle
            self._serve()

    def _serve(self) -> None:
        for item in self.channel:
            if not isinstance(item, Reports):
                continue
            for report in item.reports:
                self.answers.wait()
                group = report.page_request_group
                change = report.endpoint_changed.change
                if change == EndpointChangeKind.ENDPOINT_CHANGE_KIND_CONNECTED:
                    with contextlib.suppress(viommu.FailedPreconditionError):  # it is gone again
                        enable(self.client, self.viommu_id)
                elif group.pages and group.pages[0].iova < 1 << 20:
                    assert group.device_cookie == COOKIE
                    self.channel.resolve([resolution(group)])
                elif group.pages:
                    self.channel.respond([PageResponse(group_cookie=group.group_cookie, code=INVALID)])


@pytest.fixture
def vmm(server: Server, client: viommu.ViommuClient, viommu_id: str) -> Iterator[Vmm]:
    """A vIOMMU with an external endpoint, and its VMM."""
    boot(client, viommu_id)
    started = Vmm(server.target, viommu_id)
    yield started
    started.close()


class Model:
    """A device with an ATC, on one thread."""

    def __init__(
        self,
        channel: viommu.EndpointChannel,
        resume: EndpointResumePoint | None = None,
        *,
        on_invalidation: Callable[[InvalidationRequest], object] | None = None,
        manual_completion: bool = False,
    ) -> None:
        """Takes the endpoint, and waits until the guest has enabled ATS and PRI."""
        self.channel = channel
        self.atc: dict[int, int] = {}
        self.told: list[str] = []
        self.losses: list[str] = []
        self.answers: list[int] = []
        self.endpoint = channel.hello(
            ENDPOINT,
            resume=resume,
            manual_completion=manual_completion,
            on_invalidation=on_invalidation or self.drop,
            on_changed=lambda changed: self.told.append(EndpointChangeKind.Name(changed.change)[21:]),
            on_page_response=lambda response: self.answers.append(response.prgi),
            on_disconnected=lambda _: self.lose("disconnected"),
            on_resumed=lambda _: self.lose("resumed"),
            on_resume_refused=lambda error: self.lose(str(error.reason)),
            on_lost=lambda reason: self.lose(ClosingReason.Name(reason)),
            timeout=PATIENCE,
        )
        if resume is None:
            self.until("PRI_ENABLED")

    def until(self, what: str) -> None:
        """Calls handlers until something was told."""
        deadline = time.monotonic() + PATIENCE
        while what not in self.told:
            assert time.monotonic() < deadline, f"{what} did not come, but {self.told}"
            self.channel.poll(0.1)

    def drop(self, request: InvalidationRequest) -> None:
        """Forgets translations."""
        self.told.append("invalidation")
        for iova in list(self.atc):
            if request.range.first <= iova <= request.range.last:
                del self.atc[iova]

    def lose(self, why: str) -> None:
        """Forgets every translation."""
        self.told.append(why)
        self.losses.append(why)
        self.atc.clear()

    def translate(self, iova: int) -> bool:
        """Asks for a translation, and keeps it."""
        [entry] = self.endpoint.translate(iova, 1, READ_WRITE, timeout=PATIENCE).entries
        if entry.permissions.write:
            self.atc[iova] = entry.output_address
        return entry.permissions.write

    def write(self, iova: int, data: bytes) -> None:
        """Writes a page, asking for it where it is missing."""
        if iova not in self.atc and not self.translate(iova):
            answer = self.endpoint.request_pages(prgi=iova // PAGE % 512, pages=[page(iova)], timeout=PATIENCE)
            assert answer.code == SUCCESS
            assert self.translate(iova)
        result = self.endpoint.dma_write(self.atc[iova], data, address_type=TRANSLATED, timeout=PATIENCE)
        assert result.status == COMPLETED


def test_a_device_asks_for_pages_and_writes_them(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        assert model.endpoint.opened.endpoint_id == ENDPOINT
        for index in range(8):
            model.write(index * PAGE, b"%d" % index * 100)
        read = model.endpoint.dma_read(7 * PAGE, 100)
        assert read.data == b"7" * 100
        assert model.answers == list(range(8))
        refused = model.endpoint.request_pages(prgi=5, pages=[page(1 << 32)])
        assert (refused.code, refused.effect) == (INVALID, ResponseEffect.RESPONSE_EFFECT_REQUEST_FAILED)
        fault = model.endpoint.dma_read(1 << 40, 4)
        assert fault.status == DmaStatus.DMA_STATUS_FAULTED
        assert fault.failed_iova == 1 << 40
        generation = model.endpoint.opened.endpoint_generation
        assert model.endpoint.resume_point.endpoint_generation == generation
        assert model.endpoint.resume_point.last_received_sequence >= 9
    assert channel.closing is not None
    assert channel.closing.reason == ClosingReason.CLOSING_REASON_CLIENT_DONE
    with pytest.raises(viommu.ConnectionLostError):
        model.endpoint.dma_read(0, 1)


def test_an_unmap_waits_for_the_device_which_asks_again(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        model.write(0x4000, b"first")
        thread, results = vmm.unmap(0x4000)
        time.sleep(0.1)
        # Nobody but the model calls its handlers, and it has not waited for anything since.
        assert model.atc
        assert not results
        model.until("invalidation")
        thread.join(PATIENCE)
        assert results[0].operation.outcome == OperationOutcome.OPERATION_OUTCOME_COMPLETED
        assert not model.atc
        model.write(0x4000, b"again")
        assert model.answers == [4, 4]


def test_handlers_are_called_inside_requests_and_may_make_requests(client: viommu.ViommuClient, vmm: Vmm) -> None:
    flushed: list[bytes] = []
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:

        def flush(request: InvalidationRequest) -> None:
            # What the device still has to write goes out before the completion.
            where = model.atc.pop(request.range.first)
            assert model.endpoint.dma_write(where, b"last", address_type=TRANSLATED).status == COMPLETED
            flushed.append(model.endpoint.dma_read(where, 4, address_type=TRANSLATED).data)

        model = Model(channel, on_invalidation=flush)
        model.write(0x4000, b"first")
        thread, results = vmm.unmap(0x4000)
        while thread.is_alive():
            model.endpoint.dma_read(0x9000, 1, timeout=PATIENCE)
        assert flushed == [b"last"]
        assert results[0].operation.outcome == OperationOutcome.OPERATION_OUTCOME_COMPLETED


def test_a_translation_is_used_before_the_invalidation_that_removes_it_is_seen(
    client: viommu.ViommuClient, vmm: Vmm
) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        for _ in range(20):
            model.write(0x4000, b"x")
            thread, _ = vmm.unmap(0x4000)
            # However the two race, what is looked up here is valid until it was sent.
            while thread.is_alive():
                where = model.atc.get(0x4000)
                if where is not None:
                    result = model.endpoint.dma_write(where, b"y", address_type=TRANSLATED, timeout=PATIENCE)
                    assert result.status == COMPLETED
                else:
                    channel.poll(0.01)
            thread.join()


def test_a_device_that_hangs_is_named(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        seen: list[int] = []
        model = Model(channel, manual_completion=True, on_invalidation=lambda request: seen.append(request.itag))
        model.write(0x4000, b"x")
        thread, results = vmm.unmap(0x4000, timeout_ns=50_000_000)
        while thread.is_alive():
            channel.poll(0.05)
        operation = results[0].operation
        assert operation.outcome == OperationOutcome.OPERATION_OUTCOME_TIMED_OUT
        assert operation.endpoints[0].endpoint_id == ENDPOINT
        [itag] = seen
        # Too late, and harmless.
        model.endpoint.complete_invalidation([itag])
        assert model.endpoint.dma_read(1 << 40, 1).status == DmaStatus.DMA_STATUS_FAULTED


def test_without_a_handler_invalidations_are_completed_by_themselves(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        endpoint = channel.hello(ENDPOINT)
        while not client.endpoints.get(viommu_id=vmm.viommu_id, endpoint_id=ENDPOINT).endpoint.pri.enabled:
            time.sleep(0.01)
        assert endpoint.request_pages(prgi=1, pages=[page(0x4000)]).code == SUCCESS
        endpoint.translate(0x4000, 1, READ_WRITE)
        thread, results = vmm.unmap(0x4000)
        thread.join(PATIENCE)
        assert results[0].operation.outcome == OperationOutcome.OPERATION_OUTCOME_COMPLETED


def test_what_a_handler_raises_ends_the_channel(client: viommu.ViommuClient, vmm: Vmm) -> None:
    channel = client.open_endpoint_channel(viommu_id=vmm.viommu_id)

    def fail(_: object) -> None:
        raise RuntimeError("broken")

    endpoint = channel.hello(ENDPOINT, on_changed=fail)
    while not client.endpoints.get(viommu_id=vmm.viommu_id, endpoint_id=ENDPOINT).endpoint.pri.enabled:
        time.sleep(0.01)
    with pytest.raises(viommu.AbortedError) as raised:
        endpoint.request_pages(prgi=1, pages=[page(0x4000)], timeout=PATIENCE)
    assert raised.value.reason == "HANDLER_FAILED"
    assert isinstance(raised.value.__cause__, RuntimeError)
    assert channel.serve(PATIENCE).error is not None


def test_a_refused_page_raises(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        with pytest.raises(viommu.InvalidArgumentError) as raised:
            model.endpoint.request_pages(prgi=512, pages=[page(0)])
        assert raised.value.reason == "PRGI_OUT_OF_RANGE"
        with pytest.raises(viommu.InvalidArgumentError) as raised:
            model.endpoint.request_pages(prgi=1, pages=[])
        assert raised.value.reason == "ITEMS_REQUIRED"
        client.endpoints.disable_pri(viommu_id=vmm.viommu_id, endpoint_id=ENDPOINT)
        with pytest.raises(viommu.FailedPreconditionError) as disabled:
            model.endpoint.request_pages(prgi=1, pages=[page(0)])
        assert disabled.value.reason == "PRI_DISABLED"


def test_a_reset_forgets_what_was_asked_for(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        vmm.answers.clear()
        reset = threading.Timer(
            0.1, lambda: client.endpoints.reset_function(viommu_id=vmm.viommu_id, endpoint_id=ENDPOINT)
        )
        reset.start()
        with pytest.raises(viommu.AbortedError) as raised:
            model.endpoint.request_pages(prgi=1, pages=[page(0x4000)], timeout=PATIENCE)
        assert raised.value.reason == "PAGE_REQUEST_FORGOTTEN"
        reset.join()


def test_a_wait_ends_in_time_and_the_answer_is_still_told(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        vmm.answers.clear()
        with pytest.raises(TimeoutError):
            model.endpoint.request_pages(prgi=1, pages=[page(0x4000)], timeout=0.1)
        vmm.answers.set()
        while not model.answers:
            assert channel.poll(PATIENCE)
        assert model.answers == [1]
        assert channel.poll() == 0


def test_an_endpoint_has_one_owner(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with (
        client.open_endpoint_channel(viommu_id=vmm.viommu_id) as first,
        client.open_endpoint_channel(viommu_id=vmm.viommu_id) as second,
    ):
        model = Model(first)
        with pytest.raises(viommu.FailedPreconditionError) as raised:
            second.hello(ENDPOINT)
        assert raised.value.reason == "ENDPOINT_OWNED"
        second.hello(ENDPOINT, take_over=True)
        model.until("CLOSING_REASON_TAKEN_OVER")
        with pytest.raises(viommu.ConnectionLostError):
            model.endpoint.dma_read(0, 1)


def test_after_a_loss_the_endpoint_goes_on(
    client: viommu.ViommuClient, proxy: Proxy, vmm: Vmm, quick: Reconnect
) -> None:
    with (
        viommu.connect(proxy.target) as through,
        through.open_endpoint_channel(viommu_id=vmm.viommu_id, reconnect=quick) as channel,
    ):
        model = Model(channel)
        model.write(0x4000, b"before")
        generation = model.endpoint.opened.endpoint_generation
        proxy.cut()
        model.until("resumed")
        assert model.losses == ["disconnected", "resumed"]
        assert not model.atc
        assert model.endpoint.opened.endpoint_generation == generation
        assert model.endpoint.resumed is not None
        assert model.endpoint.dma_read(0x4000, 6).data == b"before"
        model.write(0x4000, b"after")


def test_a_group_is_waited_for_over_a_loss(
    client: viommu.ViommuClient, proxy: Proxy, vmm: Vmm, quick: Reconnect
) -> None:
    with (
        viommu.connect(proxy.target) as through,
        through.open_endpoint_channel(viommu_id=vmm.viommu_id, reconnect=quick) as channel,
    ):
        model = Model(channel)
        vmm.answers.clear()

        def lose() -> None:
            proxy.refuse(True)
            vmm.answers.set()
            # The answer is given while nobody is there, and comes when the endpoint goes on.
            while client.faults.get_statistics(viommu_id=vmm.viommu_id).statistics.answered_group_count == 0:
                time.sleep(0.01)
            proxy.refuse(False)

        while not client.endpoints.get(viommu_id=vmm.viommu_id, endpoint_id=ENDPOINT).endpoint.pri.enabled:
            time.sleep(0.01)
        losing = threading.Timer(0.1, lose)
        losing.start()
        answer = model.endpoint.request_pages(prgi=3, pages=[page(0x4000)], timeout=PATIENCE)
        losing.join()
        assert answer.code == SUCCESS
        model.until("resumed")


def test_nothing_is_sent_by_a_model_that_does_not_know_yet_of_a_loss(
    client: viommu.ViommuClient, proxy: Proxy, vmm: Vmm, quick: Reconnect
) -> None:
    with (
        viommu.connect(proxy.target) as through,
        through.open_endpoint_channel(viommu_id=vmm.viommu_id, reconnect=quick) as channel,
    ):
        model = Model(channel)
        model.write(0x4000, b"before")
        where = model.atc[0x4000]
        connections = proxy.connections
        proxy.cut()
        # The channel goes on by itself, and the grants are void; nobody has told the model.
        deadline = time.monotonic() + PATIENCE
        while model.endpoint.resumed is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert proxy.connections > connections
        assert "disconnected" not in model.told
        with pytest.raises(viommu.ConnectionLostError) as raised:
            model.endpoint.dma_write(where, b"stale", address_type=TRANSLATED)
        assert not raised.value.sent
        assert not model.atc
        assert model.losses == ["disconnected", "resumed"]
        model.write(0x4000, b"after")
        assert not list(client.faults.list_violations(viommu_id=vmm.viommu_id))


def test_another_process_goes_on_where_one_was(client: viommu.ViommuClient, vmm: Vmm) -> None:
    channel = client.open_endpoint_channel(viommu_id=vmm.viommu_id)
    model = Model(channel)
    model.write(0x4000, b"x")
    point = model.endpoint.resume_point
    # An answer that arrives and is not handled any more comes again.
    vmm.answers.clear()
    with pytest.raises(viommu.DeadlineExceededError):
        model.endpoint.request_pages(prgi=7, pages=[page(0x7000)], timeout=0.1)
    vmm.answers.set()
    while client.faults.get_statistics(viommu_id=vmm.viommu_id).statistics.answered_group_count < 2:
        time.sleep(0.01)
    time.sleep(0.1)
    assert model.endpoint.resume_point == point
    channel.cancel()
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as again:
        while client.endpoints.get(viommu_id=vmm.viommu_id, endpoint_id=ENDPOINT).endpoint.state != 2:
            time.sleep(0.01)
        second = Model(again, resume=point)
        assert second.endpoint.resumed is not None
        assert second.endpoint.resumed.redelivered_response_count == 1
        while not second.answers:
            assert again.poll(PATIENCE)
        assert second.answers == [7]
        second.write(0x7000, b"y")


def test_a_generation_that_is_over_is_refused_or_begun_anew(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        old = EndpointResumePoint(7, 0)
        with pytest.raises(viommu.ResumeRefusedError) as raised:
            channel.hello(ENDPOINT, resume=old)
        assert raised.value.reason == "ENDPOINT_GENERATION_DIFFERS"
        assert raised.value.endpoint_generation is not None
        resets: list[int] = []
        endpoint = channel.hello(
            ENDPOINT,
            resume=old,
            reset_if_generation_differs=True,
            on_reset=lambda opened, _: resets.append(opened.endpoint_generation),
        )
        channel.poll(PATIENCE)
        assert resets == [endpoint.opened.endpoint_generation]


def test_the_end_of_the_viommu_ends_the_channel(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id)
    channel = client.open_endpoint_channel(viommu_id=viommu_id)
    endpoint = channel.hello(ENDPOINT)
    client.viommus.delete(viommu_id=viommu_id)
    end = channel.serve(PATIENCE)
    assert end.closing is not None
    assert end.closing.reason == ClosingReason.CLOSING_REASON_VIOMMU_DELETED
    assert end.error is None
    with pytest.raises(viommu.ConnectionLostError):
        endpoint.dma_read(0, 1)


def test_threads_share_a_channel(client: viommu.ViommuClient, vmm: Vmm) -> None:
    with client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel:
        model = Model(channel)
        client.domains.map(viommu_id=vmm.viommu_id, domain_id=DOMAIN, items=[mapping(0x9000, RAM)])
        lengths: list[int] = []

        def work() -> None:
            for _ in range(50):
                lengths.append(len(model.endpoint.dma_read(0x9000, 16, timeout=PATIENCE).data))

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        unmapping, results = vmm.unmap(0x9000)
        for thread in [*threads, unmapping]:
            thread.join(PATIENCE)
        assert len(lengths) == 300
        assert results[0].removed_mapping_count == 1


async def test_the_same_for_asyncio(server: Server, vmm: Vmm) -> None:
    atc: dict[int, int] = {}
    told: asyncio.Queue[str] = asyncio.Queue()

    async def drop(request: InvalidationRequest) -> None:
        await asyncio.sleep(0)
        atc.pop(request.range.first, None)
        told.put_nowait("invalidation")

    async with (
        viommu.aio.connect(server.target) as client,
        client.open_endpoint_channel(viommu_id=vmm.viommu_id) as channel,
    ):
        endpoint = await channel.hello(
            ENDPOINT,
            on_invalidation=drop,
            on_changed=lambda changed: told.put_nowait(EndpointChangeKind.Name(changed.change)),
        )
        while await told.get() != "ENDPOINT_CHANGE_KIND_PRI_ENABLED":
            pass

        async def write(iova: int) -> None:
            await endpoint.request_pages(prgi=iova // PAGE, pages=[page(iova)])
            [entry] = (await endpoint.translate(iova, 1, READ_WRITE)).entries
            atc[iova] = entry.output_address
            result = await endpoint.dma_write(atc[iova], b"data", address_type=TRANSLATED)
            assert result.status == COMPLETED

        await asyncio.gather(*(write(index * PAGE) for index in range(16)))
        assert len(atc) == 16
        thread, results = vmm.unmap(3 * PAGE)
        assert await told.get() == "invalidation"
        await asyncio.to_thread(thread.join)
        assert results[0].operation.outcome == OperationOutcome.OPERATION_OUTCOME_COMPLETED
        assert 3 * PAGE not in atc


async def test_a_loss_for_asyncio(proxy: Proxy, vmm: Vmm, quick: Reconnect) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    async with (
        viommu.aio.connect(proxy.target) as client,
        client.open_endpoint_channel(viommu_id=vmm.viommu_id, reconnect=quick) as channel,
    ):
        endpoint = await channel.hello(
            ENDPOINT,
            on_disconnected=lambda _: told.put_nowait("disconnected"),
            on_resumed=lambda _: told.put_nowait("resumed"),
        )
        proxy.cut()
        assert [await told.get(), await told.get()] == ["disconnected", "resumed"]
        assert (await endpoint.dma_read(1 << 40, 1)).status == DmaStatus.DMA_STATUS_FAULTED
