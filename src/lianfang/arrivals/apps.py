from lianfang.kernel import module


class Arrivals(module.Module):
    name = "lianfang.arrivals"
