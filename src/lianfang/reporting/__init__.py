"""Daily and zero reports (日报告、零报告) of the units, and the district's bulletin (战报、通报).

A *report* is what a unit states of a day beside what was counted of it; a *zero report* is a day on which nothing was
counted, affirmed by a person. A *correction* is how the counted number changed after filing. A *duty to report* says
which kinds of units must. A *bulletin* is written from a template with figures in its text, submitted with its numbers
frozen, approved by a second person and published. What either holds is data: ``templates_data``.
"""
