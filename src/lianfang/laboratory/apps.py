from lianfang.kernel import module


class Laboratory(module.Module):
    name = "lianfang.laboratory"
