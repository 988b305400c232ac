"""The abstract record (记录): something done, recorded once, where it happened, with who did it and for whom.

A *stamp* is what the recorder's device says of a record: its id, when it happened, whether it was offline. Acts are
not edited or deleted: a correction voids one and records another.
"""
