"""Verification lists (协查核查): lists from above in any layout, matched to residents, verified in the clock, sent back.

A *list* comes from a department with a clock; a *row* is one person on it, *certain*, *likely* or unknown; what is found
out at the door is the row's *outcome*; the *yield* says what came of the whole list.
"""
