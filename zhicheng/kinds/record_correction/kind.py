"""更正申请: an archived record, a name or an ID number put right by a reviewed request."""

from zhicheng.applications.forms import StartForm
from zhicheng.applications.kind import FormStep, Kind
from zhicheng.applications.models import Application
from zhicheng.dossier.models import RECORDS
from zhicheng.kinds.record_correction import guide
from zhicheng.kinds.record_correction.forms import CHOICES, RequestForm
from zhicheng.kinds.record_correction.route import ROUTE

NOUNS = {**dict(CHOICES), **{str(model._meta.model_name): model.noun for model in RECORDS}}


def about(application: Application) -> str:
    """This function will name what is put right: 更正学历."""
    noun = NOUNS.get(application.subject.partition(":")[0], "")
    return f"更正{noun}" if noun else ""


def asks(application: Application) -> str:
    """This function will say what is to be put right: 更正姓名, 更正入库信息：学历."""
    key = application.subject.partition(":")[0]
    return f"更正{NOUNS[key]}" if key in dict(CHOICES) else f"更正入库信息：{NOUNS[key]}"


KIND = Kind(
    key="record_correction",
    title="更正申请",
    summary="入库信息、姓名或证件号码有误的，经审核后更正。",
    icon="edit",
    menu="",
    letters="GZ",
    starts=StartForm,
    needs_unit=True,
    several=True,
    must_download=False,
    certifies=False,
    guide=guide.GUIDE,
    fees=guide.FEES,
    basis=guide.BASIS,
    request=FormStep(
        key="request",
        title="填写更正内容",
        summary="要更正的内容、正确的内容、原因和依据",
        form=RequestForm,
        lead="选定要更正的一条，改成正确的内容，写明原因，上传依据。",
        tip=guide.REQUEST,
        proof=guide.PAPERS,
    ),
    route=ROUTE,
    archives=False,
    about=about,
    asks=asks,
)
