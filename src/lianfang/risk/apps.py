from lianfang.kernel import module


class Risk(module.Module):
    name = "lianfang.risk"
