"""What residents read without an account (公众页): what is in force and why, where the risk is, what to do, their rights.

Nothing here tells whether somebody is on record, and no count is small enough to name anybody.
"""
