"""People and households (人员、住户): who lives where, and whom a response met.

A *person* stands once, in the standing register (a *resident*) or under the key of the response that met them first;
every role (traveller, observed person, contact) points to this one record. A *household* is a door. Merging two records
is a pointer: nothing is lost, and it is undone at once.
"""
