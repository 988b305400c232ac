"""Who may do what where: users, roles, grants and the decision about each access.

An *action* is something that may be done, a *role* (角色) a named set of actions, a *grant* (授权) gives a user a role over
an area or a unit from one time until another. An *actor* is who is acting now; a *verdict* says whether, and why.
"""
