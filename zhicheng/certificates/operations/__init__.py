"""Everything that can happen to a certificate."""

from zhicheng.certificates.operations.issuing import (
    Award,
    NotAllowed,
    NotIssuable,
    NotValid,
    Refused,
    issue,
    revoke,
    supersede,
)
from zhicheng.certificates.operations.printing import (
    render,
    render_certificate,
    render_extract,
    request_missing,
    request_pdf,
)

__all__ = [
    "Award",
    "NotAllowed",
    "NotIssuable",
    "NotValid",
    "Refused",
    "issue",
    "render",
    "render_certificate",
    "render_extract",
    "request_missing",
    "request_pdf",
    "revoke",
    "supersede",
]
