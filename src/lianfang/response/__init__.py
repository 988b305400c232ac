"""The response to an epidemic (应急响应): activation by an authority, level, area, the edition in force, and its end.

A *response* owns a keyring; what it learns about people is locked by it and ends with it (the *sunset*, 日落).
"""
