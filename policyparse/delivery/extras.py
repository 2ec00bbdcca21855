"""Optional libraries: a missing one is a clear error that names the extra to install.

Not here: any work with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from policyparse.errors import PolicyParseError


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Around the import of an optional library; raises PolicyParseError ("missing_extra") where it is not there."""
    try:
        yield
    except ImportError as error:
        said = f"{error.name or 'a library'} is not installed; pip install policyparse[{extra}]"
        raise PolicyParseError("missing_extra", said) from error
