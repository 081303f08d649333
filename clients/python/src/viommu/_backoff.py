"""Waits between attempts to come back."""

from __future__ import annotations

import random
from dataclasses import dataclass

#: Attempts that may find what was lost still taken: by the lost connection, of whose end the server has not heard.
_PREDECESSOR_ATTEMPTS = 8


@dataclass(frozen=True, kw_only=True)
class Reconnect:
    """Exponential backoff with jitter: each wait lies between half its length and its length.

    Attributes:
        initial_delay: Seconds before the first attempt.
        max_delay: The longest wait, in seconds.
        max_attempts: Attempts in a row before the channel ends; None: no limit.
    """

    initial_delay: float = 0.05
    max_delay: float = 5.0
    max_attempts: int | None = None

    def patience(self) -> Backoff:
        """Returns waits for the server to notice that the lost connection is gone; by default 6 to 11 s in all."""
        return Backoff(Reconnect(initial_delay=self.initial_delay, max_delay=self.max_delay), _PREDECESSOR_ATTEMPTS)


class Backoff:
    """Counts attempts, and says how long to wait for the next."""

    def __init__(self, reconnect: Reconnect, max_attempts: int | None = None) -> None:
        """Begins with the first attempt."""
        self._reconnect = reconnect
        self._max_attempts = reconnect.max_attempts if max_attempts is None else max_attempts
        self._attempts = 0

    def delay(self) -> float | None:
        """Returns the seconds to wait before the next attempt; None when there have been enough of them."""
        if self._max_attempts is not None and self._attempts >= self._max_attempts:
            return None
        ceiling = min(self._reconnect.max_delay, self._reconnect.initial_delay * 2.0 ** min(self._attempts, 30))
        self._attempts += 1
        return ceiling * (0.5 + random.random() / 2)

    def succeeded(self) -> None:
        """Makes the next wait the first again."""
        self._attempts = 0
