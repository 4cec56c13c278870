"""What every page that takes secrets from a visitor has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

View = Callable[[HttpRequest], HttpResponseBase]


def guarded(view: View) -> View:
    """This function will make a view answer GET and POST, stay out of caches and keep forms out of error reports."""
    return never_cache(sensitive_post_parameters()(require_http_methods(["GET", "POST"])(view)))
