"""The committed campaign and its sample, loaded as `make run` does."""

from pathlib import Path

from geodata.store import open_store

CAMPAIGN = Path(__file__).parent.parent / "geodata" / "campaign"


def load_definition(url: str) -> None:
    """Load the definition into a migrated store, and close it."""
    _load(url, CAMPAIGN)


def load_sample(url: str) -> None:
    """Load the definition and the sample into a migrated store, and close it."""
    _load(url, CAMPAIGN, CAMPAIGN / "sample")


def _load(url: str, *folders: Path) -> None:
    from geodata.importers import campaign_folder

    store = open_store(url)
    try:
        for folder in folders:
            with store.writing() as session:
                campaign_folder.load(session, folder)
    finally:
        store.close()
