"""The command picture (指挥大屏): what is out of line now, where it stands on the map, how it goes from day to day.

It counts nothing by itself: every number is a figure of `figures`, and every line opens the work behind it.
"""
