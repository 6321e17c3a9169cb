"""What is done to the dashboard on purpose: killed, starved, lied to, kept busy.

``make torture`` runs all of it and writes ``docs/reliability.md``; the suite in ``tests/`` has a
small version of each.
"""
