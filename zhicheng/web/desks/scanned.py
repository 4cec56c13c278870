"""Which files no scanner looked at: the desks say so beside each (docs/settings.md, CLAMAV)."""

from collections.abc import Iterable

from zhicheng.files.models import StoredFile

DOUBTFUL = (StoredFile.Scan.NOT_SCANNED, StoredFile.Scan.PENDING)


def unscanned(ids: Iterable[str]) -> dict[str, str]:
    """This function will return what is to be said of the files that no scanner looked at, by id; one statement."""
    rows = StoredFile.objects.filter(pk__in=ids, scan__in=DOUBTFUL, is_made=False)
    return {str(file.pk): unscanned_words(file) for file in rows.only("scan")}


def unscanned_words(file: StoredFile) -> str:
    """This function will say that no scanner looked at a file, "" when one did."""
    return str(file.get_scan_display()) if file.scan in DOUBTFUL else ""
