from lianfang.kernel import module


class Vault(module.Module):
    name = "lianfang.vault"
