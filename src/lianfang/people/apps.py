from lianfang.kernel import module


class People(module.Module):
    name = "lianfang.people"
