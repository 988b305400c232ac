"""The native store: two packed, memory-mapped indexes of visits, searched by compiled code on every core.

*names* give people and places a number, *shapes* what visits have in common beside who, where and when; a *segment*
holds visits twice, by place and by person, each as one 64-bit word; the *store* is a few segments under a manifest.
"""
