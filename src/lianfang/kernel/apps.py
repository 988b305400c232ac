from lianfang.kernel import module


class Kernel(module.Module):
    name = "lianfang.kernel"
