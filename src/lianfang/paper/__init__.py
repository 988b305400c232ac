"""Paper as a door (纸质登记): what is written by hand is printed as a form with a code and keyed in page by page.

A *page* is one printed sheet with its rows; keying opens the same rows on one screen, and each row becomes a record by
the same service as at every other door, with who wrote it and who typed it.
"""
