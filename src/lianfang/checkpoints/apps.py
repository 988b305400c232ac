from lianfang.kernel import module


class Checkpoints(module.Module):
    name = "lianfang.checkpoints"
