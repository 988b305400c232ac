"""Screening rounds (摸排): from door to door with a denominator.

A *round* has a purpose, an area and questions; its *doors* are the denominator; a *door visit* is what came of one
knock. *Reached* (seen or spoken to) over occupied households is the coverage, *worked* (any outcome) is another figure.
"""
