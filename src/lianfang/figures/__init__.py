"""The counting engine: a figure (指标) is a number defined once and counted from rows, by area and by unit.

A *flow* is counted over a period, a *stock* as of an instant. Daily sums are kept for what adds up; every number gives
the rows behind it. No page, report or bulletin counts by itself.
"""
