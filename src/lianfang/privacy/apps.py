from lianfang.kernel import module


class Privacy(module.Module):
    name = "lianfang.privacy"
