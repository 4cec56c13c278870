from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "zhicheng.reference"
    verbose_name = "国家和省的代码"
