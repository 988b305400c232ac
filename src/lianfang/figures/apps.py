from lianfang.kernel import module


class Figures(module.Module):
    name = "lianfang.figures"
