from lianfang.kernel import module


class Screening(module.Module):
    name = "lianfang.screening"
