"""What the laboratory does by itself."""

from lianfang.kernel.jobs import every
from lianfang.laboratory.services import ask_for_packing

every("laboratory.ask_for_packing", minutes=10)(ask_for_packing)
