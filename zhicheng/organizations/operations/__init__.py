"""Verbs on units and their people."""

from zhicheng.organizations.operations.index import index, index_all, load_readings
from zhicheng.organizations.operations.people import AlreadyAffiliated, NotAUnit, affiliate

__all__ = ["AlreadyAffiliated", "NotAUnit", "affiliate", "index", "index_all", "load_readings"]
