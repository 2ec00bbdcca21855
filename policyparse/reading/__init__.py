"""Reading: bytes → Pages, a reader a format, and the sniffing that picks it. No policy vocabulary in here."""
