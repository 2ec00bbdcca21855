"""What the tests of the correcting server share: a server that answers, somebody who asks it, a crew without processes.

Not here: anything that is tested.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from folder_runs import run_here

from policyparse.review.notices import key_of, notices_in
from policyparse.review.server import CorrectingServer


class CrewHere:
    """What a crew does, in this process."""

    def __init__(self, function: Callable[[Any], Any], *_: object, **__: object) -> None:
        self.function = function

    def run_each(self, items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        return run_here(self.function, items, 1, None)

    def rest(self, idle: float) -> None: ...

    def close(self) -> None: ...


class Client:
    """Asks the server as a browser would; every part of a request can be another."""

    def __init__(self, server: CorrectingServer) -> None:
        self.port, self.token = server.server_port, server.token
        self.host = f"127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        given: dict[str, str | None] = {"Host": self.host}
        if method == "PUT":
            given |= {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
            given["Content-Length"] = str(len(body or b""))
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in given.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        reply = connection.getresponse()
        try:
            return reply.status, dict(reply.getheaders()), reply.read().decode("utf-8")
        finally:
            connection.close()

    def get(self, path: str = "", **headers: str | None) -> tuple[int, dict[str, str], str]:
        return self.ask("GET", f"/{self.token}/{path}", None, **headers)

    def put(self, key: str, said: object, **headers: str | None) -> tuple[int, Any]:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        status, _, reply = self.ask("PUT", f"/{self.token}/notice/{key}/corrections", body, **headers)
        return status, json.loads(reply)


class Running:
    """A server that answers as long as the block goes on."""

    def __init__(self, server: CorrectingServer) -> None:
        self.server = server
        self.thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02))

    def __enter__(self) -> CorrectingServer:
        self.thread.start()
        return self.server

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def key(inbox: Path, name: str = "a.txt") -> str:
    (found,) = (key_of(file) for file in notices_in(inbox, inbox / "none") if file.shown == name)
    return found
