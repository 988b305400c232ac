from lianfang.kernel import module


class Acts(module.Module):
    name = "lianfang.acts"
