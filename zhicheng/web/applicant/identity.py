"""One's own whole document number: masked everywhere, shown on demand, each time noted."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from zhicheng.accounts.queries import subject_of
from zhicheng.audit.operations import record
from zhicheng.core import clock
from zhicheng.web import limits
from zhicheng.web.applicant.pages import show
from zhicheng.web.gates import SignedInRequest, signed_in

TIMES = {"per_account": (20, 3600)}


@require_POST
@signed_in
def number(request: SignedInRequest) -> HttpResponse:
    limits.limit(request, "own_number", **TIMES)
    person = request.user
    record(actor=person, verb="accounts.own_number_seen", subject=subject_of(person), at=clock.wall())
    rows = [("证件类型", str(person.get_id_type_display())), ("证件号码", person.id_number)]
    return show(request, "applicant/number.html", {"rows": rows})
