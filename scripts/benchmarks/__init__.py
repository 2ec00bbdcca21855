"""The benchmark suite, which ``scripts/bench.py`` runs: what policyparse takes beside its peers, turn by turn.

``contest``: what is measured, and the rows that come of it; ``table``: the rows as one table or JSON; ``peers``: the
libraries beside which we stand, the same for all parts. A part of the suite a file: ``text``, ``language``, ``pdf``,
``formats``, ``recognition``, ``folder``, ``starts``, ``memory``. Not for: tests; nothing here passes or fails.
"""
