from lianfang.kernel import module


class Exchange(module.Module):
    name = "lianfang.exchange"
