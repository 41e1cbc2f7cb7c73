"""Work in a process of its own, listened to, stopped and killed from outside."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.synchronize import Event
from threading import Lock, Thread
from typing import Any, Literal

Send = Callable[[Any], None]
"""Hands a message to the parent; from any thread."""

Work = Callable[..., None]
"""What a child does: called with `Send`, a question whether it is to stop, and the arguments."""


_CONTEXTS: dict[str, SpawnContext | ForkServerContext] = {
    "spawn": multiprocessing.get_context("spawn"),
    "forkserver": multiprocessing.get_context("forkserver"),
}


class ChildFailed(RuntimeError):
    """A child died or failed; the message says how."""


class Child:
    """One new process, which ends at once when this one does, however it ends.

    Parameters
    ----------
    work : callable
        Of a module, so that the child finds it; called as ``work(send, stop, *arguments)``.
    *arguments : object
        Pickled.
    method : {"spawn", "forkserver"}
        With the latter, modules that `multiprocessing.set_forkserver_preload` was told of are
        there at once: for those who have many children.
    passing : tuple of exception types
        What the work raises of these kinds, `messages` raises as it is.
    """

    def __init__(
        self,
        work: Work,
        *arguments: object,
        method: Literal["spawn", "forkserver"] = "spawn",
        passing: tuple[type[Exception], ...] = (),
    ) -> None:
        context = _CONTEXTS[method]
        self._stop = context.Event()
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_live, args=(sender, self._stop, work, arguments, passing), daemon=True
        )
        self._process.start()
        sender.close()

    @property
    def pid(self) -> int:
        """The process' number."""
        return self._process.pid or 0

    def stop(self) -> None:
        """Ask it to come to an end."""
        self._stop.set()

    def kill(self) -> None:
        """End it at once, with those that it has started."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # it leads no group yet, or is gone
            self._process.kill()
        self._process.join()

    def messages(self) -> Iterator[Any]:
        """Yield what it sends, until its work is done.

        Raises
        ------
        ChildFailed
            If it died or failed.
        """
        try:
            while True:
                message = self._receiver.recv()
                if isinstance(message, Exception):
                    raise message
                if message is None:
                    return
                yield message
        except (EOFError, OSError):  # a message may have begun
            self._process.join()
            raise ChildFailed(f"the child died with exit code {self._process.exitcode}") from None
        finally:
            self._receiver.close()
            self._process.join()


def _live(
    sender: Connection,
    stop: Event,
    work: Work,
    arguments: tuple[object, ...],
    passing: tuple[type[Exception], ...],
) -> None:
    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    one_at_a_time = Lock()

    def send(message: object) -> None:
        with one_at_a_time:
            sender.send(message)

    try:
        work(send, stop.is_set, *arguments)
        send(None)
    except BrokenPipeError:  # whoever listened has heard enough
        return
    except passing as refusal:
        send(refusal)
    except Exception:  # noqa: BLE001 - whatever it was, the parent must hear of it
        send(ChildFailed(traceback.format_exc()))
    finally:
        sender.close()


def end_with_parent() -> None:
    """End this process, and those that it has started, as soon as its parent has ended."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    # A group of its own: they can all be ended together, and nobody else with them.
    os.setpgrp()

    def watch(sentinel: int) -> None:
        multiprocessing.connection.wait([sentinel])
        os.killpg(0, signal.SIGKILL)

    Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
