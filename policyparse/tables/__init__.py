"""Tables: recognised in text lines, as drafts whose cells are stretches of the source."""
