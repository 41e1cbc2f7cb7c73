"""Parts solved on a Dask cluster, behind the same interface as by threads."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any

from matcher.engines.interface import Answer, StopRequest, decline, ignore
from matcher.engines.portfolio.asking import Asking

ASK_SECONDS = 0.5
"""Between two questions whether to stop: each goes over the network."""


class ClusterExecutor(Executor):
    """Hands `solve_part` to a cluster; parts of a worker that dies are begun again on another.

    What a part tells while it is at work stays there; its answer comes at the end. Linli has to
    be installed on the workers in the same version.

    Parameters
    ----------
    address : str
        Of the scheduler: ``tcp://host:8786``.

    Raises
    ------
    ModuleNotFoundError
        Without the extra ``distributed``.
    OSError
        If no scheduler answers there.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client, Event  # noqa: PLC0415 - an extra

        self._client = Client(address, set_as_default=False)
        self._executor = self._client.get_executor(pure=False)
        self._name = f"linli-stop-{uuid.uuid4().hex}"
        self._asked = Event(self._name, client=self._client)
        self._asking = Asking(ASK_SECONDS, self._asked.set)

    def submit(  # type: ignore[override] # it takes what `solve_part` takes
        self,
        solve: Callable[..., Answer],
        /,
        *arguments: Any,  # noqa: ANN401
    ) -> Future[Answer]:
        """Let the cluster solve a part; `arguments` end with listen, stop and offer."""
        *given, _listen, stop, _offer = arguments
        self._asking.begin(stop)
        future: Future[Answer] = self._executor.submit(_solve_there, solve, given, self._name)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as its base's
        """Let go of the cluster."""
        self._asking.end()
        self._executor.shutdown(wait=wait)
        self._client.close()


def _solve_there(solve: Callable[..., Answer], given: Sequence[Any], name: str) -> Answer:
    from distributed import Event  # noqa: PLC0415 - an extra

    return solve(*given, ignore, _Seldom(Event(name).is_set), decline)


class _Seldom:
    """Asks a question at most every `ASK_SECONDS`, and no more once it was answered with yes."""

    def __init__(self, question: StopRequest) -> None:
        self._question = question
        self._next = 0.0
        self._yes = False

    def __call__(self) -> bool:
        now = time.monotonic()
        if not self._yes and now >= self._next:
            self._next = now + ASK_SECONDS
            self._yes = self._question()
        return self._yes
