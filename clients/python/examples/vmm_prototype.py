#!/usr/bin/env python3
"""A VMM prototype: owns guest RAM, takes page requests, brings the pages in, and answers.

With `device_model.py` it plays the story of `make demo` against a server that is running:

    viommud --listen unix:/tmp/vmm.sock --listen unix:/tmp/device.sock,allow=device --memory-dir /tmp/guest
    python vmm_prototype.py --target unix:/tmp/vmm.sock --memory-dir /tmp/guest --file FILE
    python device_model.py --target unix:/tmp/device.sock --file FILE

The device streams the file into the guest, through addresses that are unmapped at first. When it runs into the guard
it is answered Invalid Request; then the VMM takes the device's ring away from it, and the device asks for it again.
When the device is gone, the SHA-256 of the file is compared with what lies in guest RAM.

With `--stall-after PAGES` the VMM stops answering half-way. Kill it, and start another with `--resume`: it goes on
where the first one was, and what that left unanswered comes again.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import random
from collections.abc import Iterable
from pathlib import Path

from layout import (
    ENDPOINT,
    GUARD,
    GUARD_PAGES,
    PAGE,
    RAM_ADDRESS,
    RAM_FILE,
    RING,
    RING_PAGES,
    SPACES,
    VIOMMU,
    chunks,
    pages,
)

import viommu
from viommu.v1 import (
    AtsCapability,
    DomainSubscription,
    EndpointBackend,
    EndpointChangeKind,
    EndpointConfig,
    InvalidateDeviceTlb,
    InvalidationEntry,
    IovaRange,
    MapItem,
    MemoryRegion,
    OperationOutcome,
    PageRequestGroup,
    PageResponse,
    PageResponseCode,
    PageResponseOutcome,
    PasidCapability,
    Permissions,
    PriCapability,
    Report,
    ReportSelection,
    ResolveItem,
    SharedFileBacking,
)

SPARE_PAGES = 256
RUN_PAGES = 8
"""Pages that are handed out together: a guest that has run for a while has no longer runs left."""
PAGES_PER_INVALIDATION = 8192
"""Pages after which the device's ATC is emptied: what an endpoint may be granted is bounded."""
READ_WRITE = Permissions(read=True, write=True)
SUCCESS = PageResponseCode.PAGE_RESPONSE_CODE_SUCCESS
INVALID = PageResponseCode.PAGE_RESPONSE_CODE_INVALID_REQUEST


def say(text: str) -> None:
    """Prints a line."""
    print(f"vmm    | {text}", flush=True)


class Guest:
    """The guest's memory: which pages of RAM are free, and what its page tables say."""

    def __init__(self, ram: Path, page_count: int) -> None:
        """Makes a guest in which all pages are free, in scattered runs."""
        self.ram = ram
        self.page_count = page_count
        self.table: dict[tuple[int, int], int] = {}
        """Guest page by domain and IOVA."""
        runs = [range(first, min(first + RUN_PAGES, page_count)) for first in range(0, page_count, RUN_PAGES)]
        random.Random(0x5EED).shuffle(runs)
        self._free = [page for run in runs for page in reversed(run)]

    def adopt(self, domain_id: int, iova: int, page: int) -> None:
        """Notes a page that is mapped already."""
        self.table[domain_id, iova] = page

    def adopted(self) -> None:
        """Takes the pages that were adopted from the free ones."""
        used = set(self.table.values())
        self._free = [page for page in self._free if page not in used]

    def bring_in(self, domain_id: int, iovas: Iterable[int]) -> list[MapItem]:
        """Puts pages of RAM behind addresses that have none; returns the mappings to make."""
        items: list[MapItem] = []
        for iova in iovas:
            if (domain_id, iova) in self.table:
                continue
            page = self._free.pop()
            self.table[domain_id, iova] = page
            output = RAM_ADDRESS + page * PAGE
            last = items[-1] if items else None
            if last and last.range.last + 1 == iova and last.output_address + iova - last.range.first == output:
                last.range.last += PAGE
            else:
                addresses = IovaRange(first=iova, last=iova + PAGE - 1)
                items.append(MapItem(range=addresses, output_address=output, permissions=READ_WRITE))
        return items

    def take_away(self, domain_id: int, iovas: Iterable[int]) -> None:
        """Frees the pages behind addresses."""
        self._free.extend(self.table.pop((domain_id, iova)) for iova in iovas)

    def sha256(self, length: int) -> str:
        """Returns the SHA-256 of the file as it lies in guest RAM."""
        digest = hashlib.sha256()
        with self.ram.open("rb") as ram:
            for chunk in chunks(length):
                for iova in pages(chunk.iova, chunk.length):
                    ram.seek(self.table[chunk.space.domain_id, iova] * PAGE)
                    digest.update(ram.read(min(PAGE, chunk.iova + chunk.length - iova)))
        return digest.hexdigest()


def boot(client: viommu.ViommuClient, guest: Guest) -> None:
    """Boots the guest: RAM, a vIOMMU, a slot for the device and an address space for each of its PASIDs."""
    with guest.ram.open("xb") as ram:
        ram.truncate(guest.page_count * PAGE)
    client.viommus.create(viommu_id=VIOMMU)
    backing = SharedFileBacking(path=RAM_FILE)
    region = MemoryRegion(guest_address=RAM_ADDRESS, length_bytes=guest.page_count * PAGE, shared_file=backing)
    client.memory.register(viommu_id=VIOMMU, region=region)
    config = EndpointConfig(
        backend=EndpointBackend.ENDPOINT_BACKEND_EXTERNAL,
        requester_id=0x0108,
        ats=AtsCapability(),
        pri=PriCapability(prg_response_pasid_required=True),
        pasid=PasidCapability(),
    )
    client.endpoints.create(viommu_id=VIOMMU, endpoint_id=ENDPOINT, config=config)
    for pasid, domain_id, device_cookie in SPACES:
        client.domains.create(viommu_id=VIOMMU, domain_id=domain_id, page_requests=True)
        client.domains.attach(
            viommu_id=VIOMMU, endpoint_id=ENDPOINT, pasid=pasid, domain_id=domain_id, device_cookie=device_cookie
        )


def remember(client: viommu.ViommuClient, guest: Guest) -> None:
    """Learns from the server which pages are in use, after a crash."""
    for space in SPACES:
        for mapping in client.domains.list_mappings(viommu_id=VIOMMU, domain_id=space.domain_id):
            for iova in range(mapping.range.first, mapping.range.last, PAGE):
                page = (mapping.output_address + iova - mapping.range.first - RAM_ADDRESS) // PAGE
                guest.adopt(space.domain_id, iova, page)
    guest.adopted()
    say(f"rebuilt the page tables from the mappings: {len(guest.table)} pages in use")


class Vmm:
    """Answers what the device asks for, until it is gone."""

    def __init__(
        self, client: viommu.ViommuClient, channel: viommu.VmmChannel, guest: Guest, stall_after: int | None
    ) -> None:
        """Makes one that has answered nothing yet."""
        self.stall_after = stall_after
        self.client = client
        self.channel = channel
        self.guest = guest
        self.success = self.invalid = self.invalidations = self.redelivered = 0
        self._pages_since_invalidation = 0
        self._last_answered = 0

    def run(self) -> None:
        """Handles reports until the device is disconnected."""
        for item in self.channel:
            if isinstance(item, viommu.Reports):
                groups = [report.page_request_group for report in item.reports if report.HasField("page_request_group")]
                if groups:
                    self.answer(groups)
                for report in item.reports:
                    if self.is_device_gone(report):
                        return
            elif isinstance(item, viommu.Refused):
                raise item.error

    def is_device_gone(self, report: Report) -> bool:
        """Handles what is not a group; returns whether the device has been disconnected."""
        if report.HasField("violation"):
            raise RuntimeError(f"a rule was broken: {report.violation.detail}")
        change = report.endpoint_changed.change
        if change == EndpointChangeKind.ENDPOINT_CHANGE_KIND_CONNECTED:
            say("the device is there: enabling ATS and PRI")
            self.client.endpoints.update(viommu_id=VIOMMU, endpoint_id=ENDPOINT, ats_enabled=True)
            self.client.endpoints.enable_pri(viommu_id=VIOMMU, endpoint_id=ENDPOINT)
        return change == EndpointChangeKind.ENDPOINT_CHANGE_KIND_DISCONNECTED

    def answer(self, groups: list[PageRequestGroup]) -> None:
        """Brings in what the guest has, and refuses what it never will."""
        for group in groups:
            space = next(space for space in SPACES if space.domain_id == group.domain_id)
            if (group.endpoint_id, group.pasid, group.device_cookie) != (ENDPOINT, space.pasid, space.device_cookie):
                raise RuntimeError(f"group {group.group_cookie:#x} names another device: {group}")
            if group.redelivery:
                self.redelivered += 1
                say(f"group {group.group_cookie:#x} came again")
        if self.stall_after is not None and len(self.guest.table) >= self.stall_after:
            say(f"stalled with {len(groups)} groups unanswered")
            return
        guard = range(GUARD, GUARD + GUARD_PAGES * PAGE)
        self.resolve([group for group in groups if group.pages[0].iova not in guard])
        guarded = [group for group in groups if group.pages[0].iova in guard]
        if guarded:
            self.refuse(guarded)
            self.take_ring_away()

    def resolve(self, groups: list[PageRequestGroup]) -> None:
        """Maps what is missing and answers Success, in one message."""
        if not groups:
            return
        items = [
            ResolveItem(
                group_cookie=group.group_cookie,
                mappings=self.guest.bring_in(group.domain_id, (page.iova for page in group.pages)),
            )
            for group in groups
        ]
        result = self.channel.resolve(items)
        for failure in result.failures:
            raise viommu.error_of_refusal(failure)
        self.success += result.sent_count
        self._last_answered = groups[-1].group_cookie
        self._pages_since_invalidation += sum(len(group.pages) for group in groups)
        if self._pages_since_invalidation >= PAGES_PER_INVALIDATION:
            self._pages_since_invalidation = 0
            entry = InvalidationEntry(device_tlb=InvalidateDeviceTlb(endpoint_id=ENDPOINT))
            self.invalidations += self.channel.invalidate([entry]).completed_count

    def refuse(self, groups: list[PageRequestGroup]) -> None:
        """Answers Invalid Request: there is nothing behind these pages and never will be."""
        answers = [
            PageResponse(
                group_cookie=group.group_cookie,
                code=INVALID,
                endpoint_id=group.endpoint_id,
                pasid=group.pasid,
                prgi=group.prgi,
            )
            for group in groups
        ]
        self.invalid += self.channel.respond(answers).sent_count
        say(f"{len(groups[0].pages)} pages of the guard were asked for and refused")

    def take_ring_away(self) -> None:
        """Unmaps the ring, which waits until the device has emptied its ATC."""
        domain_id = SPACES[0].domain_id
        result = self.channel.unmap(domain_id, [IovaRange(first=RING, last=GUARD - 1)])
        if result.operation.outcome != OperationOutcome.OPERATION_OUTCOME_COMPLETED:
            raise RuntimeError(f"unmapping the ring ended {OperationOutcome.Name(result.operation.outcome)}")
        self.guest.take_away(domain_id, pages(RING, RING_PAGES * PAGE))
        self.invalidations += 1
        say("the ring was unmapped, the device has emptied its ATC")

    def answer_once_too_often(self) -> int:
        """Answers the last group once more; returns how many answers came too late."""
        answer = PageResponse(group_cookie=self._last_answered, code=SUCCESS)
        results = self.channel.respond([answer]).results
        late = PageResponseOutcome.PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED
        return sum(result.outcome == late for result in results)


def main() -> None:
    """Plays the VMM's part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", required=True, help="unix:/path/to/socket, or host:port")
    parser.add_argument("--memory-dir", required=True, type=Path, help="the server's --memory-dir")
    parser.add_argument("--file", required=True, type=Path, help="what the device streams")
    parser.add_argument("--stall-after", type=int, metavar="PAGES", help="stop answering then, to be killed")
    parser.add_argument("--resume", action="store_true", help="go on where a VMM was that has died")
    arguments = parser.parse_args()

    length = arguments.file.stat().st_size
    guest = Guest(arguments.memory_dir / RAM_FILE, -(-length // PAGE) + SPARE_PAGES)
    with viommu.connect(arguments.target) as client:
        client.wait_for_ready(10)
        if not arguments.resume:
            boot(client, guest)
        # The channel is taken before the mappings are listed: from then on nobody else changes them.
        domains = [DomainSubscription(domain_id=space.domain_id, take_over=arguments.resume) for space in SPACES]
        selection = ReportSelection(domains=domains)
        with client.open_vmm_channel(viommu_id=VIOMMU, selection=selection) as channel:
            if arguments.resume:
                remember(client, guest)
            say("the guest is up: a device can be plugged in")
            vmm = Vmm(client, channel, guest, arguments.stall_after)
            vmm.run()
            late = vmm.answer_once_too_often()
        statistics = client.faults.get_statistics(viommu_id=VIOMMU).statistics
        client.viommus.delete(viommu_id=VIOMMU)
    with contextlib.closing(arguments.file.open("rb")) as file:
        expected = hashlib.sha256(file.read()).hexdigest()
    found = guest.sha256(length)
    guest.ram.unlink()
    if found != expected:
        raise SystemExit(f"vmm: failed: guest RAM holds {found}, the file has {expected}")
    if statistics.accepted_group_count != statistics.answered_group_count:
        raise SystemExit(f"vmm: failed: not every group was answered: {statistics}")
    print(
        f"vmm: ok sha256={found} groups={statistics.answered_group_count} success={vmm.success} invalid={vmm.invalid} "
        f"invalidations={vmm.invalidations} redelivered={vmm.redelivered} late={late}"
    )


if __name__ == "__main__":
    main()
