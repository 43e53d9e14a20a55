# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""WordPress' cron: events that wait for their time and run only when somebody ticks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .clock import Clock

#: Seconds for which WordPress starts no second run of cron.
SPAWN_EVERY = 60.0


@dataclass
class Event:
    """A due time (seconds since 1970), a hook's name and what it does; ``every`` seconds it comes back, 0: once.

    WordPress keeps the phase of what comes back: however late a run is, the next one is due a whole number of
    intervals after the first.
    """

    at: float
    hook: str
    action: Callable[[], None]
    every: float = 0.0


class Cron:
    """The schedule. ``run`` is what a visit of ``wp-cron.php`` does.

    ``automatic``: whether every request of the dashboard also runs what is due, as WordPress does; off, only event
    lines do.
    ``loopback``: whether the dashboard reaches itself, so that it can begin a run of cron without waiting for a visit.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.automatic = False
        self.loopback = True
        self.events: list[Event] = []
        self._last_spawn = float("-inf")

    def schedule(self, delay: float, hook: str, action: Callable[[], None], every: float = 0.0) -> None:
        """Plan an action ``delay`` seconds from now."""
        self.events.append(Event(self._clock.now() + delay, hook, action, every))

    def age(self, seconds: float) -> None:
        """Let every planned event have been due for so much longer."""
        for event in self.events:
            event.at -= seconds

    def run(self) -> int:
        """Run every event that is due now, oldest first, and return how many ran.

        What they plan waits for a later run.
        """
        now = self._clock.now()
        due = sorted((event for event in self.events if event.at <= now), key=lambda event: event.at)
        self.events = [event for event in self.events if event.at > now]
        for event in due:
            if event.every:
                late = (now - event.at) % event.every
                self.events.append(Event(now - late + event.every, event.hook, event.action, event.every))
            event.action()
        return len(due)

    def spawn(self) -> None:
        """Do what the dashboard does that wants its work begun now: ask itself for a run, if it reaches itself."""
        if self.loopback:
            self.run()

    def visit(self) -> None:
        """Do what a request to the dashboard does by the way: run what is due, at most once in 60 s."""
        now = self._clock.now()
        if self.automatic and now - self._last_spawn >= SPAWN_EVERY and any(event.at <= now for event in self.events):
            self._last_spawn = now
            self.run()
