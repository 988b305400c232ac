"""The steps of which every change of the tree is made: paths, subtrees, what follows. No permission is asked here.

Services and imports ask first, call these inside their transaction, and audit.
"""
