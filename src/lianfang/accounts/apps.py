from lianfang.kernel import module


class Accounts(module.Module):
    name = "lianfang.accounts"
