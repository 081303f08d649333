"""The client inside a program of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.server import Server

THREADS = """
import sys, viommu
client = viommu.connect(sys.argv[1])
client.viommus.create(viommu_id=sys.argv[2])
channel = client.open_vmm_channel(viommu_id=sys.argv[2])
watch = client.watch_faults(viommu_id=sys.argv[2])
next(watch)
device = client.open_endpoint_channel(viommu_id=sys.argv[2])
print("bye")
"""

ASYNCIO = """
import asyncio, sys, viommu.aio
async def main():
    client = viommu.aio.connect(sys.argv[1])
    await client.viommus.create(viommu_id=sys.argv[2])
    channel = await client.open_vmm_channel(viommu_id=sys.argv[2])
    watch = client.watch_faults(viommu_id=sys.argv[2])
    await watch.__anext__()
    waiting = asyncio.ensure_future(channel.receive())
    await asyncio.sleep(0)
    print("bye")
asyncio.run(main())
"""


@pytest.mark.parametrize("text", [THREADS, ASYNCIO])
def test_a_program_ends_though_its_channels_are_open(server: Server, viommu_id: str, text: str) -> None:
    command = [sys.executable, "-X", "dev", "-c", text, server.target, viommu_id]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (0, "bye\n"), done.stderr
    assert "Traceback" not in done.stderr
