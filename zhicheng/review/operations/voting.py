"""The one verb of the secret ballot. It writes two rows that nothing links: who voted; a sealed choice."""

import secrets
import uuid
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from zhicheng.review import sealing
from zhicheng.review.models import Ballot, Choice, Expert, Item, Turnout
from zhicheng.review.operations.common import NotAllowed, Refused, WrongPhase, lock_item

NONCE_LENGTH = 22  # characters at least: 128 bits in base64
KEYS = 2**53  # exact in JSON and JavaScript too


class AlreadyVoted(Refused):
    """He voted, and this is not a repetition of that request."""


class BadNonce(Refused):
    """The page's one-time secret is missing, too short or somebody else's."""


@transaction.atomic
def vote(*, item: Item, expert: Expert, choice: str, nonce: str, at: datetime) -> str:
    """This function will cast the vote of `expert` and return its receipt, 64 hex digits.

    The receipt is the SHA-256 of "<item key>:<nonce>"; the nonce is never stored. The same nonce again
    returns the same receipt and changes nothing, also after the close. Neither row has a time (`at` is not
    kept), both have random keys, and no event is written here: an order of events would be one of ballots.
    Raises AlreadyVoted (another nonce), NotAllowed (not on the roll, or recused), WrongPhase (the vote is
    not open), BadNonce, or ValueError for a choice that does not exist.
    """
    item = lock_item(item)
    receipt = receipt_of(item, nonce)
    if item.turnout.filter(expert=expert).exists():
        return _repeated(item, receipt)
    if item.phase != Item.Phase.OPEN:
        raise WrongPhase(f"第 {item.order} 项{item.get_phase_display()}，不能投票。")
    if not item.roll.filter(expert=expert).exists():
        raise NotAllowed("您不在这一项的投票名单内。")
    if len(nonce) < NONCE_LENGTH or item.ballots.filter(receipt=receipt).exists():
        raise BadNonce("投票页面已失效，重新打开投票页面后再投票。")
    sealed = sealing.seal(Choice(choice).value, public_key=item.meeting.public_key, item_id=item.pk)
    Turnout.objects.create(id=secrets.randbelow(KEYS) + 1, item=item, expert=expert)
    Ballot.objects.create(id=uuid.uuid4(), item=item, sealed=sealed, receipt=receipt)
    return receipt


def receipt_of(item: Item, nonce: str) -> str:
    """This function will return the receipt that a vote on `item` with `nonce` has."""
    return sha256(f"{item.pk}:{nonce}".encode()).hexdigest()


def _repeated(item: Item, receipt: str) -> str:
    if item.ballots.filter(receipt=receipt).exists() or item.receipts.filter(receipt=receipt).exists():
        return receipt
    raise AlreadyVoted("您已对这一项投过票，投票后不能更改。")
