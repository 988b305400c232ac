from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "figures",
    no_such_figure=_("There is no figure with the code %(figure)s. The catalogue of figures names them all."),
    not_public=_("The figure %(figure)s is not published."),
    one_grouping=_("Published figures are split in one way at a time: by area, by unit, by day or by one breakdown."),
    not_a_period=_("This is no period, place or split that can be asked for; go back to the page of the figure."),
    not_a_split=_("The figure %(figure)s cannot be split by %(by)s."),
)
