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
    below_itself=_("An area cannot go below itself."),
    into_itself=_("An area cannot be merged into itself."),
    other_level=_("Merge it into another %(level)s."),
    still_standing=_(
        "%(name)s cannot simply retire: %(what)s still stand there. Merge it into the area that continues it."
    ),
    name_twice=_("The name %(names)s will stand twice in %(parent)s."),
    code_dropped=_("Own codes that are taken there are dropped: %(codes)s."),
    no_divisions=_("There is no division in these files."),
    unreadable=_("%(file)s: %(why)s"),
    not_unpacked=_("%(file)s looks packed (gzip) but cannot be unpacked; it may have been cut off."),
    wrong_columns=_(
        "%(file)s lacks columns: a code and a name or a parent code are needed (code, name, level, parent_code, or the national "
        "files' areaCode, cityCode, provinceCode). Found: %(found)s."
    ),
    no_code=_("%(file)s, line %(line)s: “%(number)s” is no division code of its level."),
    no_name=_("%(file)s, line %(line)s: %(number)s has no name."),
    name_unfit=_(
        "%(file)s, line %(line)s: the name of %(number)s has more than %(longest)s characters or some that cannot be shown."
    ),
    code_twice=_("%(file)s, line %(line)s: the code %(number)s already stands in %(earlier)s."),
    unknown_parent=_(
        "%(file)s, line %(line)s: %(number)s belongs to %(parent)s, which stands neither in the files nor in the tree. Give the file "
        "of the level above as well."
    ),
    level_jump=_(
        "%(file)s, line %(line)s: %(number)s belongs to %(parent)s, which is not of the level directly above."
    ),
    not_abolished=_("%(number)s is not abolished by this edition, so nothing takes its place."),
    already_there=_("stands there already"),
    no_such_place=_(
        "There is no “%(name)s” in %(above)s. Streets and communities are added by hand or with the national divisions."
    ),
    several_places=_("“%(name)s” stands several times in %(above)s; say in which place above it."),
    which_one=_("Several places are called so: %(names)s. Write the whole line or the code."),
    not_known=_("There is no area “%(text)s”. Write its name, its code or its path."),
    preview_too_old=_("This preview is too old. Choose the table again."),
    no_pair=_("“%(pair)s” is no pair of codes: write OLD=NEW."),
    no_successor=_("%(number)s cannot take the place of an abolished area: there is none of that code and level."),
)
