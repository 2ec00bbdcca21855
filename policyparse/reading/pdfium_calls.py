"""pdfium's functions as they are called thousands of times a page: plain integers for handles, no checks of types.

Most of a call's time goes into ctypes' checking of its arguments; callers here pass ``c_void_p``, ``byref`` and small
whole numbers only, which need none. Not here: anything that is called a few times a page (`pypdfium2.raw` does).
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

Handle = ctypes.c_void_p


def _plain(function: Any, result: Any = ctypes.c_int) -> Any:
    """The function without declared arguments; a handle comes back as a whole number or None."""
    return ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


get_unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = _plain(raw.FPDFText_IsGenerated)
get_loose_box = _plain(raw.FPDFText_GetLooseCharBox)
get_text_object = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p)
get_font_size = _plain(raw.FPDFText_GetFontSize, ctypes.c_double)
get_char_matrix = _plain(raw.FPDFText_GetMatrix)
get_origin = _plain(raw.FPDFText_GetCharOrigin)
get_font = _plain(raw.FPDFTextObj_GetFont, ctypes.c_void_p)
get_fill_colour = _plain(raw.FPDFPageObj_GetFillColor)
get_stroke_colour = _plain(raw.FPDFPageObj_GetStrokeColor)
get_object = _plain(raw.FPDFPage_GetObject, ctypes.c_void_p)
get_form_object = _plain(raw.FPDFFormObj_GetObject, ctypes.c_void_p)
get_type = _plain(raw.FPDFPageObj_GetType)
get_matrix = _plain(raw.FPDFPageObj_GetMatrix)
get_pixel_size = _plain(raw.FPDFImageObj_GetImagePixelSize)
get_bounds = _plain(raw.FPDFPageObj_GetBounds)
get_draw_mode = _plain(raw.FPDFPath_GetDrawMode)
count_segments = _plain(raw.FPDFPath_CountSegments)
get_segment = _plain(raw.FPDFPath_GetPathSegment, ctypes.c_void_p)
get_segment_type = _plain(raw.FPDFPathSegment_GetType)
get_point = _plain(raw.FPDFPathSegment_GetPoint)
get_close = _plain(raw.FPDFPathSegment_GetClose)
