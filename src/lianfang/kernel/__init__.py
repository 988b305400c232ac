"""What every module stands on: ids, the clock, errors, events, paths, wording. No word of the domain.

A *path* says where an area or a unit stands in its tree; a *reason* is text kept as a code with parameters and
worded when somebody reads it; an *event* is a fact that travels upward inside the transaction that made it.
"""
