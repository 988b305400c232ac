from lianfang.kernel import module


class Paper(module.Module):
    name = "lianfang.paper"
