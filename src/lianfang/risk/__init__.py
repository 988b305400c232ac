"""Risk areas (风险区): places by level, from and until, decided, published and looked up.

A *visit* says where somebody was and when; it is the only thing by which origin is judged. Native place, plate and ID
prefix are not known here and cannot be asked for. A place *matches* for certain, or *possibly* where the visit is told
too coarsely; the second is a reason to ask, never to decide. Only what is published counts: nobody is judged by a list
that they could not read.
"""
