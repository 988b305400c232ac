from lianfang.kernel import module


class Response(module.Module):
    name = "lianfang.response"
