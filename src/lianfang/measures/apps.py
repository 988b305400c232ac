from lianfang.kernel import module


class Measures(module.Module):
    name = "lianfang.measures"
