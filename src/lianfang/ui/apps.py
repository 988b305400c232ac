from lianfang.kernel import module


class Ui(module.Module):
    name = "lianfang.ui"
