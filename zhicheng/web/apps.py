from django.apps import AppConfig


class WebConfig(AppConfig):
    """The faces: everything that speaks HTTP."""

    name = "zhicheng.web"
    label = "web"
