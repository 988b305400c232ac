from lianfang.kernel import module


class Tasks(module.Module):
    name = "lianfang.tasks"
