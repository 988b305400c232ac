"""Measures for single people (管控措施): proposed, ordered, appealed, extended, ended, released.

A *measure* is an order by an authorised role with a ground, a beginning, an end, a responsible unit and a way to appeal
to another unit than the one that ordered. Kinds differ in their freedoms and in what day one counts from; both come
from the edition with which the measure began. An *excess* is what is longer or stricter than the edition: it needs an
authority and a reason and is counted. A *personal link* shows today's question and the end date to whoever holds it.
"""
