from lianfang.codes.models import Code
from lianfang.privacy.declare import Ending, keep

keep(Code, not_personal=["text", "subject_kind", "subject_id", "made_at"], then=Ending.KEEP)
