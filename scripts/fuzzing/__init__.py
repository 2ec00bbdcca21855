"""Fuzzing: what is run on invented input (`targets`), what must hold (`laws`), first inputs (`seeds`), new ones out of
old (`mutations`), and the loop that atheris drives (`loop`). For: scripts/fuzz.py and tests/test_crashes.py."""
