"""Runs a story on a driver; docs/stories.md of the server says how stories are written and what they mean."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import viommu
import viommu.aio
from tests.scenarios.driver import Driver, Reply, Stream
from tests.scenarios.match import differences
from tests.scenarios.values import Json, Scope, StoryError, Template, brief, follow, parse_path, template_of

T = TypeVar("T")

STORIES = Path(__file__).parents[4] / "test" / "scenarios" / "stories"

#: How long a story waits for a message or an answer before it fails, in seconds.
PATIENCE: Final = 10.0

#: A call without effect: when it returns, what was sent before it has arrived.
_BARRIER: Final = "ViommuService.GetInfo"

#: Tags from here on are the runner's; stories use smaller ones.
_FIRST_PROBE_TAG: Final = 2**63


async def run_story(story: Mapping[str, Any], target: str) -> None:
    """Runs a story on a server in which nothing is, and leaves nothing there.

    Raises:
        StoryError: At the first step that does not go as told.
    """
    async with viommu.aio.connect(target) as client:
        run = _Run(Driver(client))
        try:
            await run.steps(story["steps"], f"{story['name']}, ")
        finally:
            await run.end()
            async for found in client.viommus.list():
                await client.viommus.delete(viommu_id=found.viommu_id)


async def _patiently(pending: Awaitable[T], what: str) -> T:
    try:
        return await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(pending)), PATIENCE)
    except asyncio.TimeoutError:
        raise StoryError(f"{what} did not come within {PATIENCE} s") from None


def _is_skip_note(message: Mapping[str, Json]) -> bool:
    """Whether a message says which reports a stream does not get; a story sees it only when it asks."""
    skipped = message.get("skipped")
    return isinstance(skipped, dict) and "first" in skipped


def _taken_apart(message: dict[str, Json]) -> list[dict[str, Json]]:
    """Returns the messages a story sees in place of one of the server's."""
    if "heartbeat" in message:
        return []
    batch = message.get("reports")
    if not isinstance(batch, dict) or "reports" not in batch:
        return [message]
    rest = {key: value for key, value in message.items() if key != "reports"}
    skipped = [{**rest, "skipped": found} for found in batch["skipped"]]
    return skipped + [{**rest, "report": report} for report in batch["reports"]]


class _Inbox:
    """The messages of one stream, taken apart."""

    def __init__(self, stream: Stream, name: str) -> None:
        self.stream = stream
        self._name = name
        self._waiting: list[dict[str, Json]] = []

    async def next(self) -> Reply:
        """Returns the next message, or the end."""
        # Heartbeats do not make the patience longer.
        return await _patiently(self._next(), f"a message on {self._name}")

    async def _next(self) -> Reply:
        while not self._waiting:
            reply = await self.stream.receive()
            if reply.response is None:
                return reply
            self._waiting = _taken_apart(reply.response)
        return Reply(self._waiting.pop(0), None)

    def put_back(self, messages: Sequence[dict[str, Json]]) -> None:
        """Puts messages back, before all others."""
        self._waiting = [*messages, *self._waiting]


class _Run:
    """A story under way."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._scope = Scope()
        self._calls: dict[str, asyncio.Future[Reply]] = {}
        self._streams: dict[str, _Inbox] = {}
        self._probes = 0
        self._templates: dict[int, tuple[object, Template]] = {}

    async def end(self) -> None:
        """Drops what is still open."""
        for call in self._calls.values():
            call.cancel()
        for inbox in self._streams.values():
            await inbox.stream.cancel()

    async def steps(self, steps: Sequence[Mapping[str, Any]], around: str) -> None:
        """Does steps, one after the other."""
        for index, step in enumerate(steps):
            where = f"{around}step {index + 1}"
            if "repeat" in step:
                await self._repeat(step["repeat"], where)
                continue
            try:
                await self._step(step)
            except Exception as error:
                raise StoryError(f"{where}: {step['say']}\n{error}") from error

    async def _repeat(self, repeat: Mapping[str, Any], where: str) -> None:
        for index in range(repeat["times"]):
            self._scope.set(repeat.get("as", "i"), index)
            await self.steps(repeat["steps"], f"{where}, round {index + 1} of {repeat['times']}, ")

    async def _step(self, step: Mapping[str, Any]) -> None:
        if "call" in step:
            await self._reply(
                step["call"], self._driver.call(step["call"], self._filled(step.get("request", {}))), step
            )
        elif "start" in step:
            start = step["start"]
            self._calls[start["name"]] = self._driver.call(start["call"], self._filled(start.get("request", {})))
            await self._settle()
        elif "finish" in step:
            await self._reply(step["finish"], self._calls.pop(step["finish"]), step)
        elif "receive" in step:
            await self._receive(step["receive"])
        elif "silent" in step:
            await self._silent(step["silent"]["stream"])
        elif "ended" in step:
            await self._ended(step["ended"])
        else:
            await self._stream_step(step)

    async def _stream_step(self, step: Mapping[str, Any]) -> None:
        if "open" in step:
            opening = step["open"]
            stream = self._driver.open(opening["call"], self._filled(opening.get("request", {})))
            self._streams[opening["name"]] = _Inbox(stream, opening["name"])
            await self._settle(stream)
        elif "send" in step:
            stream = self._streams[step["send"]["stream"]].stream
            stream.send(self._filled(step["send"].get("message", {})))
            await self._settle(stream)
        elif "pause" in step:
            self._streams[step["pause"]].stream.pause()
        elif "resume" in step:
            self._streams[step["resume"]].stream.resume()
        elif "close" in step:
            stream = self._streams[step["close"]].stream
            stream.close()
            await self._settle(stream)
        elif "cancel" in step:
            await self._streams.pop(step["cancel"]).stream.cancel()
            await self._settle()
        else:
            raise StoryError(f"a step that nobody knows: {', '.join(step)}")

    async def _settle(self, stream: Stream | None = None) -> None:
        """Waits until the server has handled what was sent.

        The second round trip is there because frames of one connection may overtake each other once.
        """
        if stream is not None:
            await _patiently(stream.sent(), "room for what was sent")
        for _ in range(2):
            await _patiently(self._driver.call(_BARRIER, {}), f"the response of {_BARRIER}")

    async def _reply(self, what: str, pending: asyncio.Future[Reply], step: Mapping[str, Any]) -> None:
        reply = await _patiently(pending, f"the response of {what}")
        if reply.refusal is not None:
            if "error" not in step:
                raise StoryError(f"{what} was refused: {brief(reply.refusal)}")
            self._compare(f"the refusal of {what}", step["error"], reply.refusal)
            return
        if "error" in step:
            raise StoryError(f"{what} was to be refused with {brief(step['error'])}: {brief(reply.response)}")
        self._compare(f"the response of {what}", step.get("expect", {}), reply.response)
        for name, value in _saved(step.get("save", {}), reply.response):
            self._scope.set(name, value)

    async def _receive(self, receive: Mapping[str, Any]) -> None:
        inbox = self._streams[receive["stream"]]
        expected = self._filled(receive.get("expect", {}))
        save, skip, times = receive.get("save", {}), receive.get("skip"), receive.get("times")
        lists: dict[str, list[Json]] = {name: [] for name in save}
        passed: list[dict[str, Json]] = []
        for _ in range(1 if times is None else times):
            message = await self._take(inbox, receive["stream"], expected, skip, passed)
            for name, value in _saved(save, message):
                lists[name].append(value)
        for name, values in lists.items():
            self._scope.set(name, values[0] if times is None else values)
        if skip == "keep":
            inbox.put_back(passed)

    async def _take(
        self, inbox: _Inbox, name: str, expected: Json, skip: str | None, passed: list[dict[str, Json]]
    ) -> dict[str, Json]:
        """Takes the next message that is expected; those before it are passed."""
        while True:
            reply = await inbox.next()
            if reply.response is None:
                how = "well" if reply.refusal is None else f"with {brief(reply.refusal)}"
                raise StoryError(f"{name} ended {how}; expected {brief(expected)}; passed over {brief(passed[-5:])}")
            found = list(differences(expected, reply.response))
            if not found:
                return reply.response
            if skip is None and not (_is_skip_note(reply.response) and "skipped" not in expected):
                lines = "\n".join(found)
                raise StoryError(
                    f"the next message on {name} is not as expected\n{lines}\n{brief(reply.response, 2000)}"
                )
            passed.append(reply.response)

    async def _silent(self, name: str) -> None:
        """Checks that nothing waits: the server refuses a message without content, after what was sent before."""
        inbox = self._streams[name]
        for _ in range(2):
            tag = _FIRST_PROBE_TAG + self._probes
            self._probes += 1
            inbox.stream.send({"tag": tag})
            expected = {"tag": tag, "refused": {"reason": "MESSAGE_REQUIRED"}}
            await self._take(inbox, name, expected, None, [])

    async def _ended(self, ended: Mapping[str, Any]) -> None:
        name = ended["stream"]
        inbox = self._streams[name]
        reply = await inbox.next()
        while reply.response is not None and _is_skip_note(reply.response):
            reply = await inbox.next()
        if reply.response is not None:
            raise StoryError(f"{name} has not ended; it brings {brief(reply.response)}")
        if (reply.refusal is None) != ("error" not in ended):
            raise StoryError(f"{name} was to end with {brief(ended.get('error'))}, not with {brief(reply.refusal)}")
        if reply.refusal is not None:
            self._compare(f"the refusal of {name}", ended["error"], reply.refusal)
        del self._streams[name]
        await inbox.stream.cancel()

    def _compare(self, what: str, expected: Json, actual: Json) -> None:
        found = list(differences(self._filled(expected), actual))
        if found:
            lines = "\n".join(found)
            raise StoryError(f"{what} is not as expected\n{lines}\n{brief(actual, 2000)}")

    def _filled(self, value: Json) -> Json:
        known = self._templates.get(id(value))
        if known is None or known[0] is not value:
            known = (value, template_of(value))
            self._templates[id(value)] = known
        return known[1].fill(self._scope)


def _saved(save: Mapping[str, str], message: Json) -> Iterator[tuple[str, Json]]:
    for name, path in save.items():
        try:
            yield name, follow(message, parse_path(path))
        except LookupError:
            raise StoryError(f"there is nothing to save as {name} at {path} in {brief(message)}") from None


def stories() -> list[Path]:
    """Returns the stories."""
    return sorted(STORIES.glob("*.json"))


def tell(path: Path, target: str, seconds: float) -> None:
    """Runs a story on an event loop of its own."""
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        loop.run_until_complete(asyncio.wait_for(run_story(json.loads(path.read_text()), target), seconds))
        loop.run_until_complete(loop.shutdown_asyncgens())
