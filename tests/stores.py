"""Stores for tests: migrated once, then copied, so that each test has one of its own in no time."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.store import Store, open_store
from tests.postgres import Cluster


class SqliteStores:
    """GeoPackage files in a folder, which other processes may use as well."""

    place = "sqlite"
    """Names where these stores are, among those of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def new(self, template: str | None = None) -> str:
        """The address of a new file, empty or a copy of another store that is closed."""
        self._count += 1
        path = self._folder / f"store-{os.getpid()}-{self._count}.gpkg"
        if template:
            shutil.copyfile(template.removeprefix("sqlite:///"), path)
            path.chmod(0o600)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """Remove a file and what SQLite keeps beside it."""
        path = Path(url.removeprefix("sqlite:///"))
        for each in path.parent.glob(path.name + "*"):
            each.unlink()


class PostgisStores:
    """Databases of one cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.place = cluster.folder.name

    def new(self, template: str | None = None) -> str:
        """The address of a new database, empty or a copy of another store that is closed."""
        return self._cluster.url(self._cluster.create(_name(template) if template else "template0"))

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        self._cluster.drop(_name(url))


Stores = SqliteStores | PostgisStores


def _name(url: str) -> str:
    return url.split("?")[0].rsplit("/", 1)[1]


def migrated(stores: Stores) -> str:
    """The address of a new store with all tables and no rows, closed."""
    url = stores.new()
    store = open_store(url)
    try:
        store.upgrade()
    finally:
        store.close()
    return url


@contextmanager
def copy_of(stores: Stores, template: str) -> Iterator[Store]:
    """An open store that is a copy of another, removed at the end."""
    url = stores.new(template)
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()
        stores.drop(url)
