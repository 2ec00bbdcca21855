"""The correcting server: a folder's notices, their pages, and each correction kept at once. For one person's machine.

It answers on 127.0.0.1 only, under a token that nobody can guess, to pages of its own; an address names a notice by a
key and never a path. Not for: what is read (`notices`), kept (`store`) or judged (`judging`), nor how it looks
(`listing`, `page`).

    GET  /TOKEN/                         the list            GET /TOKEN/notice/KEY    the page of a notice
    PUT  /TOKEN/notice/KEY/corrections   {"version", "fact", "correction" or null} or {"version", "checked"}
         200 {"version"} · 409 {"version", "corrections", "checked"} · 422 {"message"}
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from functools import cached_property, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import BoundedSemaphore
from typing import Any, Final
from urllib.parse import parse_qs

from policyparse.batch.inbox import InboxFile
from policyparse.batch.settings import Settings
from policyparse.delivery.json_text import dump_json
from policyparse.errors import PolicyParseError, one_line
from policyparse.lazy_regex import inline, regex
from policyparse.review.judging import Unfit, look_whether_it_fits, read_correction
from policyparse.review.labels import Language
from policyparse.review.listing import STATES, Wanted, list_page, message_page, rows_of
from policyparse.review.notices import Notices, corrections_name
from policyparse.review.page import page_script, policy
from policyparse.review.store import Changed, CorrectionStore, Kept, plain, version_after
from policyparse.review.work import PageOrder, open_notice, read_notice

LOOPBACK: Final = "127.0.0.1"
MOST_BODY: Final = 1024**2  # bytes of a correction
MOST_CONNECTIONS: Final = 32
SILENCE: Final = 30.0  # seconds after which a connection that says nothing is ended
ADDRESS: Final = regex(r"/([^/]*)/(?:notice/([0-9a-f]{24})(/corrections)?)?")
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LIST_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


# What is answered: status, media type, content, content security policy.
Answer = tuple[HTTPStatus, str, bytes, str]


class Refused(Exception):
    """A request that gets no answer but why."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class CorrectingServer(ThreadingHTTPServer):
    """Serves notices and keeps corrections until it is told to end; ``port`` 0 takes any that is free."""

    daemon_threads = True
    request_queue_size = MOST_CONNECTIONS

    def __init__(self, notices: Notices, store: CorrectionStore, port: int = 0) -> None:
        """Raises PolicyParseError ("unreadable") where the port cannot be had."""
        self.notices, self.store = notices, store
        self.token = secrets.token_urlsafe(32)
        self._room = BoundedSemaphore(MOST_CONNECTIONS)
        try:
            super().__init__((LOOPBACK, port), Handler)
        except (OSError, OverflowError) as error:
            raise PolicyParseError("unreadable", f"port {port} cannot be had: {error}") from error

    def server_bind(self) -> None:
        """Without asking anybody for the machine's name, as the library would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    @property
    def address(self) -> str:
        """Where the list is to be had, with the token."""
        return f"http://{LOOPBACK}:{self.server_port}/{self.token}/"

    @cached_property
    def hosts(self) -> frozenset[str]:
        """What a request may call this server: other names that lead here are somebody else's."""
        return frozenset(f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost"))

    def process_request(self, request: Any, client_address: Any) -> None:
        """In a thread of its own, as long as there are not too many."""
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is nobody's concern; every other error was answered."""

    def server_close(self) -> None:
        super().server_close()
        self.notices.close()


def correcting_server(folder: Path, corrections: Path, settings: Settings, port: int = 0) -> CorrectingServer:
    """A server of the notices below a folder, that keeps what is said of them in another.

    Raises PolicyParseError where the port cannot be had.
    """
    notices = Notices(
        folder, corrections, partial(read_notice, settings), partial(open_notice, settings), settings.cost()
    )
    try:
        return CorrectingServer(notices, CorrectionStore(corrections), port)
    except PolicyParseError:
        notices.close()
        raise


class Handler(BaseHTTPRequestHandler):
    """One request: who asks is looked at before what is asked."""

    server: CorrectingServer
    server_version, sys_version = "policyparse", ""
    timeout = SILENCE

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_HEAD(self) -> None:
        self._answer(self._get)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def _answer(self, work: Any) -> None:
        try:
            status, kind, content, policy = work()
        except Refused as refused:
            status, kind, content, policy = self._message(refused.status, refused.message)
        except PolicyParseError as error:
            # What was put is right, and may be put again later: 422 would say that the person should mend it.
            wrong = HTTPStatus.SERVICE_UNAVAILABLE if self.command == "PUT" else HTTPStatus.UNPROCESSABLE_ENTITY
            status, kind, content, policy = self._message(wrong, str(error))
        except (ConnectionError, TimeoutError):
            self.close_connection = True
            return
        except Exception as error:
            said = one_line(f"{type(error).__name__}: {error}")
            status, kind, content, policy = self._message(HTTPStatus.INTERNAL_SERVER_ERROR, said)
        self._send(status, kind, content, policy)

    def _message(self, status: HTTPStatus, said: str) -> Answer:
        if self.command == "PUT":
            return _json(status, {"message": said})
        # Only whoever asked for a notice rightly gets so far that it cannot be read, and is told where the list is.
        back = "../" if status is HTTPStatus.UNPROCESSABLE_ENTITY else None
        return _page(status, message_page(said, back).encode("utf-8", "replace"), LIST_POLICY)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library itself refuses: broken requests, other methods."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self._send(*self._message(HTTPStatus(code), message or HTTPStatus(code).phrase))

    def log_message(self, format: str, *args: Any) -> None:
        """Addresses hold the token: nothing of them goes anywhere."""

    # What is asked.

    def _asked(self) -> tuple[str | None, bool, Mapping[str, list[str]]]:
        """The key of a notice (None: the list), whether its corrections are meant, and the options. Raises Refused."""
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, "no such host here")
        path, _, query = self.path.partition("?")
        found = ADDRESS.fullmatch(path)
        token = found[1] if found else ""
        right = hmac.compare_digest(token.encode("utf-8", "surrogateescape"), self.server.token.encode())
        if found is None or not right:
            raise Refused(HTTPStatus.NOT_FOUND, "nothing is here; the address is printed where the server was started")
        return found[2], found[3] is not None, parse_qs(query, max_num_fields=10)

    def _notice(self, key: str) -> InboxFile:
        file = self.server.notices.files().get(key)
        if file is None:
            raise Refused(HTTPStatus.NOT_FOUND, "this notice is not in the folder any more")
        return file

    def _get(self) -> Answer:
        key, corrections, options = self._asked()
        if corrections:
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "corrections are put here")
        if key is None:
            return _page(HTTPStatus.OK, self._list(options), LIST_POLICY)
        rules = f"{policy(page_script(), saves=True)}; frame-ancestors 'none'"
        return _page(HTTPStatus.OK, self._page(key, options), rules)

    def _list(self, options: Mapping[str, list[str]]) -> bytes:
        notices = self.server.notices
        files = notices.files()
        told = [(key, file, notices.told(key, file)) for key, file in files.items()]
        notices.want((key, file) for key, file, known in told if known is None)
        look = self.server.store.look()
        return list_page(rows_of(told, look), look.problems, _wanted(options)).encode("utf-8", "replace")

    def _page(self, key: str, options: Mapping[str, list[str]]) -> bytes:
        file = self._notice(key)
        found = self.server.notices.found(key, file)
        kept = self.server.store.kept(found.document_id)
        url = f"/{self.server.token}/notice/{key}/corrections"
        checked = kept.checked_as(found.seen)
        order = PageOrder(kept.corrections, checked, url, kept.version(), _language(options))
        return self.server.notices.page(key, file, order)

    def _put(self) -> Answer:
        key, corrections, _ = self._asked()
        if self.headers.get_all("Origin", []) not in [[f"http://{host}"] for host in self.server.hosts]:
            raise Refused(HTTPStatus.FORBIDDEN, "only pages of this server may correct")
        if key is None or not corrections:
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "nothing is put here")
        asked = self._body()
        file = self._notice(key)
        try:
            return _json(HTTPStatus.OK, {"version": self._keep(key, file, asked)})
        except Unfit as unfit:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(unfit)) from None
        except Changed as changed:
            return _json(HTTPStatus.CONFLICT, _told(changed.kept))

    def _keep(self, key: str, file: InboxFile, asked: Mapping[str, Any]) -> object:
        """Keep what is said, and give what the page knows then. Raises Unfit, Changed, Refused, PolicyParseError."""
        found, store, name = self.server.notices.found(key, file), self.server.store, corrections_name(file)
        version, fact, checked = (asked.get(part) for part in ("version", "fact", "checked"))
        if isinstance(checked, bool):
            store.check(found.document_id, name, checked, found.seen)
            return version
        if not isinstance(fact, str) or "correction" not in asked:
            raise Refused(HTTPStatus.BAD_REQUEST, "a fact and its correction are wanted, or checked")
        correction = read_correction(fact, asked["correction"])
        if correction is not None:
            look_whether_it_fits(found.plain(), store.kept(found.document_id).corrections, fact, correction)
        store.keep(found.document_id, name, version, fact, correction)
        return version_after(version, fact, correction)

    def _body(self) -> Mapping[str, Any]:
        from policyparse.gold.lines import JsonProblem, read_json

        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "corrections are JSON")
        length = self.headers.get("Content-Length", "")
        if not inline("[0-9]{1,12}").fullmatch(length) or "Transfer-Encoding" in self.headers:
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "how long it is should be said")
        if int(length) > MOST_BODY:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a correction has at most {MOST_BODY:,} bytes")
        data = self.rfile.read(int(length))
        try:
            value = read_json(data).value if len(data) == int(length) else None
        except JsonProblem as problem:
            raise Refused(HTTPStatus.BAD_REQUEST, problem.message) from None
        if not isinstance(value, dict):
            raise Refused(HTTPStatus.BAD_REQUEST, "a JSON object is wanted")
        return value


def _wanted(options: Mapping[str, list[str]]) -> Wanted:
    state = next((one for one in STATES if [one] == options.get("state")), None)
    page = options.get("page", ["1"])[0]
    number = int(page) if inline("[1-9][0-9]{0,5}").fullmatch(page) else 1
    return Wanted(state, options.get("words", [""])[0][:200], number, _language(options))


def _language(options: Mapping[str, list[str]]) -> Language:
    return "en" if options.get("lang") == ["en"] else "zh"


def _told(kept: Kept) -> dict[str, Any]:
    corrections = {fact: plain(one) for fact, one in kept.corrections.items()}
    return {"version": kept.version(), "corrections": corrections, "checked": kept.checked}


def _page(status: HTTPStatus, content: bytes, policy: str) -> Answer:
    return status, "text/html; charset=utf-8", content, policy


def _json(status: HTTPStatus, value: Mapping[str, Any]) -> Answer:
    content = dump_json(dict(value), indent=None).encode("utf-8", "replace")
    return status, "application/json; charset=utf-8", content, LIST_POLICY
