"""The one declaration of what is asked about an act (登记项), and every door made from it.

A *sheet* is what somebody fills in to record one act, an *ask* one of its items. A sheet takes labels, help texts,
choices and limits from the model and adds only the order, what is asked when (`When`), and items that no column holds.
From it come the web form (`web`), the API's schema (`api`), the columns of a table (`table`) and the phone's form
(`phone`); all of them read and check by `reading`, so that a wrong answer is named in the same words at every door.
"""

from lianfang.acts.sheets.asks import Ask, Kind, When
from lianfang.acts.sheets.sheet import Sheet, sheet_of, sheets

__all__ = ["Ask", "Kind", "Sheet", "When", "sheet_of", "sheets"]
