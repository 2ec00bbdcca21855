"""Characters of the symbol fonts that Word documents use (Symbol, Wingdings, Wingdings 2) → Unicode.

The fonts have codes of their own, 0x20 to 0xFF, written as such or in the private area at U+F000. Sources: Unicode's
VENDORS/ADOBE/symbol.txt, and Unicode 7's proposal L2/12-368 for the Wingdings fonts, narrowed to what notices print:
marks of lists, boxes, ticks, numbers in circles, arrows, comparisons. Not here: anything else that these fonts draw.
"""

from __future__ import annotations

from policyparse.lazy_regex import regex

PRIVATE = 0xF000

WINGDINGS = {
    0x20: " ", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA6: "○", 0xA7: "▪", 0xA8: "□",
    0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + place: chr(ord("①") + place) for place in range(10)},
    **{0x8C + place: chr(ord("❶") + place) for place in range(10)},
}  # fmt: skip
WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "○",
    0xA0: "■", 0xA2: "■", 0xA3: "□", 0xEA: "★",
    **{0x6A + place: chr(ord("①") + place) for place in range(10)},
    **{0x75 + place: chr(ord("❶") + place) for place in range(10)},
}  # fmt: skip
GREEK = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
GREEK_CAPITALS = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
SYMBOL = {
    **{code: chr(code) for code in (*range(0x20, 0x22), 0x23, 0x25, 0x26, *range(0x28, 0x2D), *range(0x2E, 0x40))},
    **{code: chr(code) for code in (0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    **GREEK_CAPITALS, **GREEK,
    0x2D: "−", 0x40: "≅", 0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xD0: "∠", 0xD2: "®", 0xD3: "©", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒",
    0xE5: "∑", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xF2: "∫",
}  # fmt: skip
FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL}
UNKNOWN = "\ufffd"
PRIVATE_USE = regex("[\uf020-\uf0ff]")


def symbol(font: str, code: int) -> str:
    """The character of a symbol font's code (with or without U+F000); U+FFFD where it is not known."""
    code = code - PRIVATE if code >= PRIVATE else code
    return FONTS.get(font.lower(), WINGDINGS).get(code, UNKNOWN)


def is_symbol_font(font: str) -> bool:
    """True for a font whose letters are no letters."""
    return font.lower() in FONTS


def in_symbols(text: str, font: str) -> str:
    """A text drawn in a font: its private characters, and all Latin ones where it is a symbol font, as Unicode."""
    drawn = is_symbol_font(font)
    if not drawn and not PRIVATE_USE.search(text):
        return text
    return "".join(
        symbol(font, ord(character))
        if 0xF020 <= ord(character) <= 0xF0FF or (drawn and 0x20 < ord(character) <= 0xFF)
        else character
        for character in text
    )
