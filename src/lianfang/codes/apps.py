from lianfang.kernel import module


class Codes(module.Module):
    name = "lianfang.codes"
