"""Layout: Pages → Manuscript: furniture, wraps, footnotes, foreign matter; the source map."""
