"""A bounded queue in front of work that fills the processor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import HTTPException

from api.errors import RETRY_AFTER_S


class Gate:
    """Lets some requests work at once, some more wait, and turns the rest away.

    Waiting holds no thread, so a full queue never keeps other routes from answering.
    """

    def __init__(self, *, at_once: int, waiting: int) -> None:
        """The gate, open and empty."""
        self._places = at_once + waiting
        self._inside = 0
        self._working = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """Holds one of the working places for the body.

        Raises:
            HTTPException: 503 with Retry-After when the queue is full.
        """
        if self._inside >= self._places:
            raise HTTPException(
                503,
                f"{self._inside} requests are waiting already; try again in {RETRY_AFTER_S} s",
                headers={"Retry-After": str(RETRY_AFTER_S)},
            )
        self._inside += 1
        try:
            async with self._working:
                yield
        finally:
            self._inside -= 1
