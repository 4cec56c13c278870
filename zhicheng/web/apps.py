from django.apps import AppConfig


class WebConfig(AppConfig):
    """The faces: everything that speaks HTTP."""

    name = "zhicheng.web"
    label = "web"

    def ready(self) -> None:
        from zhicheng.applications.registry import all_kinds  # noqa: PLC0415 -- app ready
        from zhicheng.content.told import told  # noqa: PLC0415 -- app ready
        from zhicheng.web.public.articles import preview  # noqa: PLC0415 -- app ready

        told.businesses = {kind.key: kind.title for kind in all_kinds()}
        told.preview = preview
