"""How well a document read from a PDF agrees with the truth that was made with it; run by scripts/score_pdfs.py.

For: one module a kind of measure. Not for: the table that is printed, nor what is asked of the library (floors).
"""
