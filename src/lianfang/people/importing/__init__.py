"""A list of residents on its way into the register (居民名单导入).

``rows`` reads what a row says, ``places`` where it is, ``register`` looks up who is known, a batch at a time, ``deciding``
says what becomes of the row, ``writing`` writes a batch, ``importer`` drives them. A dry run is the same without writing.
``runs`` keeps what was sent until it is taken over.
"""
