#!/usr/bin/env python3
"""A device model: streams a file into a guest by DMA, through its own address translation cache.

See `vmm_prototype.py` for the other part of the story and for how to start both. Several chunks are under way at once,
so this is written for asyncio.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import time
from pathlib import Path

from layout import CHUNK, ENDPOINT, GUARD, PAGE, RING, RING_PAGES, SPACES, VIOMMU, Chunk, chunks, pages

import viommu
import viommu.aio
from viommu.v1 import (
    AddressType,
    DmaStatus,
    EndpointChanged,
    EndpointChangeKind,
    InvalidationRequest,
    PageRequest,
    PageResponse,
    PageResponseCode,
    Permissions,
    TranslationStatus,
)

WINDOW = 4
"""Chunks under way, and with them groups that wait for an answer."""
RING_PRGI = 100
"""Group index of everything but the file."""
RETRY_LIMIT = 8
"""Success promises nothing: so often the same page is asked for before the device gives up."""
READ_WRITE = Permissions(read=True, write=True)
SUCCESS = PageResponseCode.PAGE_RESPONSE_CODE_SUCCESS
INVALID = PageResponseCode.PAGE_RESPONSE_CODE_INVALID_REQUEST


def say(text: str) -> None:
    """Prints a line."""
    print(f"device | {text}", flush=True)


class PageRefused(Exception):  # noqa: N818 - an ending of the story, not a mistake
    """A page was answered Invalid Request."""

    def __init__(self, iova: int) -> None:
        """Makes one for the first address that was not written."""
        super().__init__(f"{iova:#x} was refused")
        self.iova = iova


class Device:
    """The device: its ATC, and a DMA engine that writes through it."""

    def __init__(self) -> None:
        """Makes one that is not plugged in."""
        self.atc: dict[tuple[int, int], int] = {}
        """Output address by PASID and page."""
        self.success = self.invalid = self.pages = 0
        self.enabled = asyncio.Event()
        self.ring_dropped = asyncio.Event()
        self.endpoint: viommu.aio.ExternalEndpoint

    def on_changed(self, changed: EndpointChanged) -> None:
        """Notes that the guest's driver has turned page requests on."""
        if changed.change == EndpointChangeKind.ENDPOINT_CHANGE_KIND_PRI_ENABLED:
            self.enabled.set()

    def on_invalidation(self, request: InvalidationRequest) -> None:
        """Forgets translations; without a PASID those of every PASID."""
        for pasid, page in list(self.atc):
            if request.HasField("pasid") and request.pasid != pasid:
                continue
            if request.range.first <= page <= request.range.last:
                del self.atc[pasid, page]
                if page == RING:
                    self.ring_dropped.set()

    async def write(self, pasid: int, iova: int, data: bytes, prgi: int) -> int:
        """Writes, and asks for the pages that are missing; returns how many groups that took.

        Raises:
            PageRefused: There is nothing behind a page, and never will be; what comes before it was written.
        """
        groups = at = 0
        writes = []
        refused: PageRefused | None = None
        while at < len(data) and refused is None:
            page = (iova + at) // PAGE * PAGE
            if (pasid, page) in self.atc:
                # What was looked up is sent before anything is awaited, so no invalidation can come between.
                here, length = self.contiguous(pasid, iova + at, len(data) - at)
                part = self.endpoint.dma_write(
                    here, data[at : at + length], address_type=AddressType.ADDRESS_TYPE_TRANSLATED
                )
                writes.append(asyncio.ensure_future(part))
                await asyncio.sleep(0)
                at += length
                continue
            missing = await self.translate(pasid, iova + at, len(data) - at)
            if missing and missing[0] == page:
                if groups == RETRY_LIMIT:
                    raise RuntimeError(f"{page:#x} is not mapped after {groups} answers of Success")
                groups += 1
                if not await self.ask(pasid, missing, prgi):
                    refused = PageRefused(iova + at)
        for result in await asyncio.gather(*writes):
            if result.status != DmaStatus.DMA_STATUS_COMPLETED:
                raise RuntimeError(f"a DMA ended {DmaStatus.Name(result.status)} at {result.failed_iova:#x}")
        if refused is not None:
            raise refused
        return groups

    def contiguous(self, pasid: int, iova: int, length: int) -> tuple[int, int]:
        """Returns where an address goes, and how many bytes from there on lie side by side."""
        page = iova // PAGE * PAGE
        output = self.atc[pasid, page]
        count = 1
        while count * PAGE < length and self.atc.get((pasid, page + count * PAGE)) == output + count * PAGE:
            count += 1
        return output + iova - page, min(length, count * PAGE - (iova - page))

    async def translate(self, pasid: int, iova: int, length: int) -> list[int]:
        """Asks for translations and keeps them; returns the pages that cannot be written."""
        wanted = pages(iova, length)
        completion = await self.endpoint.translate(wanted[0], len(wanted), READ_WRITE, pasid=pasid)
        if completion.status != TranslationStatus.TRANSLATION_STATUS_SUCCESS:
            raise RuntimeError(f"a translation request ended {TranslationStatus.Name(completion.status)}")
        missing = []
        for entry in completion.entries:
            for page in range(entry.range.first, entry.range.last, PAGE):
                if entry.permissions.write:
                    self.atc[pasid, page] = entry.output_address + page - entry.range.first
                else:
                    missing.append(page)
        return missing

    async def ask(self, pasid: int, missing: list[int], prgi: int) -> bool:
        """Asks for pages as one group; returns whether they are there now."""
        wanted = [PageRequest(iova=page, permissions=READ_WRITE) for page in missing]
        answer = await self.endpoint.request_pages(
            prgi=prgi, pasid=pasid, pages=wanted, queue_tag=prgi, length_hint_bytes=PAGE
        )
        self.pages += len(missing)
        self.success += answer.code == SUCCESS
        self.invalid += answer.code == INVALID
        if answer.code not in (SUCCESS, INVALID):
            raise RuntimeError(f"a page request was answered {PageResponseCode.Name(answer.code)}")
        return answer.code == SUCCESS

    async def stream(self, file: Path) -> str:
        """Writes the file into the guest, several chunks at once; returns the SHA-256 of what was sent."""
        digest = hashlib.sha256()
        length = file.stat().st_size  # noqa: ASYNC240 - a local file
        indexes = list(range(WINDOW))
        running: set[asyncio.Task[None]] = set()

        async def send(chunk: Chunk, data: bytes, prgi: int) -> None:
            await self.write(chunk.space.pasid, chunk.iova, data, prgi)
            indexes.append(prgi)

        with file.open("rb") as source:
            for chunk in chunks(length):
                data = source.read(CHUNK)
                digest.update(data)
                if not indexes:
                    done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        task.result()
                running.add(asyncio.create_task(send(chunk, data, indexes.pop())))
        await asyncio.gather(*running)
        return digest.hexdigest()

    async def fill_ring(self, lap: int) -> int:
        """Writes the whole ring; returns how many groups that took."""
        return await self.write(SPACES[0].pasid, RING, bytes([lap]) * RING_PAGES * PAGE, RING_PRGI)

    async def hit_guard(self) -> None:
        """Begins a transfer in the ring and runs into the guard."""
        begin = GUARD - 2 * PAGE
        try:
            await self.write(SPACES[0].pasid, begin, b"\xee" * 4 * PAGE, RING_PRGI)
        except PageRefused as refused:
            if refused.iova != GUARD:
                raise
            say(f"a transfer at {begin:#x} failed at {GUARD:#x}: Invalid Request")
        else:
            raise RuntimeError("the guard was written")


async def try_to_answer(client: viommu.aio.ViommuClient) -> None:
    """A device that answers page requests itself would be a hole in the wall: its socket does not allow it."""
    try:
        await client.faults.respond(viommu_id=VIOMMU, responses=[PageResponse(group_cookie=1, code=SUCCESS)])
    except viommu.PermissionDeniedError as error:
        say(f"tried to answer a page request on the device's socket: {error.reason}")
    else:
        say("this socket allows more than device calls; give it allow=device")


async def play(target: str, file: Path) -> str:
    """Plays the device's part; returns what to say at the end."""
    device = Device()
    async with viommu.aio.connect(target) as client:
        await client.wait_for_ready(10)
        await try_to_answer(client)
        # The story ends with the stream: the ATC is not emptied for another one.
        async with client.open_endpoint_channel(viommu_id=VIOMMU, reconnect=False) as channel:
            device.endpoint = await channel.hello(
                ENDPOINT, on_changed=device.on_changed, on_invalidation=device.on_invalidation
            )
            await device.enabled.wait()
            say("plugged in; the guest has enabled ATS and PRI")
            begin = time.monotonic()
            sha256 = await device.stream(file)
            elapsed = time.monotonic() - begin
            await device.fill_ring(1)
            device.ring_dropped.clear()
            await device.hit_guard()
            await device.ring_dropped.wait()
            groups = await device.fill_ring(2)
            if groups != 1:
                raise RuntimeError(f"touching the unmapped ring took {groups} groups")
            say("the ring was gone from the ATC and the guest: asked again, 1 group")
    return (
        f"device: ok sha256={sha256} pages={device.pages} groups={device.success + device.invalid} "
        f"success={device.success} invalid={device.invalid} seconds={elapsed:.2f}"
    )


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", required=True, help="unix:/path/to/socket, or host:port")
    parser.add_argument("--file", required=True, type=Path, help="what to stream")
    arguments = parser.parse_args()
    print(asyncio.run(play(arguments.target, arguments.file)))


if __name__ == "__main__":
    main()
