"""Keys and what they lock: keyrings, encrypted fields, keyed indexes and tokens (密钥环).

A *keyring* is the lock of one register: the standing one of residents, or one response's, destroyed with it. Its key
lies wrapped in a file outside the database. A *sealed* value is what the database holds; a *keyed index* finds an ID
number or a phone without showing it. `docs/security.md` says what an index or a token still betrays.
"""
