from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "territory",
    not_below=_("A %(child)s cannot stand directly below a %(parent)s."),
    grid_not_below=_("A grid belongs to a community or village, or to a compound in one."),
    too_deep=_("There are at most %(deepest)s levels below one another."),
    code_taken=_("The code %(number)s already belongs to %(name)s."),
    kind_not_of_level=_("A %(level)s is not of this kind."),
    retired=_("%(name)s is retired; nothing more happens there."),
    outline_not_geojson=_("An outline is a GeoJSON polygon or multipolygon, longitude before latitude."),
)
