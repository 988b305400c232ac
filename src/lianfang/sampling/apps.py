from lianfang.kernel import module


class Sampling(module.Module):
    name = "lianfang.sampling"
