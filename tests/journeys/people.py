"""What people of every journey do alike: sign in, hand in papers, read the worker's PDF, decide at a desk."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import PASSWORD
from tests.journeys.visitor import Visitor
from tests.world import pdf_bytes
from zhicheng.accounts.models import User
from zhicheng.applications.models import PrintedForm
from zhicheng.applications.operations import print_form


def signs_in(username: str) -> Visitor:
    """With user name and password, as applicants do."""
    return Visitor().see("/accounts/login/").send(login=username, password=PASSWORD)


def signed_in(user: User) -> Visitor:
    """Officials have a second factor: they come as if they had shown it."""
    visitor = Visitor()
    visitor.client.force_login(user)
    return visitor


def proof(name: str = "证明材料.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes(len(name)))  # another name, another file: the same one is stored once


def prints(visitor: Visitor, number: str) -> bytes:
    """Asks for the form, lets the worker make it, downloads it."""
    case = f"/my/applications/{number}/"
    visitor.see(f"{case}form/").send(to="form/pdf/")
    print_form.call(PrintedForm.objects.filter(application__number=number).latest("pk").pk)
    visitor.see(visitor.at).click("下载")
    return visitor.file


def decides(visitor: Visitor, number: str, decision: str = "passed", **typed: str) -> Visitor:
    """Everything is in order, the opinion, the decision."""
    visitor.see(f"/desk/cases/{number}/")
    checks = {name: "ok" for form in visitor.page.forms for name in form.names if name.startswith("check-")}
    return visitor.send(decision=decision, opinion="情况属实，同意。", **checks, **typed)
