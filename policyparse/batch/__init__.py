"""Batch: folders → runs. Read `convert` first; `pool` is what also serves ``parse_many``."""
