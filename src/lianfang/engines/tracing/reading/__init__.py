"""Reading visits and index persons from CSV, Parquet and Arrow as offices write them: usual names in two languages.

A row that can't be used is a *problem* with its number, column and value; nothing is left out without one. What is
known only roughly (a missing end, half a day, a place that may be meant) becomes a range of the visit.
"""
