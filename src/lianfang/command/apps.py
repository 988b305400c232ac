from lianfang.kernel import module


class Command(module.Module):
    name = "lianfang.command"
