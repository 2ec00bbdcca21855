"""Runs a command beside a PostgreSQL server made for it: ``python3 scripts/with_postgres.py python3 scripts/test.py``.

The command finds the server's URL in POLICYPARSE_POSTGRES_URL. The server keeps its data in a folder of its own, hears
this machine only, and is gone afterwards. ``--install`` installs Debian's package where there is no server. Where none
can be had the command runs without the variable, and that is said: the tests that need it are skipped. Not for: servers
whose data matter. Only the standard library is used here.
"""

from __future__ import annotations

import argparse
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

URL_VARIABLE = "POLICYPARSE_POSTGRES_URL"
USER = "policyparse"
SECONDS_TO_START = 60
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "postgresql")


class NoServerError(Exception):
    """There can be no server here; the message says why."""


def main() -> int:
    """Run the command; its exit code."""
    parser = argparse.ArgumentParser(description="Run a command beside a private PostgreSQL server.")
    parser.add_argument("--install", action="store_true", help="install Debian's package where there is no server")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND")
    chosen = parser.parse_args()
    if not chosen.command:
        parser.error("a command is needed")
    environment = dict(os.environ)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that the server ends too
    with ExitStack() as stack:
        try:
            environment[URL_VARIABLE] = stack.enter_context(server(chosen.install))
        except (NoServerError, OSError, subprocess.SubprocessError) as error:
            print(f"No PostgreSQL server ({error}): the tests that need one are skipped.", file=sys.stderr, flush=True)
        return subprocess.run(chosen.command, env=environment, check=False).returncode


@contextmanager
def server(install: bool) -> Iterator[str]:
    """The URL of a server that runs until the block ends. Raises NoServerError, OSError, subprocess.SubprocessError."""
    binaries = find_binaries(install)
    with tempfile.TemporaryDirectory(prefix="policyparse-postgres-", ignore_cleanup_errors=True) as name:
        folder, password, port = Path(name), secrets.token_hex(8), _free_port()
        account = _account()
        (folder / "password").write_text(password, encoding="ascii")
        for path in (folder, folder / "password"):
            if account is not None:
                os.chown(path, account.pw_uid, account.pw_gid)
        data, log = folder / "data", folder / "log"
        made = _start(
            [binaries / "initdb", "-D", data, "-U", USER, "--pwfile", folder / "password", "--auth=scram-sha-256",
             "--encoding=UTF8", "--locale=C", "--no-sync"], account, folder, log,
        )  # fmt: skip
        if made.wait(timeout=SECONDS_TO_START) != 0:
            raise NoServerError(_last_line(log))
        running = _start(
            [binaries / "postgres", "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
             "-c", f"unix_socket_directories={folder}"], account, folder, log,
        )  # fmt: skip
        try:
            _wait_until_ready(running, binaries, port, log)
            yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            running.send_signal(signal.SIGINT)  # the fast shutdown
            running.wait(timeout=SECONDS_TO_START)


def find_binaries(install: bool) -> Path:
    """The folder of initdb and postgres. Raises NoServerError."""
    for attempt in (False, True):
        on_path = shutil.which("initdb")
        debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        if on_path or debian:
            return Path(on_path).resolve().parent if on_path else debian[-1].parent
        if attempt or not install or os.geteuid() != 0 or not shutil.which("apt-get"):
            break
        _install()
    raise NoServerError("initdb is not installed, and could not be")


def _install() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (INSTALL, ("apt-get", "update"), INSTALL):
        done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False, timeout=600)
        if command == INSTALL and done.returncode == 0:
            return


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names.get("nobody")
    if account is None:
        raise NoServerError("it cannot run as root, and there is no account but root")
    return account


def _start(
    command: list[str | Path], account: pwd.struct_passwd | None, folder: Path, log: Path
) -> subprocess.Popen[bytes]:
    """The command as the account, in the folder, its words in the log."""
    # The account may not be able to read the folder from which this script was called.
    with log.open("ab") as words:
        if account is None:
            return subprocess.Popen(command, cwd=folder, stdout=words, stderr=words)
        return subprocess.Popen(
            command, cwd=folder, stdout=words, stderr=words, user=account.pw_uid, group=account.pw_gid, extra_groups=[]
        )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_ready(running: subprocess.Popen[bytes], binaries: Path, port: int, log: Path) -> None:
    ask = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + SECONDS_TO_START
    while subprocess.run(ask, check=False).returncode != 0:
        if running.poll() is not None or time.monotonic() > until:
            raise NoServerError(_last_line(log))
        time.sleep(0.1)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "it did not start")


if __name__ == "__main__":
    sys.exit(main())
