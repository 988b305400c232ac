"""The columns of visits and index persons as tables: Arrow and Parquet as they stand, CSV after reading.

Names are `string` or whole numbers, times `timestamp` with a zone (kept as UTC seconds). Of visits the first four must
be there; `to` may be empty only in what is still to be read (see `reading`), never in what an engine is given.
"""

import pyarrow as pa

INSTANT = pa.timestamp("s", "UTC")
VISITS = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
        pa.field("from", INSTANT, nullable=False),  # Visit.begin
        pa.field("to", INSTANT, nullable=False),  # Visit.end
        pa.field("setting", pa.string(), nullable=False),  # "" is not known
        pa.field("row", pa.int16()),  # null: not known
        pa.field("protected", pa.bool_(), nullable=False),
        pa.field("from_latest", INSTANT, nullable=False),  # Visit.begin_latest, the same as `from` where exact
        pa.field("to_earliest", INSTANT, nullable=False),  # Visit.end_earliest, the same as `to` where exact
        pa.field("sure", pa.bool_(), nullable=False),
    ]
)
INDEXES = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("since", INSTANT, nullable=False),
        pa.field("until", INSTANT),  # null: open
    ]
)
