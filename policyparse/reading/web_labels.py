"""What a page says about its notice beside it: the box of labels (索引号, 发布机构 …), the line below its title.

A box may be a table, a list or a row of blocks; its labels are known words, so they tell it. What a reader of the
notice can use becomes lines of one form, ``label：value``, and the box itself goes. Not here: the labels
(`reading.page_labels`).
"""

from __future__ import annotations

from policyparse.reading.markup import BLOCKS, Element
from policyparse.reading.page_labels import FEWEST, STRONG, Labelled, read_labels, tidy

LONGEST_BOX = 1200  # Chinese characters
LONGEST_SOURCE = 6000  # characters of any kind, and elements


def take_boxes(body: Element) -> list[Labelled]:
    """Takes every box of labels out of the page; what they say, in the page's order."""
    found: list[Labelled] = []
    for element in _boxes(body):
        found += read_labels(_cells(element))
        if element.parent is not None:
            element.parent.children = [child for child in element.parent.children if child is not element]
    if found:
        body.count()
    return found


def _boxes(body: Element) -> list[Element]:
    """Elements that are boxes, none inside another: climbed as long as the element around says more labels."""
    labels: dict[int, tuple[int, bool]] = {}
    sizes: dict[int, int] = {}
    for element in reversed(list(body.walk())):  # document order reversed: children before their parents
        size = 1 + sum(len(c) if isinstance(c, str) else sizes[id(c)] for c in element.children)
        sizes[id(element)] = size
        if 0 < element.han + element.linked <= LONGEST_BOX and size <= LONGEST_SOURCE and element is not body:
            labels[id(element)] = _judge(element)
    found: list[Element] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        count, is_box = labels.get(id(element), (0, False))
        inner = max((labels.get(id(child), (0, False)) for child in element.elements()), default=(0, False))
        if is_box and not (inner[1] and inner[0] >= count):
            found.append(element)
        else:
            waiting.extend(reversed(element.elements()))
    return found


def _judge(element: Element) -> tuple[int, bool]:
    """How many labels an element says, and whether it is a box: labels for the most part, the rest their values."""
    cells = _cells(element)
    said = read_labels(cells)
    names = {one.label for one in said}
    if len(names) < FEWEST or len(names & STRONG) < 2:
        return len(names), False
    valued = sum(bool(one.value) or one.colon for one in said)
    bare = sum(len(cell) for cell in cells) - sum(len(one.label) + len(one.value) for one in said)
    return len(names), 2 * valued >= len(said) and len(cells) <= 2 * len(said) + 4 and bare <= 60 + 6 * len(said)


def _cells(element: Element) -> list[str]:
    """The runs of text between the edges of blocks, blank ones left out."""
    cells: list[str] = []
    parts: list[str] = []
    waiting: list[Element | str | None] = [*reversed(element.children)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if item is None or item.tag in BLOCKS or item.tag == "br":
            cells.append(tidy("".join(parts)))
            parts = []
        else:
            parts.append(" ")  # a label in an element of its own needs no blank before it on the page
        if item is not None:
            waiting.append(None if item.tag in BLOCKS else " ")
            waiting.extend(reversed(item.children))
    cells.append(tidy("".join(parts)))
    return [cell for cell in cells if cell]
