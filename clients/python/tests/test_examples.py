"""The examples as programs, against a server of their own: the story of `make demo`."""

from __future__ import annotations

import contextlib
import hashlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Server, running, temporary_directory

EXAMPLES = Path(__file__).parent.parent / "examples"
LENGTH = 3_000_001
PATIENCE = 60.0


@contextlib.contextmanager
def program(name: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Yields an example that runs."""
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        # Whoever reads its output then reads the end.
        last_resort = threading.Timer(PATIENCE, process.kill)
        last_resort.start()
        try:
            yield process
        finally:
            last_resort.cancel()
            process.kill()


@pytest.fixture
def stage() -> Iterator[tuple[Server, str, Path]]:
    """A server with a socket for the device, and a file to stream."""
    with temporary_directory() as directory, running("--listen", f"unix:{directory / 'd'},allow=device") as server:
        file = directory / "file"
        file.write_bytes(b"".join(hashlib.sha256(b"%d" % index).digest() for index in range(LENGTH // 32 + 1))[:LENGTH])
        yield server, f"unix:{directory / 'd'}", file


def line(process: subprocess.Popen[str], containing: str) -> str:
    """Waits for a line."""
    assert process.stdout is not None
    seen = []
    for text in process.stdout:
        seen.append(text)
        if containing in text:
            return text
    pytest.fail(f"{containing!r} was not printed, but: {''.join(seen)}")


def fields(text: str) -> dict[str, str]:
    """Returns the `name=value` pairs of a line."""
    return dict(re.findall(r"(\w+)=(\S+)", text))


def test_a_file_is_streamed_into_the_guest(stage: tuple[Server, str, Path]) -> None:
    server, device_target, file = stage
    where = ("--memory-dir", str(server.directory), "--file", str(file))
    with program("vmm_prototype.py", "--target", server.target, *where) as vmm:
        line(vmm, "the guest is up")
        with program("device_model.py", "--target", device_target, "--file", str(file)) as device:
            line(device, "METHOD_NOT_ALLOWED_HERE")
            sent = fields(line(device, "device: ok"))
            assert device.wait(PATIENCE) == 0
        got = fields(line(vmm, "vmm: ok"))
        assert vmm.wait(PATIENCE) == 0
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert sent["sha256"] == got["sha256"] == sha256
    chunk_count = -(-LENGTH // (256 * 1024))
    # A group for each chunk, one for the ring, one for the guard, one for the ring again.
    assert int(got["groups"]) == int(sent["groups"]) == chunk_count + 3
    assert (got["success"], got["invalid"], got["late"]) == (str(chunk_count + 2), "1", "1")
    assert (sent["success"], sent["invalid"]) == (got["success"], got["invalid"])
    # The file, the ring, what lies beyond it, and the ring again.
    assert int(sent["pages"]) == -(-LENGTH // 4096) + 4 + 2 + 4


def test_a_vmm_that_is_killed_is_followed_by_another(stage: tuple[Server, str, Path]) -> None:
    server, device_target, file = stage
    where = ("--memory-dir", str(server.directory), "--file", str(file))
    with program("vmm_prototype.py", "--target", server.target, *where, "--stall-after", "300") as vmm:
        line(vmm, "the guest is up")
        with program("device_model.py", "--target", device_target, "--file", str(file)) as device:
            line(vmm, "stalled")
            vmm.kill()
            vmm.wait()
            with program("vmm_prototype.py", "--target", server.target, *where, "--resume") as second:
                line(second, "rebuilt the page tables")
                line(second, "came again")
                line(device, "device: ok")
                got = fields(line(second, "vmm: ok"))
                assert second.wait(PATIENCE) == 0
    assert got["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert int(got["redelivered"]) >= 1
