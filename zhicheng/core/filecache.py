"""The cache of an installation without Redis: files that every worker of one machine shares."""

import random

from django.core.cache.backends.filebased import FileBasedCache

EVERY = 500  # writes between two looks at how many there are


class FileCache(FileBasedCache):
    """Django's own looks through the whole folder at every write, and to make room drops what still counts."""

    def _cull(self) -> None:
        if random.random() * EVERY < 1:  # noqa: S311 -- no secret
            self.tidy()

    def tidy(self) -> None:
        """This function will remove what has expired, and only if that is not enough some of the rest."""
        for name in self._list_cache_files():  # type: ignore[attr-defined]  # not in the stubs
            try:
                with open(name, "rb") as file:
                    self._is_expired(file)  # type: ignore[attr-defined]  # removes it
            except FileNotFoundError:
                continue
        super()._cull()  # type: ignore[misc]
