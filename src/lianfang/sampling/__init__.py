"""Mass sampling (核酸采样): sites, sessions, and tubes of 1, 5, 10 or 20 people.

A *site* is checked before it opens; a *session* is one site on one day with the buildings it calls, by *slot*; a *swab*
binds one person to one *tube*. What becomes of a closed tube is the laboratory's.
"""
