"""BG/NBD."""

from __future__ import annotations

from typing import Any

from clvxl.core._beta_geometric import BetaGeometric


class BGNBD(BetaGeometric):
    name = "bgnbd"
    first = 0

    def future(self, p: Any, data: Any) -> Any: ...
    def expected(self, p: Any, time: Any) -> Any: ...
    def probability(self, p: Any, time: Any, n: Any) -> Any: ...
