"""The search table follows the names: written with them, and whole by `manage.py index_organizations` or the clock."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import islice

from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from zhicheng.organizations.models import FormerName, FrequentTerm, Organization, Reading, SearchName, SearchTerm
from zhicheng.organizations.names import name_of, stored_name, terms_of
from zhicheng.organizations.search import readings_of

BATCH = 500
FREQUENT = 50  # organizations; what fewer have counts as rare


@transaction.atomic
def load_readings(*, characters: Mapping[str, str]) -> int:
    """This function will replace the table of readings by {syllable: characters}; it returns how many it holds.

    Run index_all afterwards: names keep the readings they were indexed with.
    """
    Reading.objects.exclude(syllable__in=characters).delete()
    rows = [Reading(syllable=syllable, characters=those) for syllable, those in characters.items()]
    Reading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["syllable"], update_fields=["characters"], batch_size=BATCH
    )
    return len(rows)


def index_all() -> int:
    """This function will bring the search table of every organization up to date, in transactions of 500.

    It returns how many were written anew; run again, none. Then it counts the terms, for the search to begin at
    the rarest.
    """
    pks = iter(Organization.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH))
    written = 0
    while batch := list(islice(pks, BATCH)):
        written += index(organizations=batch)
    _count_terms()
    return written


def keep_index(*, at: datetime) -> None:
    """This function will bring the search table up to date, once a day and whenever the clock starts.

    Where no readings are loaded yet, after an upgrade, it does what `manage.py index_organizations` does.
    """
    if Reading.objects.exists():
        index_all()
    else:
        call_command("index_organizations", verbosity=0)  # by its name: what it imports is heavy


@transaction.atomic
def index(*, organizations: Iterable[int]) -> int:
    """This function will write the search table of these organizations (ids); it returns how many had changed.

    It holds the active 人事管理单位. Whoever creates, renames, opens or closes one calls this in the same transaction.
    """
    pks = list(organizations)
    wanted = _wanted(pks)
    there: dict[int, set[SearchRow]] = {pk: set() for pk in pks}
    rows = SearchName.objects.filter(organization__in=pks)
    for pk, name, is_former, text, pinyin in rows.values_list("organization", "name", "is_former", "text", "pinyin"):
        there[pk].add((name, is_former, text, pinyin))
    changed = [pk for pk in pks if wanted[pk] != there[pk]]
    SearchName.objects.filter(organization__in=changed).delete()
    SearchName.objects.bulk_create(
        SearchName(organization_id=pk, name=name, is_former=is_former, text=text, pinyin=pinyin)
        for pk in changed
        for name, is_former, text, pinyin in sorted(wanted[pk])
    )
    for pk in changed:
        if gone := _terms(there[pk]) - _terms(wanted[pk]):
            SearchTerm.objects.filter(organization=pk, term__in=gone).delete()
    new = ((pk, term) for pk in changed for term in sorted(_terms(wanted[pk]) - _terms(there[pk])))
    SearchTerm.objects.bulk_create(
        (SearchTerm(term=term, organization_id=pk) for pk, term in new), ignore_conflicts=True, batch_size=2000
    )
    return len(changed)


SearchRow = tuple[str, bool, str, str]  # name, is it former, text, pinyin


def _wanted(pks: list[int]) -> dict[int, set[SearchRow]]:
    units = Organization.objects.units().filter(pk__in=pks)
    present = units.values_list("pk", "name")
    former = FormerName.objects.filter(organization__in=units).values_list("organization", "name")
    names = [*((pk, name, False) for pk, name in present), *((pk, name, True) for pk, name in former)]
    readings = readings_of("".join(name for _, name, _ in names))
    wanted: dict[int, set[SearchRow]] = {pk: set() for pk in pks}
    for pk, name, is_former in names:
        heard = name_of(name, readings)
        wanted[pk].add((name, is_former, heard.text, heard.pinyin))
    return wanted


def _terms(rows: Collection[SearchRow]) -> set[str]:
    return {term for *_, text, pinyin in rows for term in terms_of(stored_name(text, pinyin))}


@transaction.atomic
def _count_terms() -> None:
    counted = SearchTerm.objects.values("term").annotate(many=Count("organization")).filter(many__gte=FREQUENT)
    rows = [FrequentTerm(term=term, organizations=many) for term, many in counted.values_list("term", "many")]
    FrequentTerm.objects.all().delete()
    FrequentTerm.objects.bulk_create(rows, batch_size=2000)
