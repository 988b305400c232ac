from lianfang.kernel import module


class Project(module.Module):
    name = "lianfang.project"
