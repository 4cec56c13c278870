"""Whom to ask in a region, as administrators keep it."""

from zhicheng.audit.admin import KeptPages, PagesOf
from zhicheng.organizations.models import HelpDesk


class HelpDeskPages(KeptPages):
    list_display = ("region", "name", "phone", "valid_from", "valid_to")
    list_display_links = ("name",)
    list_select_related = ("region",)
    search_fields = ("name", "region__name")
    autocomplete_fields = ("region",)
    ordering = ("region", "pk")


PAGES: PagesOf = {HelpDesk: HelpDeskPages}
