"""What can go wrong, as one exception family with a code word and an exit code for each cause.

For: everything that raises towards a user, and the CLI that turns the error into one line and an exit code.
Not for: doubts about a notice's content (these are diagnostics) nor programming mistakes. Loads nothing heavy.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

ErrorCode = Literal[
    "empty",
    "unsupported",
    "encrypted",
    "corrupt",
    "too_large",
    "timeout",
    "missing_extra",
    "not_found",
    "not_a_file",
    "unreadable",
    "internal",
]

# The order of the code words above is the order of the exit codes, 10 onwards (DESIGN.md, "The contract").
EXIT_CODES: Final[dict[ErrorCode, int]] = {code: 10 + place for place, code in enumerate(get_args(ErrorCode))}


class PolicyParseError(Exception):
    """A notice (or another input) that cannot be read, and why.

    ``code`` is one of ``EXIT_CODES``, ``message`` says what is wrong in words, ``name`` is the file's name or None.
    ``str()`` is always one printable line: ``name: code: message``.
    """

    def __init__(self, code: ErrorCode, message: str = "", name: str | None = None) -> None:
        """Raises ValueError for a code that is not in ``EXIT_CODES``."""
        if code not in EXIT_CODES:
            raise ValueError(f"unknown error code {code!r}")
        # All arguments go to Exception, so that the error survives pickling on its way out of a worker.
        super().__init__(code, message, name)
        self.code: ErrorCode = code
        self.message = message
        self.name = name

    @property
    def exit_code(self) -> int:
        """The exit code of a command that ends with this error."""
        return EXIT_CODES[self.code]

    def __str__(self) -> str:
        parts = [part for part in (self.name, self.code, self.message) if part]
        return one_line(": ".join(parts))


def one_line(text: str) -> str:
    """The text on one line: blanks run together, what a terminal would act on (controls, escapes) spelled out."""
    joined = " ".join(text.split())
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in joined)
