from lianfang.kernel import module


class Orgs(module.Module):
    name = "lianfang.orgs"
