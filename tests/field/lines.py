"""A bad line between a browser and the server: so many bytes a second each way, a delay, and some answers cut in the middle.

Everything the browser says goes through it, the service worker's calls too; what the server sees of a cut answer is a
request that was taken and a peer that went away.
"""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PIECE = 1_400
"""Bytes of a piece, as of a packet."""


@dataclass
class Direction:
    """One way of the line, shared by all connections: whoever comes next waits until it is free."""

    bytes_a_second: float
    carried: int = 0
    free_at: float = 0.0

    def through_at(self, size: int) -> float:
        """When a piece that comes now has passed."""
        self.free_at = max(self.free_at, asyncio.get_running_loop().time()) + size / self.bytes_a_second
        self.carried += size
        return self.free_at


@dataclass
class BadLine:
    """``latency`` is a round trip in seconds, ``loss`` the share of exchanges that are cut; the same ``seed``, the same weather."""

    to_port: int
    bytes_a_second: float
    latency: float
    loss: float
    seed: int = 2022
    port: int = 0
    exchanges: int = 0
    cut: int = 0
    clear: bool = False
    """Nothing is cut for the time being."""
    up: Direction = field(init=False)
    down: Direction = field(init=False)

    def __post_init__(self) -> None:
        self.up, self.down = Direction(self.bytes_a_second), Direction(self.bytes_a_second)
        self.weather = random.Random(self.seed)
        self.loop = asyncio.new_event_loop()
        self.ended = asyncio.Event()
        self.connections: set[asyncio.Future[None]] = set()

    @contextmanager
    def standing(self) -> Iterator["BadLine"]:
        """The line stands while this lasts, in a thread of its own."""
        ready = threading.Event()
        thread = threading.Thread(target=self.loop.run_until_complete, args=[self._serve(ready)], daemon=True)
        thread.start()
        ready.wait(5)
        try:
            yield self
        finally:
            self.loop.call_soon_threadsafe(self.ended.set)
            thread.join(5)
            self.loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.ended.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _begin(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        self.connections.add(asyncio.ensure_future(self._connect(browser, to_browser)))

    async def _connect(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.latency)  # the handshake
        server, to_server = await asyncio.open_connection("127.0.0.1", self.to_port)
        fate = Fate()
        up = asyncio.ensure_future(self._carry(browser, to_server, self.up, lambda _size: self._asks(fate)))
        down = asyncio.ensure_future(self._carry(server, to_browser, self.down, fate.answers))
        try:
            await asyncio.wait([up, down], return_when=asyncio.FIRST_COMPLETED)
            if not fate.is_cut:
                await down
        except ConnectionError:
            pass  # one of them went away
        finally:
            up.cancel(), down.cancel()
            to_browser.transport.abort(), to_server.transport.abort()
            await asyncio.gather(up, down, return_exceptions=True)

    def _asks(self, fate: "Fate") -> bool:
        """A new exchange may be lost on its way there, or in the middle of its answer."""
        if fate.waits:
            return True
        fate.waits, fate.left = True, None
        self.exchanges += 1
        if not self.clear and self.weather.random() < self.loss:
            self.cut += 1
            if self.weather.random() < 0.5:
                fate.is_cut = True
                return False
            fate.left = self.weather.randrange(100, 600)
        return True

    async def _carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, way: Direction, passes) -> None:
        """Pieces in their order, each when it has passed and half the delay is over."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        writing = asyncio.ensure_future(self._write(under_way, to))
        try:
            while piece := await source.read(PIECE):
                if not passes(len(piece)):
                    return
                under_way.put_nowait((way.through_at(len(piece)) + self.latency / 2, piece))
                await asyncio.sleep(max(0.0, way.free_at - self.loop.time()))
            await under_way.join()
        finally:
            writing.cancel()

    async def _write(self, under_way: asyncio.Queue[tuple[float, bytes]], to: asyncio.StreamWriter) -> None:
        while True:
            at, piece = await under_way.get()
            await asyncio.sleep(max(0.0, at - self.loop.time()))
            to.write(piece)
            await to.drain()
            under_way.task_done()


@dataclass
class Fate:
    """What becomes of a connection: whether an answer is awaited, and after how many bytes of it the line is cut."""

    waits: bool = False
    left: int | None = None
    is_cut: bool = False

    def answers(self, size: int) -> bool:
        self.waits = False
        if self.left is None:
            return True
        self.left -= size
        self.is_cut = self.left <= 0
        return not self.is_cut
