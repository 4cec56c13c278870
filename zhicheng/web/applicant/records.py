"""A part that is a list of rows: choose from 入库信息, tick one's own, add, edit, delete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.core import clock
from zhicheng.dossier.models import Record
from zhicheng.dossier.operations import Duplicate, NotYours, Refused
from zhicheng.web.applicant import steps
from zhicheng.web.applicant.entries import Entry
from zhicheng.web.applicant.gates import editable_case, load
from zhicheng.web.applicant.pages import case_url, show, step_url
from zhicheng.web.applicant.rows import listed, window_words
from zhicheng.web.applicant.typed import is_repeated, new_key, remember, version_of
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go
