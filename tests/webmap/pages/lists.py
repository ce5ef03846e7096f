"""Reading list pages and their downloads."""

import csv
import io
import re


def totals(page):
    """What the page says that its columns add up to, by key."""
    found = re.findall(r'<b data-total="(\w+)"><data value="(-?\d+)"', page.text)
    return {key: int(value) for key, value in found}


def rows(page, place=0):
    """How many rows the page says that there are, in its first table or another."""
    return int(re.findall(r'data-count="(\d+)"', page.text)[place])


def records(response):
    """The rows of a CSV, without the lines that tell where it comes from."""
    lines = [line for line in response.data.decode("utf-8-sig").splitlines() if line[:2] != '"#']
    return list(csv.DictReader(io.StringIO("\n".join(x for x in lines if not x.startswith("#")))))


def figures(client, query=""):
    return client.get(f"/figures.json?{query}").get_json(force=True)
