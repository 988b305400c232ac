from lianfang.kernel import module


class Territory(module.Module):
    name = "lianfang.territory"
