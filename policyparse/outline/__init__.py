"""Outline: Manuscript → masthead, sections, items, attachments."""
