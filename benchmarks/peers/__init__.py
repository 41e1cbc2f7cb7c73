"""Other open solvers on the synthetic weeks, so that Linli's figures have neighbours.

Each is asked in its own words for the same thing, and judged from the file it leaves.
"""
