#!/usr/bin/env python3 -u
"""A shebang line is a comment."""
print(__doc__)
