"""The code in the README, as it is written there, against a server of its own."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import viommu
from tests.guest import wanted
from tests.server import running
from viommu.v1 import AtsCapability, EndpointBackend, EndpointChangeKind, EndpointConfig, PriCapability

README = Path(__file__).parent.parent / "README.md"
TARGET = "unix:/run/user/1000/viommud.sock"


def until(is_true: Callable[[], bool]) -> None:
    """Waits until something is true."""
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_does_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    connects, awaits, vmm, device, misbehaves, watches, errors = blocks
    dropped: list[Any] = []
    scope: dict[str, Any] = {"viommu": viommu, "drop_from_my_cache": dropped.append}

    with running() as server:

        def run(block: str) -> None:
            exec(compile(block.replace(TARGET, server.target), str(README), "exec"), scope)

        run(connects)
        client: viommu.ViommuClient = scope["client"]
        run(awaits)
        assert capsys.readouterr().out.startswith(client.viommus.get_info().server_version)

        external = EndpointBackend.ENDPOINT_BACKEND_EXTERNAL
        config = EndpointConfig(backend=external, ats=AtsCapability(), pri=PriCapability())
        client.endpoints.create(viommu_id="vm-1", endpoint_id=9, config=config)
        client.domains.attach(viommu_id="vm-1", endpoint_id=9, domain_id=1)
        observer = client.watch_faults(viommu_id="vm-1")

        def drive() -> None:
            """What the guest's driver does: enables the devices when they are there."""
            for item in observer:
                for report in item.reports if isinstance(item, viommu.Reports) else ():
                    if report.endpoint_changed.change == EndpointChangeKind.ENDPOINT_CHANGE_KIND_CONNECTED:
                        client.endpoints.update(viommu_id="vm-1", endpoint_id=9, ats_enabled=True)
                        client.endpoints.enable_pri(viommu_id="vm-1", endpoint_id=9)

        threads = [threading.Thread(target=drive), threading.Thread(target=run, args=(vmm,))]
        for thread in threads:
            thread.start()
        client.endpoints.submit_page_requests(viommu_id="vm-1", endpoint_id=8, items=[wanted(0x1000, 1)])
        until(lambda: client.faults.get_statistics(viommu_id="vm-1").statistics.answered_group_count == 1)

        # The model of the README takes its endpoint and goes on at once; a guest needs a moment.
        hello = viommu.EndpointChannel.hello

        def patient(channel: viommu.EndpointChannel, endpoint_id: int, **options: Any) -> viommu.ExternalEndpoint:
            endpoint = hello(channel, endpoint_id, **options)
            until(lambda: client.endpoints.get(viommu_id="vm-1", endpoint_id=9).endpoint.pri.enabled)
            return endpoint

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(viommu.EndpointChannel, "hello", patient)
            run(device)
        assert scope["entry"].output_address == 0x4000

        run(misbehaves)
        assert capsys.readouterr().out == "EXPECTATIONS_NOT_MET 1\n"
        assert client.endpoints.get(viommu_id="vm-1", endpoint_id=8).endpoint.link_down

        watching = threading.Thread(target=run, args=(watches,))
        watching.start()
        time.sleep(0.2)
        client.viommus.delete(viommu_id="vm-1")
        for thread in [*threads, watching]:
            thread.join(10)
            assert not thread.is_alive()
        assert "CLOSING_REASON_VIOMMU_DELETED" in capsys.readouterr().out
        run(errors)
        assert capsys.readouterr().out.startswith("VIOMMU_NOT_FOUND {")
        client.close()
