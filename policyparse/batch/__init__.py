"""Batch: folders → runs."""
