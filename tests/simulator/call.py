# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""One request to the dashboard, as handlers see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import no_permission
from .params import Params

if TYPE_CHECKING:
    from .simulator import Simulator
    from .state.records import ApiKey


@dataclass
class Call:
    """What a handler gets: the parameters, the state, and who is calling."""

    simulator: Simulator
    method: str
    namespace: str
    path: str
    params: Params
    #: The key that was accepted, None for anonymous calls and for v1.
    key: ApiKey | None = None
    #: The raw bytes of the body, for the handlers that read the body themselves.
    body: bytes = b""
    #: The application password's user, for routes of WordPress itself.
    user: str | None = None
    #: Seconds that the work took beyond the fixed latency of a cached read (contacts to children, throttle).
    seconds: float = field(default=0.0)
    #: Seconds that the request hangs on top of it, whatever the latency.
    stalled: float = field(default=0.0)
    #: True once a handler has applied ``_fields`` to items itself: WordPress then leaves the envelope alone.
    fields_done: bool = False

    @property
    def dashboard(self) -> Any:
        """Return the dashboard's database."""
        return self.simulator.dashboard

    @property
    def children(self) -> Any:
        """Return the child sites' own truth."""
        return self.simulator.children

    @property
    def clock(self) -> Any:
        """Return the simulator's clock."""
        return self.simulator.clock

    @property
    def modern(self) -> bool:
        """Return whether the dashboard runs on a WordPress with abilities (A-mode)."""
        return self.simulator.generation == "modern"

    def use_ability(self, ability: str) -> None:
        """Raise an ability's refusal when the key's owner may not manage the dashboard (A-mode only)."""
        if self.modern and self.key and not self.key.owner_manages:
            raise no_permission(ability)

    def spend(self, seconds: float) -> None:
        """Say that the request takes ``seconds`` longer; the simulator waits after the handler, outside its lock."""
        self.seconds += seconds

    def stall(self, seconds: float) -> None:
        """Say that the request hangs for ``seconds``, which pass on the clock even with latency ``none``."""
        self.stalled += seconds

    def sub(self, params: Params) -> Call:
        """Return a sub-request (an item of a batch) with parameters of its own.

        Spend its ``seconds`` on this call afterwards.
        """
        return Call(self.simulator, self.method, self.namespace, self.path, params, self.key)
