from lianfang.kernel import module


class Isolation(module.Module):
    name = "lianfang.isolation"
