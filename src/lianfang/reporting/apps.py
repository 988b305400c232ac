from lianfang.kernel import module


class Reporting(module.Module):
    name = "lianfang.reporting"
