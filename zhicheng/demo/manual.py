"""The four 《操作指引》 of docs/manual, under 文件下载."""

from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from zhicheng.content.manual import Guide, manual
from zhicheng.content.models import Download, PublicFile, RegionPage
from zhicheng.files.models import StoredFile


@transaction.atomic
def publish(*, folder: RegionPage) -> list[Download]:
    """This function will publish the booklets in a region's folder of 文件下载, each in one page.

    A page that has another edition gets this one; what is there already stays as it is.
    """
    return [_publish(guide, folder) for guide in manual().guides]


def _publish(guide: Guide, folder: RegionPage) -> Download:
    said, slug = manual(), f"manual-{guide.key}"
    there: Download | None = Download.objects.child_of(folder).filter(slug=slug).first()
    if there is not None and there.edition == said.edition:
        return there
    told = {
        "title": f"《{guide.title}》",
        "issuer": settings.SITE_OWNER,
        "issued_on": said.dated,
        "body": f"<p>适用：{guide.audience}。{guide.lead}</p>",
        "edition": said.edition,
        "document": _file(guide.title, guide.pdf),
    }
    if there is None:
        there = folder.add_child(instance=Download(slug=slug, region=folder.region, live=False, is_demo=True, **told))
    else:
        for name, value in told.items():
            setattr(there, name, value)
    there.save_revision().publish()
    there.refresh_from_db()
    return there


def _file(title: str, path: Path) -> PublicFile:
    """Ours, and not to be scanned."""
    document = PublicFile(title=title, scan=StoredFile.Scan.NOT_SCANNED)
    document.file = ContentFile(path.read_bytes(), name=path.name)
    document.file_size = path.stat().st_size
    document.save()
    return document
