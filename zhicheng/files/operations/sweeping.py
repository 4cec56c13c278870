"""What was begun and never finished goes away by itself."""

import shutil
from datetime import datetime, timedelta

from zhicheng.files.models import Album, Upload
from zhicheng.files.operations.albums import folder_of
from zhicheng.files.queries import parts_of

KEPT = timedelta(days=1)  # an upload that is over still answers a browser that asks again


def sweep(*, at: datetime) -> int:
    """This function will forget uploads and albums whose time is over, with their bytes; it returns how many."""
    over = [
        *Upload.objects.filter(status=Upload.Status.OPEN, expires_at__lte=at),
        *Upload.objects.exclude(status=Upload.Status.OPEN).filter(created_at__lte=at - KEPT),
    ]
    for upload in over:
        parts_of(upload).unlink(missing_ok=True)
        upload.delete()
    albums = [*Album.objects.filter(expires_at__lte=at)]
    for album in albums:
        shutil.rmtree(folder_of(album), ignore_errors=True)
        album.delete()
    return len(over) + len(albums)
