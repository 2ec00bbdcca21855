"""Invented notices set by many PDF producers, with the truth of what a careful reader sees; run by scripts/make_pdfs.py.

For: one module a producer, `model` for notices, tables and truth. Not for: scoring (`pdf_scoring`).
"""
