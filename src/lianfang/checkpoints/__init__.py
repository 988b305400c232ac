"""Posts on roads, at stations and gates (卡口): who and what passed, and what was decided.

A *post* is the place, a *tally* the bare count of what simply passes, a *check* the record of a vehicle or group that was
stopped, with a *person check* for each traveller about whom something was decided. Deciding is `rules`; being received
elsewhere is a hand-over of `tasks`; what becomes of a traveller afterwards belongs to `arrivals`.
"""
