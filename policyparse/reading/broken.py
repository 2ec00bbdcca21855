"""What the libraries that unpack files raise for broken ones: far more than they say.

For: readers, which turn it into a PolicyParseError. Each kind was met by fuzzing or stands in the library's source. Not
for: mistakes of our own, so these are caught around a library's calls alone. Loads nothing heavy.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    IndexError,
)
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that office formats use; others may take far more memory, or raise what is their own."""
