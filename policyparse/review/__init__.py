"""The page on which a person sees, checks and corrects what was found in a notice.

For: ``policyparse review``. Not for: finding facts, nor what corrections do to a document (`delivery.correcting`).
"""
