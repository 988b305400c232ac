"""What is promised to the people in the records: the audit log, the read log, retention, access to one's own data, exports.

An *audit entry* says who changed what; a *read* says whose data were opened by whom and why. Every field of every model
is named as *personal* or not, with how long it is kept and how it ends (`retention`).
"""
