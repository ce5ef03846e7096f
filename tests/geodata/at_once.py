"""Several things done at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from geodata.errors import CampaignError


def at_once(*works):
    """What each work gave, or its refusal; all of them started at the same moment."""

    def guarded(work):
        try:
            return work()
        except CampaignError as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result() for one in [pool.submit(guarded, work) for work in works]]
