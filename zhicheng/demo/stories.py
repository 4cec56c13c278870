"""Who stands where on the day of loading: one of the cast at every stage, and others so that lists look like lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications import operations
from zhicheng.applications.models import Application, Notice
from zhicheng.applications.queries import current_stage
from zhicheng.demo import life, paths, sittings
from zhicheng.demo.cast import APPLICANTS, STAGES, Applicant, of_cast, passer_by
from zhicheng.demo.town import Town, build
from zhicheng.dossier import operations as dossier
from zhicheng.dossier.models import RECORDS
from zhicheng.eligibility.operations import load_rules
from zhicheng.organizations import operations as organizations
from zhicheng.reference.models import Level, ObtainedBy
from zhicheng.reference.operations import load_reference
