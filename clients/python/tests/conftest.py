"""What tests share: a server for all of them, and a loop for those that are coroutines."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import viommu
from tests.server import Proxy, Server, running, temporary_directory
from viommu import Reconnect

#: Longer than any test takes.
PATIENCE = 60.0

_numbers = itertools.count(1)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a test that is a coroutine on an event loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**arguments), PATIENCE))
    return True


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """Fails a test that leaves a thread of the client behind."""
    yield
    deadline = time.monotonic() + 5
    for thread in threading.enumerate():
        if thread.name.startswith("viommu"):
            thread.join(deadline - time.monotonic())
            assert not thread.is_alive(), f"{thread.name} is left"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server for all tests; each has vIOMMUs of its own."""
    with running() as started:
        yield started


@pytest.fixture
def client(server: Server) -> Iterator[viommu.ViommuClient]:
    """A client of the server."""
    with viommu.connect(server.target) as connected:
        yield connected


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """A proxy in front of the server."""
    with temporary_directory() as directory:
        started = Proxy(server.socket, Path(directory) / "p")
        try:
            yield started
        finally:
            started.close()


@pytest.fixture
def viommu_id() -> str:
    """The id of a vIOMMU that no other test has."""
    return f"vm-{next(_numbers)}"


@pytest.fixture
def quick() -> Reconnect:
    """Comes back without much delay."""
    return Reconnect(initial_delay=0.01, max_delay=0.05)
