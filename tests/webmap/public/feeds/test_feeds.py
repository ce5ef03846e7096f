"""The feed of confirmed changes, the site map, robots."""

import datetime as dt
from xml.etree.ElementTree import fromstring

import pytest

from webmap.pages.links import PUBLIC_PAGES

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed(client, query=""):
    response = client.get(f"/feed.atom{query}")
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return fromstring(response.data)


def texts(node, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in node.findall(f"{ATOM}entry")]


def instant(text):
    return dt.datetime.fromisoformat(text)


def test_feed_has_what_rfc_4287_asks_for(client):
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall(f"{ATOM}entry")):
        assert all(node.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert node.findtext(f"{ATOM}author/{ATOM}name")
        assert node.findtext(f"{ATOM}id").startswith("tag:")
        assert instant(node.findtext(f"{ATOM}updated")).tzinfo is not None
    relations = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    assert sorted(relations) == ["alternate", "self"]


def test_feed_is_newest_first_with_ids_of_their_own(client):
    root = feed(client)
    updated = [instant(text) for text in texts(root, "updated")]
    assert len(updated) == 100
    assert updated == sorted(updated, reverse=True)
    assert instant(root.findtext(f"{ATOM}updated")) == updated[0]
    assert len(set(texts(root, "id"))) == 100


def test_ids_stay_whatever_is_asked(client):
    everything = set(texts(feed(client, "?lang=en"), "id"))
    assert everything == set(texts(feed(client), "id"))
    assert set(texts(feed(client, "?as_of=2026-11-23"), "id")) == everything


@pytest.mark.parametrize(
    ("settings", "authority"),
    [
        ({}, "sa-dec-ha-tang-2023.invalid"),
        ({"public_url": "https://Map.Example:8443/bando"}, "map.example"),
        ({"public_url": "https://new.example", "feed_authority": "map.example"}, "map.example"),
    ],
)
def test_ids_do_not_follow_the_host(make_app, sample_store, settings, authority):
    asking = make_app(sample_store.url, **settings).test_client()
    answers = [
        fromstring(asking.get("/feed.atom", base_url=f"http://{host}").data)
        for host in ("localhost:8000", "127.0.0.1")
    ]
    here, there = ([root.findtext(f"{ATOM}id"), *texts(root, "id")] for root in answers)
    assert here == there
    assert all(each.startswith(f"tag:{authority},2023-05-30:") for each in here)


def test_feed_of_a_project_is_about_it_alone(client):
    root = feed(client, "?project=DUONG-N7")
    links = [
        entry.find(f"{ATOM}link").get("href") for entry in root.findall(f"{ATOM}entry")
    ]  # fmt: skip
    assert root.findtext(f"{ATOM}title") == "Thay đổi đã xác nhận: Đường N7"
    assert "http://localhost/projects/DUONG-N7" in links
    assert "Dự án được mô tả: Đường N7" in texts(root, "title")
    assert any(title.startswith("Đường N7: Đang thi công") for title in texts(root, "title"))


def test_feed_of_a_unit_leaves_others_out(client):
    titles = texts(feed(client, "?unit=29923@2013"), "title")
    assert titles
    assert not any(
        "Đường N7" in title for title in texts(feed(client, "?unit=29914@2013"), "title")
    )


def test_feed_names_offices_never_accounts(client):
    authors = {
        entry.findtext(f"{ATOM}author/{ATOM}name") for entry in feed(client).findall(f"{ATOM}entry")
    }
    assert authors
    assert not {"import", "system", ""} & authors
    assert all(" " in author for author in authors)


def test_feed_knows_only_what_was_known(client):
    until = dt.datetime(2024, 12, 31, 17, tzinfo=dt.UTC)
    assert all(instant(t) <= until for t in texts(feed(client, "?known_at=2024-12-31"), "updated"))


def test_feed_before_the_first_record_is_empty_and_valid(client):
    root = feed(client, "?known_at=2020-01-01")
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated")


@pytest.mark.parametrize("query", ["?unit=29905", "?project=NOPE", "?page=2", "?unit=%00"])
def test_feed_refuses_what_does_not_exist(client, query):
    assert client.get(f"/feed.atom{query}").status_code == 400


def test_feed_is_asked_again_for_nothing(client):
    held = {"If-None-Match": client.get("/feed.atom").headers["ETag"]}
    assert client.get("/feed.atom", headers=held).status_code == 304


def test_pages_name_their_feed(client):
    page = client.get("/projects/DUONG-N7").text
    assert 'type="application/atom+xml"' in page
    assert 'href="/feed.atom?project=DUONG-N7"' in page
    assert 'href="/feed.atom"' in client.get("/").text


def test_site_map_names_every_thing_once(client, app):
    response = client.get("/sitemap.xml")
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    listed = [node.text for node in fromstring(response.data).iter(f"{SITEMAP}loc")]
    assert len(listed) == len(set(listed))
    projects = client.get("/layers/projects.geojson").get_json(force=True)["features"]
    for feature in projects:
        assert f"http://localhost/projects/{feature['id']}" in listed
    if "units.show" in app.view_functions:
        assert "http://localhost/units/29905@2013" in listed
        assert "http://localhost/units/29905@2025" in listed
    if "criteria.show" in app.view_functions:
        assert "http://localhost/criteria/1.4.b.2" in listed
    rules = [r for r in app.url_map.iter_rules() if r.endpoint in PUBLIC_PAGES - {"search.index"}]
    lists = {f"http://localhost{rule.rule}" for rule in rules if not rule.arguments}
    assert "http://localhost/" in lists
    assert lists - set(listed) == set()


def test_site_map_is_of_the_host_that_was_asked(client):
    data = client.get("/sitemap.xml", headers={"Host": "map.example"}).data
    assert b"<loc>http://map.example/</loc>" in data
    assert b"localhost" not in data


def test_robots_leads_to_the_site_map(client):
    text = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /embed/" in text
