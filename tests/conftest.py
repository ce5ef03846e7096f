"""Fixtures for every room: stores on both engines, the sample, the application, a server.

Tests need no running service: they start what they need and end it. What is not installed is a
failure that says what to install, never a skip.
"""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import time_machine

from geodata.store import Store
from tests import catalogues
from tests.passwords import hashed_quickly
from tests.postgres import Cluster, ClusterFailed, in_memory, shared_cluster
from tests.run import Run
from tests.sample import load_definition, load_sample
from tests.statements import compiled_once
from tests.stores import PostgisStores, SqliteStores, Stores, copy_of, migrated

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
STORES = "TESTS_STORES"
"""Names the folder of stores that are files to the workers of a run."""
KINDS = ["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]

hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("tests")


def pytest_configure(config: pytest.Config) -> None:
    """Once, before any worker starts: the catalogues, and the folder of stores that are files.

    Programs that tests start, and the workers, read this project compiled, whatever the caller's
    environment says: there are fifty of them.
    """
    if not hasattr(config, "workerinput"):
        catalogues.compile_stale()
        os.environ[STORES] = tempfile.mkdtemp(prefix="campaign-map-stores-", dir=in_memory())
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the stores when the last worker has ended."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(STORES), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL by the fixtures it asks for."""
    for item in items:
        if "postgis" in getattr(item, "fixturenames", ()):
            item.add_marker("postgis")


@pytest.fixture(scope="session", autouse=True)
def _city_day() -> Iterator[None]:
    """It is 2026-11-23, nine in the morning in Sa Đéc, and time goes on from there."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap() -> Iterator[None]:
    """What is asked of one store is not written anew for the next; passwords are worth nothing."""
    with compiled_once(), hashed_quickly():
        yield


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What this worker shares with the others of its run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return Run(folder)


@pytest.fixture(scope="session", autouse=True)
def _own_pictures(run: Run) -> Iterator[None]:
    """Pictures of stores that are no file go to a folder of the tests, not of the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geodata.store.MEDIA", run.folder / "media")
        yield


# ── Stores ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def postgres(run: Run) -> Iterator[Cluster]:
    """The PostgreSQL of this run."""
    try:
        with shared_cluster(run) as cluster:
            yield cluster
    except ClusterFailed as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def sqlite() -> SqliteStores:
    """Makes stores that are files, in one folder: pictures are beside them."""
    return SqliteStores(Path(os.environ[STORES]))


@pytest.fixture(scope="session")
def postgis(postgres: Cluster) -> PostgisStores:
    """Makes stores that are PostGIS databases."""
    return PostgisStores(postgres)


class Templates:
    """Closed stores to copy from, each made when a worker of the run first asks for it.

    Nobody may be connected to one while it is copied: tests open copies.
    """

    def __init__(self, stores: Stores, run: Run) -> None:
        self.stores = stores
        self._run = run

    def empty(self) -> str:
        """The address of a migrated store without rows."""
        return self._once("empty", lambda: migrated(self.stores))

    def defined(self) -> str:
        """The address of a store that holds the definition only."""
        return self._once("defined", lambda: self._loaded(load_definition))

    def sample(self) -> str:
        """The address of a store that holds the definition and the sample."""
        return self._once("sample", lambda: self._loaded(load_sample))

    def _once(self, name: str, make: Callable[[], str]) -> str:
        return self._run.once(f"{self.stores.place}-{name}", make)

    def _loaded(self, load: Callable[[str], None]) -> str:
        url = self.stores.new(self.empty())
        load(url)
        return url


@pytest.fixture(scope="session")
def templates(request: pytest.FixtureRequest, run: Run) -> Callable[[str], Templates]:
    """`templates("sqlite")`, `templates("postgis")`: what stores of a kind are copied from."""
    made: dict[str, Templates] = {}

    def of(kind: str) -> Templates:
        if kind not in made:
            made[kind] = Templates(request.getfixturevalue(kind), run)
        return made[kind]

    return of


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, templates: Callable[[str], Templates]) -> Iterator[Store]:
    """An empty migrated store of the test's own; the test runs once on each kind."""
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.empty()) as made:
        yield made


@pytest.fixture(params=KINDS)
def defined_store(
    request: pytest.FixtureRequest, templates: Callable[[str], Templates]
) -> Iterator[Store]:
    """A store of the test's own that holds the campaign's definition and no feature."""
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.defined()) as made:
        yield made


@pytest.fixture
def store_url(store: Store) -> str:
    """The address of `store`, for a second connection or another process."""
    return store.url


@pytest.fixture(params=KINDS)
def blank_url(
    request: pytest.FixtureRequest, templates: Callable[[str], Templates]
) -> Iterator[str]:
    """The address of a store that is not migrated: no file yet, or a database without tables."""
    stores = templates(request.param).stores
    url = stores.new()
    yield url
    stores.drop(url)


@pytest.fixture(scope="session")
def sqlite_sample(templates: Callable[[str], Templates]) -> Iterator[Store]:
    """The definition and the sample in a file of this worker. For reading only."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as made:
        yield made


@pytest.fixture(scope="session")
def postgis_sample(templates: Callable[[str], Templates]) -> Iterator[Store]:
    """The definition and the sample in a database of this worker. For reading only."""
    chosen = templates("postgis")
    with copy_of(chosen.stores, chosen.sample()) as made:
        yield made


@pytest.fixture(scope="session", params=KINDS)
def sample_store(request: pytest.FixtureRequest) -> Store:
    """The definition and the sample, on each kind of store. For reading only."""
    return request.getfixturevalue(f"{request.param}_sample")


@pytest.fixture(params=KINDS)
def sample_copy(
    request: pytest.FixtureRequest, templates: Callable[[str], Templates]
) -> Iterator[Store]:
    """The definition and the sample in a store of the test's own, for writing."""
    chosen = templates(request.param)
    with copy_of(chosen.stores, chosen.sample()) as made:
        yield made


@pytest.fixture
def sample_file(templates: Callable[[str], Templates]) -> Iterator[Store]:
    """As `sample_copy`, in a file only: for what does not depend on the kind of store."""
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as made:
        yield made


# ── The application ───────────────────────────────────────────────────────────────────────────


# The web room is imported only by the tests that ask for it: those of the rooms below show that
# they stand without it.


@pytest.fixture
def make_app() -> Iterator["Callable[..., Flask]"]:
    """`make_app(url, **settings)`: an application over a store, with other settings if named;
    `new=True`: one to which addresses can be added."""
    from tests.application import application

    with ExitStack() as made:
        yield lambda url, **settings: made.enter_context(application(url, **settings))


@pytest.fixture(scope="session")
def sqlite_app(sqlite_sample: Store) -> Iterator["Flask"]:
    """The application over `sqlite_sample`; it remembers answers from one test to the next."""
    from tests.application import application

    with application(sqlite_sample.url) as app:
        yield app


@pytest.fixture(scope="session")
def postgis_app(postgis_sample: Store) -> Iterator["Flask"]:
    """The application over `postgis_sample`; it remembers answers from one test to the next."""
    from tests.application import application

    with application(postgis_sample.url) as app:
        yield app


@pytest.fixture
def app(request: pytest.FixtureRequest, sample_store: Store) -> "Flask":
    """The application over the sample, on each kind of store."""
    kind = "sqlite" if sample_store.dialect == "sqlite" else "postgis"
    return request.getfixturevalue(f"{kind}_app")


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    """A visitor without cookies."""
    return app.test_client()


@pytest.fixture(scope="session")
def live_server(sqlite_app: "Flask") -> Iterator[str]:
    """The address of a server over the sample in a file, for browsers. For reading only."""
    from tests.application import serve

    with serve(sqlite_app) as address:
        yield address
