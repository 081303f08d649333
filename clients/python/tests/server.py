"""The real server as a process of its own, and a proxy in front of it whose connections can be cut."""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(os.environ.get("VIOMMUD", Path(__file__).parents[3] / "dist" / "src" / "main.js"))


class Server:
    """A server that was started, on a unix socket and a loopback port the system chose."""

    def __init__(self, directory: Path, *arguments: str) -> None:
        """Starts it and waits until it listens."""
        if not PROGRAM.exists():
            raise FileNotFoundError(f"{PROGRAM} is missing; run: make build")
        self.directory = directory
        self.socket = directory / "vmm"
        self.target = f"unix:{self.socket}"
        command = ["node", str(PROGRAM), "--listen", self.target, "--listen", "127.0.0.1:0", *arguments]
        self._process = subprocess.Popen(
            [*command, "--memory-dir", str(directory), "--log-level", "error"], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        ready = self._process.stdout.readline().split()
        if ready[:2] != ["viommud", "ready:"]:
            self.stop()
            raise RuntimeError(f"the server did not start: {ready}")
        self.addresses = ready[2:]

    def stop(self) -> None:
        """Kills it, and waits until it is gone."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextlib.contextmanager
def temporary_directory() -> Iterator[Path]:
    """Yields a directory with a path short enough for sockets."""
    directory = Path(tempfile.mkdtemp(prefix="viommu-py-"))
    try:
        yield directory
    finally:
        shutil.rmtree(directory)


@contextlib.contextmanager
def running(*arguments: str) -> Iterator[Server]:
    """Yields a server that is stopped afterwards."""
    with temporary_directory() as directory:
        server = Server(directory, *arguments)
        try:
            yield server
        finally:
            server.stop()


class Proxy:
    """Forwards connections to a server; they can be cut, or be silent, while the server lives on."""

    def __init__(self, upstream: Path, path: Path) -> None:
        """Listens."""
        self.target = f"unix:{path}"
        self._upstream = upstream
        self._selector = selectors.DefaultSelector()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._wake, self._wakened = socket.socketpair()
        self._selector.register(self._wakened, selectors.EVENT_READ)
        self._peers: dict[socket.socket, socket.socket] = {}
        self._lock = threading.Lock()
        self._silent = False
        self._refusing = False
        self._closed = False
        #: Connections that were made so far.
        self.connections = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def cut(self) -> None:
        """Ends every connection, as a network does."""
        with self._lock:
            self._cut()

    def refuse(self, refusing: bool) -> None:
        """Cuts, and takes no further connections; or takes them again."""
        with self._lock:
            self._refusing = refusing
            self._cut()

    def silence(self, silent: bool) -> None:
        """Forwards nothing any more; or forwards again, on new connections."""
        with self._lock:
            self._silent = silent
            if not silent:
                self._cut()

    def close(self) -> None:
        """Ends everything."""
        self._closed = True
        self._wake.send(b"x")
        self._thread.join()
        with self._lock:
            self._cut()
        for end in (self._listener, self._wake, self._wakened):
            end.close()
        self._selector.close()

    def _cut(self) -> None:
        for end in self._peers:
            self._selector.unregister(end)
            end.close()
        self._peers.clear()

    def _run(self) -> None:
        while not self._closed:
            for key, _ in self._selector.select(timeout=0.05):
                with self._lock:
                    if key.fileobj is self._listener:
                        self._accept()
                    elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._peers:
                        self._forward(key.fileobj)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        if self._refusing:
            client.close()
            return
        self.connections += 1
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self._upstream))
        for end, other in ((client, server), (server, client)):
            self._peers[end] = other
            self._selector.register(end, selectors.EVENT_READ)

    def _forward(self, end: socket.socket) -> None:
        other = self._peers[end]
        try:
            data = end.recv(65536)
            if self._silent:
                return
            if data:
                other.sendall(data)
                return
        except OSError:
            pass
        for gone in (end, other):
            self._peers.pop(gone, None)
            self._selector.unregister(gone)
            gone.close()
