"""Organisations (组织): standing ones and teams founded for a response, who belongs where, and who is on duty now.

A *unit* is an organisation in the tree of organisations; its *path* stands in every act done for it. A *member* belongs
to a unit from one day to another, for a post, a team or a duty; the *stated number* of members is what the unit says.
"""
