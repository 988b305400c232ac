"""What may be granted here."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_FIGURES = action("figures.see", _("see figures"))
"""The numbers; the rows behind a figure need the action that the figure names."""
