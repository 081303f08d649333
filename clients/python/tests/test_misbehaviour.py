"""Rules, links, fences, completion counts and barriers against a real server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

import viommu
import viommu.aio
from tests.guest import DOMAIN, ENDPOINT, PAGE, READ_WRITE, boot, enable, mapping, page, wanted
from tests.server import Server
from viommu.v1 import (
    AdvanceTimeResponse,
    DmaRead,
    DmaStatus,
    EncodedRange,
    EndpointBackend,
    EndpointChangeKind,
    FaultReason,
    InvalidateContext,
    InvalidateDeviceTlb,
    InvalidateIotlb,
    InvalidatePasidEntry,
    InvalidateResponse,
    InvalidationEntry,
    InvalidationFence,
    IovaRange,
    OperationOutcome,
    Rule,
    RuleDrop,
    RuleEvent,
    RuleExpectation,
    RuleFault,
    RuleHit,
    RuleMatch,
    RuleTrigger,
)

COMPLETED = OperationOutcome.OPERATION_OUTCOME_COMPLETED
TIMED_OUT = OperationOutcome.OPERATION_OUTCOME_TIMED_OUT
PATIENCE = 10.0
FENCE = InvalidationEntry(fence=InvalidationFence())
DEVICE_TLB = InvalidationEntry(device_tlb=InvalidateDeviceTlb(endpoint_id=ENDPOINT))


@pytest.fixture
def guest(client: viommu.ViommuClient, viommu_id: str) -> str:
    """A vIOMMU with a virtual clock and an external endpoint whose model is away."""
    boot(client, viommu_id, virtual=True)
    return viommu_id


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    """Another thread."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


def serve(channel: viommu.EndpointChannel, pending: Future[AdvanceTimeResponse]) -> None:
    """Calls handlers until something has ended elsewhere."""
    deadline = time.monotonic() + PATIENCE
    while not pending.done():
        assert time.monotonic() < deadline
        channel.poll(0.02)


def test_rules_are_added_listed_verified_and_deleted(client: viommu.ViommuClient, viommu_id: str) -> None:
    boot(client, viommu_id, EndpointBackend.ENDPOINT_BACKEND_HOSTED)
    client.domains.map(viommu_id=viommu_id, domain_id=DOMAIN, items=[mapping(0)])
    reason = FaultReason.FAULT_REASON_TABLE_ABORT
    every_other = Rule(
        name="every other access faults",
        match=RuleMatch(event=RuleEvent.RULE_EVENT_ACCESS, endpoint_id=ENDPOINT),
        trigger=RuleTrigger(skip=1, every=2),
        fault=RuleFault(reason=reason),
        expectation=RuleExpectation(min_hits=2, max_hits=2),
    )
    unmet = Rule(
        rule_id=70,
        match=RuleMatch(event=RuleEvent.RULE_EVENT_PAGE_RESPONSE),
        drop=RuleDrop(),
        expectation=RuleExpectation(),
    )
    first, second = client.rules.add(viommu_id=viommu_id, rules=[every_other, unmet]).rules
    assert (first.WhichOneof("action"), second.rule_id) == ("fault", 70)
    with pytest.raises(viommu.AlreadyExistsError) as exists:
        client.rules.add(viommu_id=viommu_id, rules=[unmet])
    assert exists.value.reason == "RULE_EXISTS"

    with client.watch_faults(viommu_id=viommu_id) as watch:
        statuses = []
        for _ in range(5):
            read = client.endpoints.issue_dma(
                viommu_id=viommu_id, endpoint_id=ENDPOINT, iova=0, read=DmaRead(length_bytes=4)
            )
            statuses.append(read.result.status)
        good, bad = DmaStatus.DMA_STATUS_COMPLETED, DmaStatus.DMA_STATUS_FAULTED
        assert statuses == [good, good, bad, good, bad]
        hits: list[RuleHit] = []
        for item in watch:
            if isinstance(item, viommu.Reports):
                hits += [report.rule_hit for report in item.reports if report.HasField("rule_hit")]
            if len(hits) == 2:
                break
    assert [(hit.rule_id, hit.endpoint_id, hit.hits) for hit in hits] == [
        (first.rule_id, ENDPOINT, 1),
        (first.rule_id, ENDPOINT, 2),
    ]

    with pytest.raises(viommu.FailedPreconditionError) as raised:
        client.rules.verify_expectations(viommu_id=viommu_id)
    assert (raised.value.reason, raised.value.metadata["rule_ids"]) == ("EXPECTATIONS_NOT_MET", "70")
    assert client.rules.delete(viommu_id=viommu_id, rule_ids=[70]).deleted_count == 1
    assert client.rules.verify_expectations(viommu_id=viommu_id).verified_count == 1
    [kept] = client.rules.list(viommu_id=viommu_id, page_size=1)
    assert (kept.name, kept.matches, kept.hits) == ("every other access faults", 5, 2)
    assert client.rules.delete(viommu_id=viommu_id).deleted_count == 1
    assert not list(client.rules.list(viommu_id=viommu_id))


def test_a_link_that_goes_down_and_comes_up_is_told_to_the_model(client: viommu.ViommuClient, guest: str) -> None:
    told: list[str] = []
    with client.open_endpoint_channel(viommu_id=guest) as channel:
        endpoint = channel.hello(
            ENDPOINT, on_changed=lambda change: told.append(EndpointChangeKind.Name(change.change)[21:])
        )
        enable(client, guest)
        client.endpoints.set_link(viommu_id=guest, endpoint_id=ENDPOINT, down=True)
        assert client.endpoints.get(viommu_id=guest, endpoint_id=ENDPOINT).endpoint.link_down
        with pytest.raises(viommu.FailedPreconditionError) as raised:
            endpoint.dma_read(0, 1)
        assert raised.value.reason == "LINK_DOWN"
        client.endpoints.set_link(viommu_id=guest, endpoint_id=ENDPOINT, down=False)
        endpoint.barrier(timeout=PATIENCE)
        assert told[-3:] == ["LINK_DOWN", "LINK_UP", "FUNCTION_RESET"]


def test_a_group_is_not_waited_for_when_the_link_came_up_with_a_reset(
    client: viommu.ViommuClient, guest: str, other: ThreadPoolExecutor
) -> None:
    with client.open_endpoint_channel(viommu_id=guest) as channel:
        endpoint = channel.hello(ENDPOINT)
        enable(client, guest)

        def flap() -> None:
            while not client.faults.get_statistics(viommu_id=guest).statistics.pending_group_count:
                time.sleep(0.01)
            for down in (True, False):
                client.endpoints.set_link(viommu_id=guest, endpoint_id=ENDPOINT, down=down)

        flapping = other.submit(flap)
        with pytest.raises(viommu.AbortedError) as raised:
            endpoint.request_pages(prgi=1, pages=[page(0x4000)], timeout=PATIENCE)
        assert raised.value.reason == "PAGE_REQUEST_FORGOTTEN"
        flapping.result()


def test_a_tag_is_completed_when_as_many_completions_came_as_the_first_one_says(
    client: viommu.ViommuClient, guest: str, other: ThreadPoolExecutor
) -> None:
    itags: list[int] = []
    with client.open_endpoint_channel(viommu_id=guest) as channel:
        endpoint = channel.hello(
            ENDPOINT, manual_completion=True, on_invalidation=lambda request: itags.append(request.itag)
        )
        enable(client, guest)
        pending = other.submit(client.invalidations.invalidate, viommu_id=guest, entries=[DEVICE_TLB])
        while not itags:
            channel.poll(0.1)
        endpoint.complete_invalidation(itags, requester_id=0xFFFF)
        endpoint.complete_invalidation(itags, completion_count=2)
        endpoint.barrier(timeout=PATIENCE)
        [outstanding] = client.invalidations.list_outstanding(viommu_id=guest)
        assert (outstanding.completions_received, outstanding.completions_expected) == (1, 2)
        [violation] = client.faults.list_violations(viommu_id=guest)
        assert violation.violation.rule == "R-INV-04"
        assert not pending.done()
        endpoint.complete_invalidation(itags, completion_count=2)
        assert pending.result(PATIENCE).operation.outcome == COMPLETED


def test_a_fence_names_who_did_not_complete(client: viommu.ViommuClient, guest: str) -> None:
    with (
        ThreadPoolExecutor(2) as others,
        client.open_endpoint_channel(viommu_id=guest) as device,
        client.open_vmm_channel(viommu_id=guest) as channel,
    ):
        device.hello(ENDPOINT, manual_completion=True, on_invalidation=lambda _: None)
        enable(client, guest)
        entries = [
            InvalidationEntry(iotlb=InvalidateIotlb(domain_id=DOMAIN, range=IovaRange(first=0, last=PAGE - 1))),
            InvalidationEntry(context=InvalidateContext(endpoint_id=ENDPOINT)),
            InvalidationEntry(pasid_entry=InvalidatePasidEntry(endpoint_id=ENDPOINT)),
            InvalidationEntry(
                device_tlb=InvalidateDeviceTlb(
                    endpoint_id=ENDPOINT, encoded_range=EncodedRange(address=2**64 - PAGE, size_bit=False)
                )
            ),
            FENCE,
        ]
        pending: Future[InvalidateResponse] = others.submit(channel.invalidate, entries, invalidation_timeout_ns=1000)
        while not list(client.invalidations.list_outstanding(viommu_id=guest)):
            time.sleep(0.01)
        moved = others.submit(
            client.viommus.advance_time, viommu_id=guest, advance_ns=1000, after_barrier_endpoint_ids=[ENDPOINT]
        )
        serve(device, moved)
        fired = moved.result().fired
        assert (fired.operation_timeout_count, fired.invalidation_timeout_count) == (1, 0)
        response = pending.result(PATIENCE)
        assert response.completed_count == 3
        assert [(result.index, result.outcome) for result in response.results] == [(3, TIMED_OUT), (4, TIMED_OUT)]
        assert [outcome.endpoint_id for outcome in response.results[1].endpoints] == [ENDPOINT]


def test_time_moves_when_the_model_has_caught_up(
    client: viommu.ViommuClient, guest: str, other: ThreadPoolExecutor
) -> None:
    refusals: list[viommu.ViommuError] = []
    with pytest.raises(viommu.FailedPreconditionError) as raised:
        client.viommus.advance_time(viommu_id=guest, advance_ns=5, after_barrier_endpoint_ids=[ENDPOINT])
    assert raised.value.reason == "ENDPOINT_DISCONNECTED"
    with client.open_endpoint_channel(viommu_id=guest) as channel:
        channel.hello(ENDPOINT, on_refused=refusals.append)
        # The model does not wait for anything: it has not caught up.
        with pytest.raises(viommu.DeadlineExceededError):
            client.viommus.advance_time(
                viommu_id=guest, advance_ns=5, after_barrier_endpoint_ids=[ENDPOINT], timeout=0.2
            )
        assert client.viommus.get(viommu_id=guest).viommu.time_ns == 0
        moved = other.submit(
            client.viommus.advance_time, viommu_id=guest, advance_ns=7, after_barrier_endpoint_ids=[ENDPOINT]
        )
        serve(channel, moved)
        assert moved.result().time_ns == 7
        # Also the barrier that nobody waits for any more was answered without offence.
        channel.poll(0.1)
        assert not refusals


async def test_the_same_for_asyncio(server: Server, client: viommu.ViommuClient, guest: str) -> None:
    seen: list[int] = []

    async with viommu.aio.connect(server.target) as aio, aio.open_endpoint_channel(viommu_id=guest) as channel:

        async def on_invalidation(_: object) -> None:
            seen.append(0)
            # What the device still has to say, it says before time moves.
            await endpoint.submit_page_requests([wanted(0x4000, 1)])
            seen.append((await aio.viommus.get(viommu_id=guest)).viommu.time_ns)

        endpoint = await channel.hello(ENDPOINT, on_invalidation=on_invalidation)
        enable(client, guest)
        [rule] = (
            await aio.rules.add(
                viommu_id=guest,
                rules=[Rule(match=RuleMatch(event=RuleEvent.RULE_EVENT_INVALIDATION_COMPLETION), drop=RuleDrop())],
            )
        ).rules
        pending = asyncio.ensure_future(
            aio.invalidations.invalidate(viommu_id=guest, entries=[DEVICE_TLB, FENCE], invalidation_timeout_ns=100)
        )
        while not [found async for found in aio.invalidations.list_outstanding(viommu_id=guest)]:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.01)
        moved = await aio.viommus.advance_time(viommu_id=guest, advance_ns=100, after_barrier_endpoint_ids=[ENDPOINT])
        assert seen == [0, 0]
        assert (moved.time_ns, moved.fired.operation_timeout_count) == (100, 1)
        assert (await pending).operation.outcome == TIMED_OUT
        [found] = [kept async for kept in aio.rules.list(viommu_id=guest)]
        assert (found.rule_id, found.hits) == (rule.rule_id, 1)
        endpoint.complete_invalidation([0], completion_count=1)
        await endpoint.barrier()
        await aio.endpoints.set_link(viommu_id=guest, endpoint_id=ENDPOINT, down=True)
        with pytest.raises(viommu.FailedPreconditionError, match="LINK_DOWN"):
            await endpoint.translate(0, 1, READ_WRITE)
