from lianfang.kernel.jobs import every
from lianfang.vault.files import purge_files

every("vault.purge_files", hours=1)(purge_files)
