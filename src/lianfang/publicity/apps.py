from lianfang.kernel import module


class Publicity(module.Module):
    name = "lianfang.publicity"
