"""Editions of the national division codes (统计用区划代码): read from files, compared with the tree, brought into it.

An *edition* is what the files say; a *plan* is what it would change here: additions, names, codes, moves, mergers,
retirements, what follows them and what stands in the way.
"""
