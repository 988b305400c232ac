import json
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import Reason, labels
from lianfang.paper.registry import Block, forms
from lianfang.paper.rules import OUT, SET_ASIDE, PageState, RowState
from lianfang.response.models import Response
from lianfang.vault.fields import EncryptedText

PAGE_STATES = labels(
    PageState,
    PRINTED=pgettext_lazy("page", "printed, not back"),
    PARTLY=pgettext_lazy("page", "partly keyed in"),
    KEYED=pgettext_lazy("page", "keyed in"),
    EMPTY=pgettext_lazy("page", "came back empty"),
    SPOILT=pgettext_lazy("page", "spoilt"),
    LOST=pgettext_lazy("page", "lost"),
)
ROW_STATES = labels(
    RowState,
    EMPTY=pgettext_lazy("row", "empty"),
    TAKEN=pgettext_lazy("row", "recorded"),
    WRONG=pgettext_lazy("row", "to be mended"),
)


class Page(models.Model):
    """One printed sheet with its code (纸页): what it is about, who printed it, who wrote on it, who keyed it in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    code = models.CharField(pgettext_lazy("on a label", "code"), max_length=9, unique=True, editable=False)
    form = models.CharField(_("form"), max_length=60, editable=False)
    about = models.UUIDField(_("about"), editable=False)
    title = models.CharField(_("what it is about"), max_length=200, editable=False)
    area_path = PathField(_("area"))
    unit_path = PathField(_("path of the unit"), blank=True, default="")
    batch = models.UUIDField(_("printed together with"), editable=False)
    number = models.PositiveSmallIntegerField(pgettext_lazy("of paper", "page"))
    pages = models.PositiveSmallIntegerField(_("of so many pages"))
    day = models.DateField(_("for the day"))
    from_at = models.DateTimeField(_("written from"), null=True, blank=True)
    until_at = models.DateTimeField(_("written until"), null=True, blank=True)
    writer = EncryptedText(_("who wrote"), longest=60, blank=True)
    recorder = models.CharField(_("who wrote, as records name them"), max_length=80, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=PAGE_STATES, default=PageState.PRINTED.value)
    taken = models.PositiveSmallIntegerField(_("rows recorded"), default=0, editable=False)
    wrong = models.PositiveSmallIntegerField(_("rows to be mended"), default=0, editable=False)
    printed_at = models.DateTimeField(_("printed at"), default=now, editable=False)
    printed_by = models.CharField(_("printed by"), max_length=80, editable=False)
    keyed_at = models.DateTimeField(_("last keyed in at"), null=True, blank=True, editable=False)
    keyed_by = models.CharField(_("last keyed in by"), max_length=80, blank=True, editable=False)
    closed_at = models.DateTimeField(_("finished or set aside at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("page of paper")
        indexes = [
            models.Index(fields=["area_path", "day"], name="page_by_area"),
            models.Index(fields=["unit_path", "day"], name="page_by_unit"),
            models.Index(fields=["batch", "number"], name="page_of_batch"),
            models.Index(fields=["printed_at", "id"], name="page_by_time"),
        ]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="page_is_numbered")]

    def __str__(self) -> str:
        return self.code

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of its form, with what belongs to the thing it is about."""
        return forms[self.form].blocks_about(self.about)

    def block(self, code: str) -> Block:
        return next(block for block in self.blocks if block.code == code)

    @property
    def is_out(self) -> bool:
        return self.state in OUT

    @property
    def is_set_aside(self) -> bool:
        return self.state in SET_ASIDE


class Row(models.Model):
    """One row of a page (纸页的一行): what it is about as ids, what was keyed, and the records that came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    page = models.ForeignKey(Page, models.PROTECT, related_name="rows", verbose_name=_("page of paper"))
    block = models.CharField(_("block of the form"), max_length=30, editable=False)
    number = models.PositiveSmallIntegerField(pgettext_lazy("of paper", "row"))
    about = models.UUIDField(_("about"), editable=False)
    thing = models.UUIDField(_("whom or what it names"), null=True, editable=False)
    fixed = models.JSONField(_("answered by its place"), default=dict, editable=False)
    at = models.DateTimeField(_("time for which it stands"), null=True, editable=False)
    said = EncryptedText(_("what was keyed"), longest=8000, blank=True, editable=False)
    """JSON: ``cells`` as typed, ``taken`` as it was recorded, ``tried`` as it was last refused."""
    wrong = models.JSONField(_("what is to be mended"), default=dict, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=ROW_STATES, default=RowState.EMPTY.value)
    version = models.PositiveIntegerField(_("times changed"), default=0, editable=False)
    attempt = models.PositiveIntegerField(_("times recorded"), default=0, editable=False)
    records = models.JSONField(_("records"), default=list, editable=False)
    """Part, table and id of each."""
    keyed_at = models.DateTimeField(_("keyed in at"), null=True, editable=False)
    keyed_by = models.CharField(_("keyed in by"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("row of a page of paper")
        constraints = [models.UniqueConstraint(fields=["page", "block", "number"], name="row_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.block} {self.number}"

    @property
    def keyring_id(self) -> UUID:
        return self.page.response_id

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What was keyed, opened once; `put` changes it, saving ``said`` keeps it."""
        opened: dict[str, Any] = json.loads(self.said) if self.said else {}
        return opened

    def put(self, **said: Any) -> None:
        self.kept.update(said)

    @property
    def cells(self) -> dict[str, str]:
        """As typed, by the names of the cells."""
        return self.kept.get("cells") or {}

    @property
    def taken(self) -> dict[str, str]:
        return self.kept.get("taken") or {}

    @property
    def insists(self) -> bool:
        """Whether who keyed it in says that it stands so on the paper."""
        return bool(self.kept.get("insists"))

    @property
    def tried(self) -> dict[str, str] | None:
        return self.kept.get("tried")

    @property
    def problems(self) -> dict[str, Reason]:
        """What is to be mended, by cell; "" and other names concern the whole row."""
        return {name: Reason(told["code"], told["params"]) for name, told in self.wrong.items()}
