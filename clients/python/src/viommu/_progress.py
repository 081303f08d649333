"""How far a stream of reports has come: what was received or explained, and from where to go on."""

from __future__ import annotations

from collections.abc import Sequence

from viommu.v1 import Report, ReportStreamOpened, ResumePoint, SkippedReports


class Progress:
    """Follows one stream over its connections.

    Groups that wait for credits come later than their sequence, so what was received may have gaps; the resume point
    lies before the first of them, and what it repeats is dropped here.
    """

    def __init__(self, opened: ReportStreamOpened) -> None:
        """Begins where the stream begins."""
        self._epoch = opened.epoch
        # Everything up to here was received or explained.
        self._complete = opened.next_sequence - 1
        # What was received or explained above it: ascending (first, last), neither touching nor overlapping.
        self._ahead: list[tuple[int, int]] = []

    @property
    def resume_point(self) -> ResumePoint:
        """Where another connection can go on."""
        return ResumePoint(epoch=self._epoch, sequence=self._complete)

    def reopened(self, opened: ReportStreamOpened) -> None:
        """Notes that a later connection of the same stream was opened."""
        if opened.epoch != self._epoch:
            self._epoch = opened.epoch
            self._complete = opened.next_sequence - 1
            self._ahead = []

    def received(self, reports: Sequence[Report]) -> Sequence[Report]:
        """Notes reports, and returns those that are new.

        A group is always new: whether it is answered decides if it comes.
        """
        fresh = [report for report in reports if not self._is_repeated(report)]
        for report in fresh:
            self._add(report.sequence, report.sequence)
        return fresh

    def skipped(self, skipped: SkippedReports) -> None:
        """Notes what the stream does not get."""
        self._add(skipped.first, skipped.last)

    def _is_repeated(self, report: Report) -> bool:
        if report.HasField("page_request_group"):
            return False
        sequence = report.sequence
        if sequence <= self._complete:
            return True
        if not self._ahead or sequence > self._ahead[-1][1]:
            return False
        return any(first <= sequence <= last for first, last in self._ahead)

    def _add(self, first: int, last: int) -> None:
        if last <= self._complete:
            return
        if first > self._complete + 1:
            self._insert(first, last)
            return
        self._complete = last
        while self._ahead and self._ahead[0][0] <= self._complete + 1:
            self._complete = max(self._complete, self._ahead.pop(0)[1])

    def _insert(self, first: int, last: int) -> None:
        """Puts a range among those ahead and joins it with its neighbours; it usually goes at the end."""
        at = len(self._ahead)
        while at > 0 and self._ahead[at - 1][1] + 1 >= first:
            at -= 1
        end = at
        while end < len(self._ahead) and self._ahead[end][0] <= last + 1:
            first = min(first, self._ahead[end][0])
            last = max(last, self._ahead[end][1])
            end += 1
        self._ahead[at:end] = [(first, last)]
