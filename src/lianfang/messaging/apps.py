from lianfang.kernel import module


class Messaging(module.Module):
    name = "lianfang.messaging"
