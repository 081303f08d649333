"""The resume point: up to where nothing is missing."""

from __future__ import annotations

import random

import pytest

from viommu._progress import Progress
from viommu.v1 import PageRequestGroup, Report, ReportStreamOpened, SkippedReports, Violation

MAX64 = 2**64 - 1


def event(sequence: int) -> Report:
    return Report(sequence=sequence, violation=Violation())


def group(sequence: int, redelivery: bool = False) -> Report:
    return Report(sequence=sequence, page_request_group=PageRequestGroup(redelivery=redelivery))


def started(next_sequence: int = 1, epoch: int = 1) -> Progress:
    return Progress(ReportStreamOpened(epoch=epoch, next_sequence=next_sequence))


def test_goes_on_before_a_group_that_waits_for_credits_and_drops_the_events_that_are_repeated() -> None:
    progress = started()
    progress.received([event(1), event(3)])
    assert progress.resume_point.sequence == 1
    fresh = progress.received([group(2), event(3), event(4)])
    assert [report.sequence for report in fresh] == [2, 4]
    assert progress.resume_point.sequence == 4


def test_a_group_always_comes_through() -> None:
    progress = started(10)
    assert len(progress.received([group(3, redelivery=True), group(3, redelivery=True)])) == 2
    assert progress.resume_point.sequence == 9


def test_what_is_skipped_is_explained() -> None:
    progress = started()
    progress.skipped(SkippedReports(first=2, last=5))
    assert progress.resume_point.sequence == 0
    progress.received([event(1)])
    assert progress.resume_point.sequence == 5


def test_another_epoch_begins_anew() -> None:
    progress = started()
    progress.received([event(1), event(5)])
    progress.reopened(ReportStreamOpened(epoch=1, next_sequence=2))
    assert progress.resume_point.sequence == 1
    progress.reopened(ReportStreamOpened(epoch=2, next_sequence=MAX64))
    assert (progress.resume_point.epoch, progress.resume_point.sequence) == (2, MAX64 - 1)
    assert len(progress.received([event(MAX64)])) == 1


@pytest.mark.parametrize("seed", range(30))
def test_is_the_largest_number_up_to_which_nothing_is_missing(seed: int) -> None:
    chance = random.Random(seed)
    pieces = []
    first = 1
    while first < 200:
        last = first + chance.choice([0, 0, 0, 1, 7])
        pieces.append((first, last))
        first = last + 1
    chance.shuffle(pieces)
    progress = started()
    known: set[int] = set()
    for low, high in pieces:
        if low == high:
            assert len(progress.received([event(low)])) == 1
            assert not progress.received([event(low)])
        else:
            progress.skipped(SkippedReports(first=low, last=high))
        known.update(range(low, high + 1))
        expected = next(number for number in range(1, 300) if number not in known) - 1
        assert progress.resume_point.sequence == expected
