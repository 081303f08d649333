"""The page-request groups of an endpoint whose PRG responses are awaited, over losses of the connection."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from viommu._deferred import Deferred
from viommu.errors import AbortedError, ConnectionLostError, ViommuError
from viommu.v1 import EndpointPageResponse, EndpointResumed, OutstandingGroup, ResponseEffect

_Key = tuple[int, int | None]

#: Responses with these effects answer no group.
_WITHOUT_GROUP: Final = frozenset({ResponseEffect.RESPONSE_EFFECT_UNEXPECTED, ResponseEffect.RESPONSE_EFFECT_IGNORED})


def forgotten(why: str) -> ViommuError:
    """Returns why a group will not be answered."""
    message = f"the endpoint has forgotten its page requests: {why}"
    return AbortedError(message, reason="PAGE_REQUEST_FORGOTTEN")


@dataclass(eq=False)
class AwaitedGroup:
    """A group whose PRG response is awaited."""

    prgi: int
    pasid: int | None
    answer: Deferred[EndpointPageResponse] = field(default_factory=Deferred)
    #: Since the endpoint went on: the server does not list it as unanswered, so it was answered or is forgotten.
    decided: bool = False

    @property
    def key(self) -> _Key:
        """What the server lists it by."""
        return self.prgi, self.pasid


class AwaitedGroups:
    """Matches responses with groups, in the order of submission."""

    def __init__(self) -> None:
        """Begins with none."""
        self._groups: list[AwaitedGroup] = []
        # Responses for groups that were answered by the time the endpoint went on, and are still to come: the next
        # ones.
        self._redeliveries = 0
        # What becomes of decided groups that none of the redelivered responses answers.
        self._unanswered: ViommuError = forgotten("nobody answers")

    def add(self, prgi: int, pasid: int | None) -> AwaitedGroup:
        """Awaits the answer to a group."""
        group = AwaitedGroup(prgi, pasid)
        self._groups.append(group)
        return group

    def give_up(self, group: AwaitedGroup, error: Exception) -> None:
        """Waits no longer for a group."""
        if group in self._groups:
            self._groups.remove(group)
            group.answer.reject(error)

    def answered(self, response: EndpointPageResponse) -> None:
        """Takes a response: it goes to the group of its PASID, or without one to the oldest of its index."""
        redelivered = self._redeliveries > 0
        if not response.injected and not response.HasField("stall_tag") and response.effect not in _WITHOUT_GROUP:
            group = self._find(response, redelivered)
            if group is not None:
                self._groups.remove(group)
                group.answer.resolve(response)
        if redelivered:
            self._redeliveries -= 1
            if self._redeliveries == 0:
                self._forget_decided()

    def resumed(self, resumed: EndpointResumed) -> None:
        """Goes on with the endpoint: what is not listed as unanswered is answered by what follows, or was dropped."""
        listed = Counter(_key_of(group) for group in resumed.outstanding_groups)
        for group in self._groups:
            group.decided = listed[group.key] == 0
            if not group.decided:
                listed[group.key] -= 1
        unlisted = resumed.outstanding_group_count - len(resumed.outstanding_groups)
        if unlisted == 0:
            self._unanswered = forgotten("they were dropped when the connection was lost")
        else:
            message = f"whether the group is unanswered is not known: {unlisted} are not listed"
            self._unanswered = ConnectionLostError(message, sent=True)
        self._redeliveries = resumed.redelivered_response_count
        if self._redeliveries == 0:
            self._forget_decided()

    def forget(self, error: Exception) -> None:
        """Gives all of them up."""
        groups, self._groups = self._groups, []
        for group in groups:
            group.answer.reject(error)

    def _find(self, response: EndpointPageResponse, decided: bool) -> AwaitedGroup | None:
        pasid = response.pasid if response.HasField("pasid") else None
        for group in self._groups:
            if group.decided == decided and group.prgi == response.prgi and pasid in (None, group.pasid):
                return group
        return None

    def _forget_decided(self) -> None:
        decided = [group for group in self._groups if group.decided]
        self._groups = [group for group in self._groups if not group.decided]
        for group in decided:
            group.answer.reject(self._unanswered)


def _key_of(group: OutstandingGroup) -> _Key:
    return group.prgi, group.pasid if group.HasField("pasid") else None
