"""Parts of the channels' state machines that can be tried by themselves."""

from __future__ import annotations

import pytest

import viommu
from viommu._backoff import Backoff, Reconnect
from viommu._deferred import Deferred
from viommu._runtime import EndOfItems, Items, Requests, StreamOptions, Watchdog


def watchdog() -> Watchdog:
    return Watchdog(StreamOptions(viommu_id="vm", heartbeat_interval_ms=2_000, reconnect=None, max_queued_messages=1))


def test_more_than_three_silent_intervals_are_a_loss() -> None:
    dog = watchdog()
    assert dog.interval == 2.0
    assert [dog.tick(paused=False) for _ in range(3)] == [None] * 3
    error = dog.tick(paused=False)
    assert isinstance(error, viommu.UnavailableError)
    assert error.reason is None


def test_what_is_heard_and_a_pause_begin_the_count_anew() -> None:
    for is_paused in (False, True):
        dog = watchdog()
        for _ in range(3):
            dog.tick(paused=False)
        if is_paused:
            assert dog.tick(paused=True) is None
        else:
            dog.heard()
        assert [dog.tick(paused=False) for _ in range(3)] == [None] * 3


def test_waits_grow_to_their_limit_and_begin_anew_after_success() -> None:
    backoff = Backoff(Reconnect(initial_delay=1, max_delay=8))
    for _ in range(2):
        delays = [backoff.delay() or 0 for _ in range(40)]
        ceilings = [1, 2, 4] + [8] * 37
        assert all(ceiling / 2 <= delay <= ceiling for delay, ceiling in zip(delays, ceilings, strict=True))
        backoff.succeeded()


def test_attempts_are_counted() -> None:
    backoff = Backoff(Reconnect(max_attempts=2))
    assert [backoff.delay() is None for _ in range(3)] == [False, False, True]
    assert Backoff(Reconnect(max_attempts=0)).delay() is None
    patience = Reconnect(initial_delay=0.05, max_delay=5, max_attempts=1).patience()
    delays = [patience.delay() for _ in range(9)]
    assert delays[8] is None
    assert 6 / 2 < sum(delay or 0 for delay in delays) < 12


def test_a_result_is_settled_once() -> None:
    told: list[str] = []
    result: Deferred[int] = Deferred()
    result.when_settled(lambda: told.append("before"))
    result.resolve(1)
    result.resolve(2)
    result.reject(ValueError("late"))
    result.when_settled(lambda: told.append("after"))
    assert (result.result(), told) == (1, ["before", "after"])


def test_requests_are_settled_by_their_tags() -> None:
    requests = Requests()
    first, second, third = (requests.make(lambda _: None, endpoint_id) for endpoint_id in (1, 2, 1))
    assert requests.resolve(2, "x")
    assert not requests.resolve(2, "y")
    assert not requests.reject(99, viommu.AbortedError("no"))
    requests.reject_all(viommu.AbortedError("gone"), 1)
    assert (second.result(), len(requests)) == ("x", 0)
    for lost in (first, third):
        with pytest.raises(viommu.AbortedError):
            lost.result()


def test_a_request_that_was_not_sent_is_not_outstanding() -> None:
    def fail(_: int) -> None:
        raise viommu.ConnectionLostError("away", sent=False)

    requests = Requests()
    with pytest.raises(viommu.ConnectionLostError):
        requests.make(fail)
    assert len(requests) == 0


def test_items_come_before_the_end_and_an_error_is_raised_once() -> None:
    taken: list[int] = []
    items: Items[int] = Items(lambda: taken.append(1))
    assert [items.ready, len(items)] == [False, 0]
    items.push(1)
    items.end(viommu.AbortedError("why"))
    assert items.take() == 1
    assert taken == [1]
    with pytest.raises(viommu.AbortedError):
        items.take()
    with pytest.raises(EndOfItems):
        items.take()
