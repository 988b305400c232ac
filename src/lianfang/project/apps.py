from lianfang.kernel import module


class Project(module.Module):
    name = "lianfang.project"

    def ready(self) -> None:
        """The project comes last, when every module has declared its actions."""
        super().ready()
        from lianfang.project import roles

        roles.register()
