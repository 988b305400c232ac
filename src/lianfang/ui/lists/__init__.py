"""The one way to make a list page (列表): a module declares columns, filters, views and bulk actions once, and answers with it.

    RESIDENTS = ListPage("people.residents", _("Residents"), columns=(...), filters=(...), order=("area_path",))

    def residents(request):
        return RESIDENTS.answer(request, selectors.people_visible_to(request.actor), writer=export_list)

It brings paging by key, counts on the filters, columns chosen and remembered, selection with a preview, and an export of
exactly what is shown. It shows and exports the values of its columns and nothing else, so a masked column stays masked.
"""

from lianfang.ui.lists.asked import Asked
from lianfang.ui.lists.bulk import Bulk, Preview
from lianfang.ui.lists.columns import Column
from lianfang.ui.lists.exports import Export, Writer
from lianfang.ui.lists.filters import Choices, Days, Filter, Search, Under
from lianfang.ui.lists.page import ListPage, SavedView
from lianfang.ui.lists.shown import Shown

__all__ = [
    "Asked",
    "Bulk",
    "Choices",
    "Column",
    "Days",
    "Export",
    "Filter",
    "ListPage",
    "Preview",
    "SavedView",
    "Search",
    "Shown",
    "Under",
    "Writer",
]
