from lianfang.kernel import module


class Verification(module.Module):
    name = "lianfang.verification"
