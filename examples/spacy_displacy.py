"""A notice with its facts marked, as a page: python examples/spacy_displacy.py NOTICE.txt PAGE.html

For: seeing policyparse inside a spaCy pipeline, and displaCy drawing what it finds. Not for: correcting facts; the
review page is for that. Needs policyparse[spacy].
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy import displacy

COLOURS = {
    "TASK": "#d9e8f5",
    "UNIT": "#c9b6e4",
    "DEADLINE": "#f7c59f",
    "TARGET": "#bfe3c0",
    "THRESHOLD": "#f2d0d9",
    "QUANTITY": "#f6e58d",
    "CITATION": "#cfd8dc",
}


def main(notice: str, page: str) -> None:
    """Parse a text file in a blank Chinese pipeline, print the facts that were found, and write the page."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("policyparse")
    doc = nlp(Path(notice).read_text(encoding="utf-8"))
    for span in doc.spans["policyparse"]:
        print(span.label_, span.id_, span.text.replace("\n", " ")[:60], sep="\t")
    for target in doc._.policy.targets:
        print("target", target.indicator, target.quantity.raw, sep="\t")
    html = displacy.render(doc, style="span", page=True, options={"colors": COLOURS, "spans_key": "policyparse"})
    Path(page).write_text(html, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python examples/spacy_displacy.py NOTICE.txt PAGE.html")
    main(*sys.argv[1:])
