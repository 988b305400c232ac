"""Who comes from elsewhere (返乡报备): reported by themselves, by the family, by a checkpoint; verified, seen, followed.

An *arrival* is one person's coming within one response. Where they were in the window decides; native place, number
plate and the prefix of an ID number never do.
"""
