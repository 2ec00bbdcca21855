"""Facts: Outline → tasks, targets, thresholds, citations, and the links between them."""
