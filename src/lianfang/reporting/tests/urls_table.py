"""Who gets what from a GET; of what does not exist everybody who is logged in gets 404, of what is only posted to 405."""

EVERYBODY = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
READERS = ("secretary", "office", "command")


def _table(readers: int, others: int) -> dict[str, int]:
    return {role: readers if role in READERS else others for role in EVERYBODY} | {"anonymous": 302}


POSTED = ("zero", "end_duty", "new_bulletin", "note", "submit", "return", "approve", "publish")
TABLE = {
    "reporting:reports": _table(200, 403),
    "reporting:bulletins": _table(200, 403),
    "reporting:duties": {**_table(403, 403), "command": 200},
    "reporting:report": _table(404, 404),
    "reporting:bulletin": _table(404, 404),
    "reporting:docx": _table(404, 404),
    "reporting:pdf": _table(404, 404),
    **{f"reporting:{name}": _table(405, 405) for name in POSTED},
}
