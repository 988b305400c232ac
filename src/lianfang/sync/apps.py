from lianfang.kernel import module


class Sync(module.Module):
    name = "lianfang.sync"
