"""The reader of the older Word formats (.doc, .wps, RTF, Word 2003 XML): LibreOffice makes them DOCX, and that is read.

LibreOffice runs without a window, with a profile of its own that is thrown away, without macros or linked content, with
a proxy that leads nowhere, and never longer than the document may take. Not here: reading DOCX (`docx`).
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from policyparse.errors import PolicyParseError
from policyparse.reading.docx import read_docx
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages, Source

READER = "office 1"
PROGRAMS = ("soffice", "libreoffice")
MISSING = (
    "reading .doc, .wps and RTF needs LibreOffice, which is not on the PATH: install the system package"
    " libreoffice-writer, or save the file as .docx"
)
OLE = b"\xd0\xcf\x11\xe0"
FORMS = ((OLE, ".doc", "application/msword"), (b"{\\rtf", ".rtf", "application/rtf"), (b"", ".xml", "application/xml"))
"""How a file begins, the ending by which LibreOffice knows it, its media type; the last is Word's own XML of 2003."""
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # of the environment
SECTOR = 512
WORD_MAGIC = b"\xec\xa5"  # [MS-DOC] 2.5.2, FibBase.wIdent
ENCRYPTED = 0x0100  # the same, bit F of the word at 0x0A: fEncrypted
# A settings file of the profile: no macros, no links updated, and a proxy that leads nowhere.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>"""
SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
CONFINED = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    *(("Inet/Settings", f"ooInet{scheme}ProxyName", "127.0.0.1") for scheme in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{scheme}ProxyPort", "9") for scheme in ("HTTP", "HTTPS", "FTP")),
)


def read_office(reading: Reading) -> Pages:
    """Pages of a .doc, .wps or RTF file. Raises PolicyParseError ``missing_extra``, ``encrypted``, ``timeout``,
    ``corrupt``, or what the DOCX reader raises."""
    _, ending, media_type = next(form for form in FORMS if reading.data.startswith(form[0]))
    if ending == ".doc" and _is_encrypted(reading.data):
        raise PolicyParseError("encrypted", "the document is protected by a password", reading.name)
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise PolicyParseError("missing_extra", MISSING, reading.name)
    pages = read_docx(dataclasses.replace(reading, data=_converted(reading, program, ending)))
    source = Source.of(reading.name, reading.data, media_type, READER)
    return dataclasses.replace(pages, source=source)


def _converted(reading: Reading, program: str, ending: str) -> bytes:
    """The bytes of the DOCX that LibreOffice makes of the file."""
    with tempfile.TemporaryDirectory(prefix="policyparse-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        notice, made = here / f"notice{ending}", here / "made"
        notice.write_bytes(reading.data)
        profile = here / "profile"
        (profile / "user").mkdir(parents=True)
        items = "".join(SETTING.format(path=path, name=name, value=value) for path, name, value in CONFINED)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS.format(items=items), encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--norestore",
            "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(notice),
        ]  # fmt: skip
        _run(command, here, reading)
        result = made / "notice.docx"
        if not result.is_file() or not result.stat().st_size:
            raise PolicyParseError("corrupt", "LibreOffice cannot read the file", reading.name)
        if result.stat().st_size > reading.limits.unpacked_bytes:
            raise PolicyParseError("too_large", f"{result.stat().st_size:,} bytes as DOCX", reading.name)
        return result.read_bytes()


def _run(command: list[str], home: Path, reading: Reading) -> None:
    """Runs LibreOffice to its end, or ends it and all that it started when the time is up."""
    reading.clock.check()
    nowhere = "http://127.0.0.1:9"
    environment = {
        **{name: value for name, value in os.environ.items() if name in KEPT},
        "HOME": str(home), "LANG": "C.UTF-8", "http_proxy": nowhere, "https_proxy": nowhere, "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=home, env=environment, start_new_session=True
    ) as process:
        try:
            process.wait(timeout=reading.clock.left)
        except subprocess.TimeoutExpired as error:
            raise PolicyParseError("timeout", "LibreOffice takes longer than the document may", reading.name) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and its children: they are a process group of their own, where the system has such."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):  # all of them have ended
        pass
    process.wait()


def _is_encrypted(data: bytes) -> bool:
    """What the header of the Word stream says, which begins at a sector's start."""
    at = data.find(WORD_MAGIC, SECTOR)
    while at >= 0 and at % SECTOR:
        at = data.find(WORD_MAGIC, at + 1)
    return at >= 0 and bool(int.from_bytes(data[at + 10 : at + 12], "little") & ENCRYPTED)
