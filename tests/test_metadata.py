"""What a page says of itself, from each of the places where it may say so, and what is not to be believed."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaner import clean
from cleaner.metadata import Metadata, declared, merged
from cleaner.metadata.dates import iso, written
from cleaner.metadata.linked_data import parsed
from cleaner.metadata.names import people
from cleaner.model import Category, Removal

URL = "https://www.ellerypost.example/2024/rain-in-the-hills"
TODAY = date(2026, 6, 1)


def meta(html: str, url: str | None = URL) -> Metadata:
    return declared(LexborHTMLParser(html), url, TODAY)


def linked(*nodes: Any, before: str = "") -> Metadata:
    """The metadata of a page that has these nodes as JSON-LD."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    return meta(f"<head>{before}{scripts}</head>")


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Rain in the hills",
    "author": [{"@type": "Person", "name": "Ines Okafor"}, {"@type": "Person", "name": "Lee Marsh"}],
    "datePublished": "2024-03-03T10:00:00Z",
    "dateModified": "2024-03-04",
    "publisher": {"@type": "Organization", "name": "The Ellery Post"},
    "inLanguage": "en_gb",
    "description": "It rained.",
    "image": {"@type": "ImageObject", "url": "/rain.jpg", "caption": "The mill", "creditText": "Ana Ruiz"},
    "articleBody": "It rained all day.\nThe mill was closed.",
    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
}
SAID = Metadata(
    title="Rain in the hills",
    author=("Ines Okafor", "Lee Marsh"),
    published="2024-03-03T10:00:00+00:00",
    modified="2024-03-04",
    site="The Ellery Post",
    language="en-GB",
    canonical=URL,
    description="It rained.",
    image="https://www.ellerypost.example/rain.jpg",
    image_caption="The mill",
    image_credit="Ana Ruiz",
    article_body="It rained all day.\nThe mill was closed.",
)


# --- JSON-LD -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(ARTICLE, id="alone"),
        pytest.param([{"@type": "BreadcrumbList"}, ARTICLE], id="list"),
        pytest.param([[ARTICLE]], id="list in a list"),
        pytest.param({"@context": "https://schema.org", "@graph": [{"@type": "ImageObject"}, ARTICLE]}, id="graph"),
        pytest.param({"@type": "WebPage", "name": "A page", "mainEntity": ARTICLE}, id="main entity"),
        pytest.param(ARTICLE | {"@type": ["Thing", "http://schema.org/BlogPosting"]}, id="several types, with addresses"),
    ],
)
def test_an_article_is_found_wherever_it_stands(wrapped: Any) -> None:
    assert linked(wrapped) == SAID


def test_references_within_a_graph_are_followed() -> None:
    graph = [
        ARTICLE | {"author": {"@id": "#ines"}, "image": {"@id": "#picture"}, "publisher": {"@id": "#post"}},
        {"@type": "Person", "@id": "#ines", "name": "Ines Okafor"},
        {"@type": "ImageObject", "@id": "#picture", "url": "https://cdn.example/a.jpg", "caption": "The mill"},
        {"@type": "Organization", "@id": "#post", "name": "The Ellery Post"},
    ]
    found = linked({"@graph": graph})
    assert (found.author, found.image, found.image_caption, found.site) == (("Ines Okafor",), "https://cdn.example/a.jpg", "The mill", "The Ellery Post")


def test_the_motto_of_a_site_is_no_part_of_its_name() -> None:
    motto = '<meta property="og:site_name" content="Tidewright - Charts, gauges and all that a small harbour needs to know">'
    assert meta(motto).site == "Tidewright"
    assert meta(motto + '<meta name="application-name" content="The Tidewright">').site == "The Tidewright"


def test_a_logo_that_is_a_heading_is_no_headline() -> None:
    page = "<title>Rain in the hills | Ellery Post</title><h1>Ellery Post</h1><h2>Rain in the hills</h2>"
    assert meta(page).title == "Rain in the hills"


def test_a_reference_to_a_picture_that_is_not_given_is_no_address() -> None:
    page = {"@type": "WebPage", "name": "Rain in the hills", "primaryImageOfPage": {"@id": "https://post.example/rain/#primaryimage"}}
    assert linked({"@graph": [page]}).image is None


def test_a_reference_to_itself_ends() -> None:
    assert linked({"@type": "Article", "@id": "#a", "author": {"@id": "#a", "name": {"@id": "#a"}}}).author == ()


@pytest.mark.parametrize("author", ["Ines Okafor", ["Ines Okafor"], {"name": ["Ines Okafor"]}, {"givenName": "Ines", "familyName": "Okafor"}])
def test_authors_come_in_many_forms(author: Any) -> None:
    assert linked(ARTICLE | {"author": author}).author == ("Ines Okafor",)


def test_of_several_articles_it_is_the_one_at_the_address_of_the_page() -> None:
    other = ARTICLE | {"headline": "Snow in the valley", "mainEntityOfPage": "https://www.ellerypost.example/snow"}
    assert linked(other, ARTICLE).title == "Rain in the hills"


def test_articles_that_the_page_only_lists_are_not_the_page() -> None:
    listed = {"@type": "ItemList", "itemListElement": [ARTICLE]}
    assert linked(listed, before="<title>All about rain</title>").title == "All about rain"


def test_questions_below_an_article_are_not_its_title() -> None:
    faq = {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Will it rain?"}]}
    assert linked(faq, before="<title>All about rain</title>").title == "All about rain"


def test_a_recipe_is_what_a_page_is_about() -> None:
    assert linked({"@type": "Recipe", "name": "Rain soup", "author": {"name": "Ines Okafor"}}).author == ("Ines Okafor",)


def test_what_the_article_does_not_say_the_page_says() -> None:
    page = {"@type": ["WebPage", "ItemPage"], "name": "A page", "dateModified": "2024-05-05", "inLanguage": "fr"}
    found = linked({"@graph": [page, {"@type": "Article", "headline": "Rain in the hills"}]})
    assert (found.title, found.modified, found.language) == ("Rain in the hills", "2024-05-05", "fr")


def test_a_site_of_one_person_names_its_author() -> None:
    graph = [{"@type": ["Person", "Organization"], "name": "Ines Okafor"}, {"@type": "WebSite", "name": "Rainy days"}]
    found = linked({"@graph": graph})
    assert (found.author, found.site) == (("Ines Okafor",), "Rainy days")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('{"headline": "Rain", "author": ["Ines",],}', id="trailing commas"),
        pytest.param('{"headline": "Rain",\n "author": ["Ines"] /* who */ , // and when\n }', id="comments"),
        pytest.param('<!-- {"headline": "Rain", "author": ["Ines"]} -->', id="html comment"),
        pytest.param('//<![CDATA[\n{"headline": "Rain", "author": ["Ines"]}\n//]]>', id="cdata"),
        pytest.param('/*<![CDATA[*/{"headline": "Rain", "author": ["Ines"]}/*]]>*/;', id="cdata in comments"),
        pytest.param("{&quot;headline&quot;: &quot;Rain&quot;, &quot;author&quot;: [&quot;Ines&quot;]}", id="entities for quotes"),
        pytest.param('\ufeff {"headline": "Rain", "author": ["Ines"]}', id="byte order mark"),
    ],
)
def test_broken_scripts_are_read(source: str) -> None:
    assert parsed(source) == {"headline": "Rain", "author": ["Ines"]}


def test_line_breaks_commas_and_addresses_within_strings_stay() -> None:
    assert parsed('{"a": "one,\n} two", "b": "https://x.example/ // y",}') == {"a": "one,\n} two", "b": "https://x.example/ // y"}


@pytest.mark.parametrize("source", ["", "null", "{", "[" * 200_000, '{"a": ' * 50_000, "1" * 6000, '"' * 9999, "function() {}"])
def test_what_is_no_json_is_no_data(source: str) -> None:
    assert not parsed(source)


def test_a_page_whose_data_is_of_the_wrong_kind_says_nothing() -> None:
    wrong = {"@type": 7, "@graph": "x", "headline": {"a": 1}, "author": [None, 5, [[]]], "image": [], "datePublished": 20240303, "publisher": True}
    found = linked(wrong, wrong | {"@type": "Article"}, ["x", 1, None])
    assert found == Metadata()


def test_entities_tags_and_broken_characters_are_made_plain() -> None:
    found = linked(ARTICLE | {"headline": "Rain &amp;amp; <b>wind</b>\u0000 in\u00a0the \ud800hills", "articleBody": "<p>It&nbsp;rained.</p><p>Much.</p>"})
    assert (found.title, found.article_body) == ("Rain & wind in the hills", "It rained.\nMuch.")


# --- the head ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        ('<meta property="og:title" content="Rain in the hills">', "title", "Rain in the hills"),
        ('<meta name="twitter:title" content="Rain in the hills">', "title", "Rain in the hills"),
        ('<meta name="DC.title" content="Rain in the hills">', "title", "Rain in the hills"),
        ('<meta name="og:title" value="Rain in the hills">', "title", "Rain in the hills"),
        ('<meta name="citation_title" content="Rain in the hills">', "title", "Rain in the hills"),
        ('<meta name="sailthru.title" content="Rain in the hills">', "title", "Rain in the hills"),
        ("<title>Rain in the hills</title>", "title", "Rain in the hills"),
        ("<svg><title>Logo</title></svg><h1>Rain in the hills</h1>", "title", "Rain in the hills"),
        ('<meta name="author" content="Ines Okafor">', "author", ("Ines Okafor",)),
        ('<meta property="article:author" content="Ines Okafor"><meta property="article:author" content="Lee Marsh">', "author", ("Ines Okafor", "Lee Marsh")),
        ('<meta name="parsely-author" content="Ines Okafor">', "author", ("Ines Okafor",)),
        ('<meta name="dc:creator" content="Okafor, Ines">', "author", ("Ines Okafor",)),
        (
            '<meta name=citation_author content="Okafor Bell, Ines"><meta name=citation_author content="Marsh, Lee">',
            "author",
            ("Ines Okafor Bell", "Lee Marsh"),
        ),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ines Okafor">', "author", ("Ines Okafor",)),
        ('<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Four Minutes">', "author", ()),
        ('<meta name="parsely-page" content=\'{"author": "Ines Okafor", "pub_date": "2024-03-03"}\'>', "author", ("Ines Okafor",)),
        ('<meta name="parsely-page" content="{broken">', "author", ()),
        ('<meta property="article:published_time" content="2024-03-03T10:00:00+0100">', "published", "2024-03-03T10:00:00+01:00"),
        ('<meta name="article.published" content="2024-03-03T10:00:00.000Z">', "published", "2024-03-03T10:00:00+00:00"),
        ('<meta name="citation_publication_date" content="2024/3/3">', "published", "2024-03-03"),
        ('<meta name="DCTERMS.issued" content="2024-03-03">', "published", "2024-03-03"),
        ('<meta name="sailthru.date" content="2024-03-03 10:00:00">', "published", "2024-03-03T10:00:00"),
        ('<meta property="og:updated_time" content="1709460000">', "modified", "2024-03-03T10:00:00+00:00"),
        ('<meta property="og:site_name" content="The Ellery Post">', "site", "The Ellery Post"),
        ('<meta name="application-name" content="The Ellery Post">', "site", "The Ellery Post"),
        ('<meta name="twitter:site" content="@ellerypost">', "site", None),
        ("<title>Rain in the hills | Ellery Post</title>", "site", "Ellery Post"),
        ("<title>Rain in the hills - Éllery Post</title>", "site", "Éllery Post"),
        ("<title>Rain - Ellery Post (Ellery Printing Society)</title>", "site", "Ellery Post"),
        ("<title>Rain, hail and snow - Ellery Post, the valley's own</title>", "site", "Ellery Post"),
        ("<title>The Pier &raquo; Blog Archive &raquo; Rain</title>", "site", "The Pier"),
        ('<html lang="de-at">', "language", "de-AT"),
        ('<html lang="{{lang}}"><meta property="og:locale" content="pt_BR">', "language", "pt-BR"),
        ('<meta http-equiv="Content-Language" content="nl">', "language", "nl"),
        ('<link rel="canonical" href="/rain">', "canonical", "https://www.ellerypost.example/rain"),
        ('<meta property="og:url" content="https://ellerypost.example/rain">', "canonical", "https://ellerypost.example/rain"),
        ('<link rel="canonical" href="https://www.ellerypost.example/">', "canonical", None),
        ('<link rel="canonical" href="javascript:void(0)">', "canonical", None),
        ('<link rel="canonical" href="http://[broken">', "canonical", None),
        ('<meta name="description" content=" It\nrained. ">', "description", "It rained."),
        ('<meta name="description" content="...">', "description", None),
        ('<base href="https://cdn.example/a/"><meta property="og:image" content="b.jpg">', "image", "https://cdn.example/a/b.jpg"),
        ('<link rel="image_src" href="/rain.jpg">', "image", "https://www.ellerypost.example/rain.jpg"),
        (
            '<meta property="og:image" content="data:image/gif;base64,R0"><meta name="twitter:image" content="//cdn.example/b.jpg">',
            "image",
            "https://cdn.example/b.jpg",
        ),
    ],
)
def test_the_head(html: str, field: str, value: object) -> None:
    assert getattr(meta(html), field) == value


def test_json_ld_is_believed_before_open_graph_and_that_before_twitter() -> None:
    tags = '<meta name="twitter:description" content="Third"><meta property="og:description" content="Second">'
    assert meta(tags).description == "Second"
    assert linked(ARTICLE | {"description": "First"}, before=tags).description == "First"


def test_relative_addresses_need_an_address() -> None:
    assert meta('<link rel="canonical" href="/rain">', url=None).canonical is None


# --- the body ----------------------------------------------------------------------------------------------------------


def test_microdata() -> None:
    found = meta(
        """<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Rain in the hills</h1>
        <span itemprop="author" itemscope itemtype="https://schema.org/Person">By <b itemprop="name">Ines Okafor</b></span>
        <time itemprop="datePublished" datetime="2024-03-03">Sunday</time><meta itemprop="dateModified" content="2024-03-04">
        <figure itemprop="image" itemscope><img src="/rain-at-the-mill.jpg"><figcaption>The mill</figcaption></figure>
        <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Nobody Else</b></div></article>
        <article itemscope itemtype="https://schema.org/NewsArticle"><b itemprop="author">Someone Else</b></article>"""
    )
    assert (found.title, found.author) == ("Rain in the hills", ("Ines Okafor",))
    assert (found.published, found.modified) == ("2024-03-03", "2024-03-04")
    assert (found.image, found.image_caption) == ("https://www.ellerypost.example/rain-at-the-mill.jpg", "The mill")


def test_microdata_whose_author_is_no_item_of_its_own() -> None:
    found = meta(
        """<title>Rain in the hills</title><article itemscope itemtype="https://schema.org/NewsArticle"><h1>Rain in the hills</h1>
        <span itemprop="name">by <a rel="author" href="/people/ines">Ines Okafor</a></span></article>"""
    )
    assert (found.title, found.author) == ("Rain in the hills", ("Ines Okafor",))


@pytest.mark.parametrize(
    "html",
    [
        '<a rel="author" href="/people/ines">Ines Okafor</a>',
        '<span class="author vcard"><span class="hidden">Author</span><a class="url fn n" href="/x">Ines Okafor</a></span>',
        '<article><footer><span class="author vcard">Posted by <a class="fn">Ines Okafor</a></span></footer></article>',
        '<h1>Rain in the hills</h1><p class="byline">By <a href="/x">Ines Okafor</a> | 3 March 2024</p>',
        '<h1>Rain in the hills</h1><a href="/author/ines-okafor/">Ines Okafor</a>',
        '<p class="byline__author">VON <a href="/x">Ines Okafor</a> am 3. März 2024</p><h1>Regen</h1>',
        "<title>Lluvia en las colinas » Local</title><h1>El Correo de Ellery</h1><h3>Lluvia en las colinas</h3>"
        '<p class="autor"><strong>Ines Okafor</strong> | Ellery | 03/03/2024</p>',
        '<h1>Llueve en la sierra</h1><p class="firma"><em>Ines Okafor</em> | <span>Ellery</span></p>',
        '<meta name="twitter:creator" content="Ines Okafor"><h1>Rain in the hills</h1>',
        '<h1>Rain in the hills again</h1><h4 class="writer-name"><a href="/ines-okafor/">Ines Okafor</a></h4>',
        '<h1>Rain in the hills</h1><div class="author-card"><a href="/author/ines"><span class="author-card__name">Ines Okafor</span></a></div>',
        '<ul>' + "".join(f'<li><h4>Story</h4><span class="vcard"><a class="fn">{name} Marsh</a></span></li>' for name in ("Ada", "Bo", "Lee"))
        + '</ul><h1>Rain in the hills again</h1><p>By <span class="vcard"><a class="fn">Ines Okafor</a></span></p>',
        '<p>It rained.</p><div id="page_sidebar"><div id="box_auteur"><span>L’AUTEUR</span><div><a rel="author">Ines Okafor</a></div></div></div>',
    ],
)
def test_authors_in_the_body(html: str) -> None:
    assert meta(html).author == ("Ines Okafor",)


def test_authors_that_stand_together() -> None:
    line = '<span><a rel="author">Ines Okafor</a> / <a rel="author">Lee Marsh</a></span><p><a rel="author">Tomas Lind</a></p>'
    assert meta(line).author == ("Ines Okafor", "Lee Marsh")
    item = (
        '<article itemscope itemtype="https://schema.org/NewsArticle"><p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<a><span itemprop="name">Ines Okafor</span></a> and <a><span itemprop="name">Lee Marsh</span></a>'
        '<span itemprop="worksFor" itemscope><b itemprop="name">The Tern</b></span></span></p></article>'
    )
    assert meta(item).author == ("Ines Okafor", "Lee Marsh")


@pytest.mark.parametrize(
    "html",
    [
        '<ol class="comment-list"><li><span class="comment-author vcard"><b class="fn">Ines Okafor</b></span></li></ol>',
        '<aside><a rel="author">Ines Okafor</a></aside>',
        '<aside class="authors author"><a rel="author">Ines Okafor</a><a rel="author">Lee Marsh</a></aside>',
        '<meta name="twitter:creator" content="@inesokafor">',
        '<h1>Deszcz w górach</h1><div class="autor">Autor: www.ellery.example Data: 28-04-2021</div>',
        '<h1>Rain in the hills</h1><div class="author-box">All about the author</div>',
        '<h1>Ellery Mills</h1><table class="infobox vcard"><caption class="fn org">Ellery Mills Inc.</caption></table>',
        '<h1>Regen in den Hügeln</h1><ul class="autor"><li>Autor: www.post.example</li><li>Datum: 03.03.2024</li></ul>',
        '<h1>Rain in the hills</h1>' + f"<p>{'It rained and rained. ' * 20}</p>" * 4 + '<b class="author">Ines Okafor</b>',
    ],
)  # fmt: skip
def test_names_in_the_body_that_are_not_the_author(html: str) -> None:
    assert meta(html).author == ()


@pytest.mark.parametrize(
    "html",
    [
        '<h1>Rain in the hills</h1><time datetime="2024-03-03">Sunday</time>',
        '<title>Rain in the hills</title><h1>Ellery Post</h1><time datetime="2025-01-01">today</time>' + f"<p>{'Menu and more of it. ' * 20}</p>" * 4
        + '<h1>Rain in the hills</h1><time>March 3, 2024</time>',
        '<time datetime="2024-03-03" class="entry-date published updated">Sunday</time>',
        '<div class="post-date">3. März 2024</div><h1>Regen in den Hügeln</h1>',
        "<h1>Rain in the hills</h1><p>March 3, 2024</p>",
        '<aside><time datetime="2025-01-01"></time></aside><time datetime="2024-03-03"></time>',
    ],
)  # fmt: skip
def test_dates_in_the_body(html: str) -> None:
    assert meta(html).published == "2024-03-03"


def test_the_day_of_a_birth_is_not_the_publication() -> None:
    assert meta('<h1>Ellery Mills</h1><td>Founded <span class="bday dtstart published updated">1998-09-04</span></td>').published is None


def test_an_update_is_not_the_publication() -> None:
    found = meta('<h1>Rain in the hills</h1><span class="date">Updated: March 4, 2024</span><span class="date">March 3, 2024</span>')
    assert (found.published, found.modified) == ("2024-03-03", "2024-03-04")


def test_the_address_has_a_date() -> None:
    assert meta("<h1>Rain</h1>", "https://ellerypost.example/2024/03/03/rain").published == "2024-03-03"


def test_the_caption_of_the_declared_picture_in_another_size() -> None:
    found = meta(
        """<meta property="og:image" content="https://x.example/uploads/old-mill-1200x630.jpg?w=3">
        <figure><img src="/uploads/bridge-photo.jpg"><figcaption>The bridge</figcaption></figure>
        <figure><img src="data:image/gif;base64,R0" data-src="/uploads/old-mill-300x200.jpg"><figcaption>The mill</figcaption></figure>"""
    )
    assert found.image_caption == "The mill"


# --- titles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Rain in the hills - The Ellery Post</title>", "Rain in the hills"),
        ("<title>Rain in the hills | News | Ellery Post</title>", "Rain in the hills"),
        ("<title>Ellery Post | Rain in the hills</title><h1>Rain in the hills</h1>", "Rain in the hills"),
        ("<title>Rain – a history</title>", "Rain – a history"),
        ("<title>Python vs. Rust: which one? | Part 2 of a long and winding story</title>", "Python vs. Rust: which one? | Part 2 of a long and winding story"),
        ('<title>Home</title><meta property="og:title" content="Home"><h1>Rain in the hills</h1>', "Rain in the hills"),
        ("<title>Home</title>", None),
        ("<title>The Ellery Post</title>", None),
        (
            '<meta property="og:title" content="Rain in the hills and…"><meta name="twitter:title" content="Rain in the hills and the valley">',
            "Rain in the hills and the valley",
        ),
        ('<meta property="og:title" content="Rain in the hills"><title>Ellery Post - Best paper in town</title>', "Rain in the hills"),
        ('<meta property="og:site_name" content="港日報 電子版"><title>丘に雨、三日続く：港日報</title>', "丘に雨、三日続く"),
        (
            '<meta property="og:title" content="A newsletter"><meta name="twitter:title" content="Rain in the hills"><h1>Rain in the hills</h1>',
            "Rain in the hills",
        ),
        ("<title>List&lt;T&gt; in C# &amp;amp; Java</title>", "List<T> in C# & Java"),
        ("<title>The Pier &raquo; Blog Archive &raquo; Rain</title><h1>The Pier</h1><h2>Rain</h2>", "Rain"),
        ('<meta property="og:title" content="Rain Returns to the Hills | Tidewright"><h1>Rain returns to the hills</h1>', "Rain Returns to the Hills"),
    ],
)
def test_titles(head: str, title: str | None) -> None:
    assert meta(head).title == title


def test_a_host_behind_the_headline_is_the_site() -> None:
    assert meta("<title>Llueve en la sierra | elleryhoy.es</title><h1>Llueve en la sierra</h1>").site == "elleryhoy.es"
    assert meta("<title>Llueve en la sierra | Sierra</title><h1>Llueve en la sierra</h1>").site is None


# --- what is not to be believed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "author",
    [
        "https://www.ellerypost.example/author/ines",
        "www.ellerypost.example",
        "ellerypost.com",
        "The Ellery Post",
        "Ellery Post Staff",
        "Ellery Post GmbH",
        "ellerypost",
        "admin",
        "Staff",
        "Staff Writer",
        "By Web Desk",
        "Redaktion",
        "@ellerypost",
        "ines@ellerypost.example",
        "{{ author }}",
        "12345",
        "",
        "It rained all day in Port Ellery and nobody did anything about it at all.",
    ],
)
def test_no_author(author: str) -> None:
    assert meta(f'<meta property="og:site_name" content="The Ellery Post"><meta name="author" content="{author}">').author == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ines Okafor", ("Ines Okafor",)),
        ("Written by: Ines Okafor and Lee Marsh", ("Ines Okafor", "Lee Marsh")),
        ("Ines Okafor, Lee Marsh & Ana Ruiz", ("Ines Okafor", "Lee Marsh", "Ana Ruiz")),
        ("Ines Okafor; Lee Marsh; Ines Okafor", ("Ines Okafor", "Lee Marsh")),
        ("Ines Okafor, PhD, RD", ("Ines Okafor",)),
        ("Ines Okafor, Senior Staff Writer", ("Ines Okafor",)),
        ("Ines Okafor | Ellery Post", ("Ines Okafor",)),
        ("Par INES OKAFOR , LEE MARSH Envoyés spéciaux à Ellery", ("INES OKAFOR", "LEE MARSH")),
        ("Ines Okafor, envoyée spéciale à Ellery", ("Ines Okafor",)),
        ("by Ines Okafor Contributor for The Tide Table", ("Ines Okafor",)),
        ("Guest Contributor", ()),
        ("Ines Okafor Ellery Post", ("Ines Okafor",)),
        ("Ines Okafor /", ("Ines Okafor",)),
        ("Ines Okafor (ines@ellerypost.example)", ("Ines Okafor",)),
        ("ines@ellerypost.example (Ines Okafor)", ("Ines Okafor",)),
        ("Zeige alle Beiträge von Ines Okafor", ("Ines Okafor",)),
        ("Center for Drug Evaluation and Research", ("Center for Drug Evaluation and Research",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Byron Lord", ("Byron Lord",)),
        ("J.R. Marsh Jr.", ("J.R. Marsh Jr.",)),
        ("史卫燕", ("史卫燕",)),
        ("取材・文●岡みなと", ("岡みなと",)),
        ("著者 岡みなと イラスト 浜ゆう", ("岡みなと",)),
        ("INES OKAFOR TRANSLATION BY LEE MARSH", ("INES OKAFOR",)),
    ],
)
def test_names_are_cleaned(value: str, names: tuple[str, ...]) -> None:
    assert people([value], sites=["The Ellery Post"]) == names


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-03", "2024-03-03"),
        ("20240303", "2024-03-03"),
        ("2024-03-03T10:00", "2024-03-03T10:00:00"),
        ("2024-03-03T10:00:00-05:00", "2024-03-03T10:00:00-05:00"),
        ("2024-03-03 10:00:00 UTC", "2024-03-03T10:00:00+00:00"),
        ("Sun, 03 Mar 2024 10:00:00 GMT", "2024-03-03T10:00:00+00:00"),
        ("1709460000000", "2024-03-03T10:00:00+00:00"),
        ("March 3, 2024", "2024-03-03"),
        ("3. März 2024, 10:00 Uhr", "2024-03-03T10:00:00"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("2024年3月3日", "2024-03-03"),
        ("03.04.2024", "2024-04-03"),
        ("2026-06-02", "2026-06-02"),
        ("2026-06-03", None),
        ("1989-12-31", None),
        ("1970-01-01T00:00:00Z", None),
        ("0", None),
        ("2024-02-30", None),
        ("03/04/2024", None),
        ("tomorrow", None),
        ("2024", None),
        ("99999999999999999999", None),
    ],
)
def test_dates(value: str, expected: str | None) -> None:
    assert iso(value, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ines Okafor — November 18, 2025 6 min read", "2025-11-18"),
        ("Posted on Mar. 3rd, 2024 at 4:05 p.m.", "2024-03-03T16:05:00"),
        ("12:30 am, 3 Sept 2024", "2024-09-03"),
        ("3 March 2024 12:30 am", "2024-03-03T00:30:00"),
        ("13/3/2024", "2024-03-13"),
        ("First posted: 08-14-10 12:41 AM", "2010-08-14T00:41:00"),
        ("8/17/13 11:04am", "2013-08-17T11:04:00"),
        ("13/8/17", None),
        ("2/3/15", None),
        ("发布时间：18-03-0823:16", "2018-03-08T23:16:00"),
        ("港口日报2024-09-23 07:48", "2024-09-23T07:48:00"),
        ("28 آب/اغسطس 2013، آخر تحديث 14:00", "2013-08-28"),
        ("3 Ağustos 2024", "2024-08-03"),
        ("Chapter 3, 2024 words", None),
        ("The 3 mice of 2024", None),
    ],
)
def test_dates_in_bylines(line: str, expected: str | None) -> None:
    assert written(line, TODAY) == expected


def test_a_change_before_the_publication_is_none() -> None:
    assert linked(ARTICLE | {"dateModified": "2021-01-01"}).modified is None


# --- pages that are no pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("html", ["", "plain text", "<", "\x00" * 100, "<meta>" * 1000, "<h1></h1><time></time><meta itemprop=author>"])
def test_a_page_that_says_nothing(html: str) -> None:
    assert meta(html) == Metadata()


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div itemprop=author itemscope>" * 30_000, id="deep properties"),
        pytest.param("<div class=author>" * 30_000 + "Ines", id="deep authors"),
        pytest.param("<h1>rain</h1>" * 30_000, id="many headlines"),
        pytest.param("<p class=date>3 March 2024</p>" * 30_000, id="many dates"),
        pytest.param(f"<title>{'a | ' * 200_000}</title><h1>{'a ' * 200_000}</h1>", id="endless title"),
        pytest.param(f"<meta name=author content='{'Ines Okafor, ' * 100_000}'>", id="endless author"),
        pytest.param("<meta name=author content='By By'>" * 30_000, id="many authors"),
        pytest.param(f"<script type='application/ld+json'>{{'a':{'/* ' * 300_000}</script>", id="open comments"),
        pytest.param(f"<script type='application/ld+json'>{'{' + ' ' * 900_000}</script>", id="blanks"),
        pytest.param(f"<script type='application/ld+json'>{json.dumps([ARTICLE] * 2000)}</script>", id="many articles"),
        pytest.param(f"<figure><img src=/aaaaaaaaaaaaaaa.jpg><figcaption>{'x ' * 100_000}</figcaption></figure>" * 5, id="endless caption"),
    ],
)
def test_no_page_takes_long(html: str) -> None:
    tree = LexborHTMLParser(html)
    start = time.process_time()
    declared(tree, URL, TODAY)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Rain in the hills again</title><h1>Weather Centre</h1><h2>Rain in the hills again</h2>", "Rain in the hills again"),
        ("<title>Rain in the hills again : ellery</title><h1>ellery</h1><h2>Rain in the hills again</h2>", "Rain in the hills again"),
        ('<meta property=og:title content="A harbour and its mill: It burns"><h1>It burns</h1><h2>A harbour and its mill</h2>', "It burns"),
        ("<title>Rain in the hills again-Ellery Post Online</title><h3>Rain in the hills again</h3>", "Rain in the hills again"),
        ("<title>Rain in the hills again : weather</title><h1>weather</h1><h2>Rain in the hills again</h2>", "Rain in the hills again"),
        ("<title>Rain in the hills again: Mill stands still</title><h1>Mill stands still</h1><h4>Rain in the hills again</h4>", "Mill stands still"),
        ("<title>Weather Centre - Rain in the hills</title><h2>Weather Centre</h2>", "Weather Centre - Rain in the hills"),
        ("<title>山里下雨三天磨坊关闭_港口要闻_港口日报网</title>", "山里下雨三天磨坊关闭"),
        ("<title>丘に雨、水車小屋は三日閉まる｜港日報</title>", "丘に雨、水車小屋は三日閉まる"),
        ("<meta property=og:title content='丘に雨、水車小屋は三日休む｜港日報 電子版'><h1>丘に雨、水車小屋は三日休む</h1>", "丘に雨、水車小屋は三日休む"),
        ("<title>snake_case and its friends_in Python | Ellery</title>", "snake_case and its friends_in Python"),
        ('<meta property=og:title content="Mill owner: "><h1>Mill owner: "Nobody asked us"</h1>', 'Mill owner: "Nobody asked us"'),
        ("<meta name=ArticleTitle content='Rain stops the ferries'><h1>Port of Ellery</h1>", "Rain stops the ferries"),
    ],
)
def test_the_headline_agrees_with_the_title_bar(html: str, title: str) -> None:
    assert meta(html).title == title


# --- with what was cut out ---------------------------------------------------------------------------------------------


def cut(category: Category, text: str, rule: str = "some-rule") -> Removal:
    return Removal(0, len(text), category, rule, 0.9, "", text)


def test_what_is_cut_out_is_data() -> None:
    found = merged(
        Metadata(title="Rain"),
        [
            cut(Category.BYLINE, "**By [Ines Okafor](https://x.example/ines) and Lee Marsh** | March 3, 2024"),
            cut(Category.BYLINE, "Updated: 4 March 2024 10:15"),
            cut(Category.IMAGE_CAPTION, "_The mill_"),
            cut(Category.IMAGE_CAPTION, "The mill"),
            cut(Category.IMAGE_CREDIT, "Photo: Ana Ruiz"),
            cut(Category.WIRE_CREDIT, "Reporting by Ines Okafor"),
            cut(Category.AUTHOR_BIO, "Ines Okafor covers the weather."),
            cut(Category.SHARE, "Share on Facebook"),
            cut(Category.BYLINE, "* * *"),
        ],
        today=TODAY,
    )
    assert dict(found) == {
        "title": "Rain",
        "author": ("Ines Okafor", "Lee Marsh"),
        "published": "2024-03-03",
        "modified": "2024-03-04T10:15:00",
        "image_caption": "The mill",
        "image_credit": "Photo: Ana Ruiz",
        "bylines": ("By Ines Okafor and Lee Marsh | March 3, 2024", "Updated: 4 March 2024 10:15"),
        "credits": ("Photo: Ana Ruiz",),
        "captions": ("The mill",),
        "wire": ("Reporting by Ines Okafor",),
        "bios": ("Ines Okafor covers the weather.",),
    }


def test_a_byline_names_who_wrote_what_an_agency_sent() -> None:
    byline = cut(Category.BYLINE, "By Ines Okafor 10/5/21 09:19 PM ET")
    assert merged(Metadata(author=("AP",)), [byline], today=TODAY)["author"] == ("Ines Okafor",)
    assert merged(Metadata(author=("AP",)), [], today=TODAY)["author"] == ("AP",)
    assert merged(Metadata(author=("AP", "Lee Marsh")), [byline], today=TODAY)["author"] == ("AP", "Lee Marsh")


def test_what_the_page_declares_stays() -> None:
    found = merged(SAID, [cut(Category.BYLINE, "By Someone Else, 5 May 2025"), cut(Category.IMAGE_CREDIT, "Photo: Someone")], today=TODAY)
    assert (found["author"], found["published"], found["image_credit"]) == (SAID.author, SAID.published, "Ana Ruiz")
    assert found["credits"] == ("Photo: Someone",)
    assert "article_body" not in found


@pytest.mark.parametrize(
    ("line", "rule", "author"),
    [
        ("Ines Okafor", "name-beside-stamp", ("Ines Okafor",)),
        ("Ines Okafor", "stamp", None),
        ("- Join Us", "name-beside-stamp", None),
        ("5 min read", "stamp", None),
        ("By noon it rained", "by-line", None),
        ("Rain in the hills, by Ines Okafor", "by-line", None),
        ("By Ines Okafor Published March 3, 2024", "by-line", ("Ines Okafor",)),
        ("By Ines Okafor Sunday, March 3, 2024", "by-line", ("Ines Okafor",)),
        ("By Ines Okafor Mar. 3, 2024", "by-line", ("Ines Okafor",)),
        ("Written by Ines Okafor in Harbours on 3 March 2024", "by-line", ("Ines Okafor",)),
        ("Powered By", "name-beside-stamp", None),
        ("Por Agencia EFE", "by-line", ("Agencia EFE",)),
        ("港口日报记者 林晓波 陈海", "by-reporter", ("林晓波", "陈海")),
        ("2024-03-03 10:22:14 出处：港口日报 作者：林晓 编辑：陈海 评论(18)", "stamp", ("林晓",)),
        ("时间：2024-03-03 作者：网络整理", "stamp", None),
        ("최윤서 기자 yun@post.example", "reporter", ("최윤서",)),
    ],
)
def test_names_in_bylines(line: str, rule: str, author: tuple[str, ...] | None) -> None:
    assert merged(Metadata(), [cut(Category.BYLINE, line, rule)], today=TODAY).get("author") == author


@pytest.mark.parametrize("label", ["Caption", "[+] Enlarge", "Hide caption", "Teaser image:", "03:29"])
def test_a_label_of_a_picture_is_no_caption(label: str) -> None:
    found = merged(Metadata(), [cut(Category.IMAGE_CAPTION, label), cut(Category.IMAGE_CAPTION, "The mill"), cut(Category.IMAGE_CREDIT, label)], today=TODAY)
    assert (found["captions"], found["image_caption"], found.get("credits")) == (("The mill",), "The mill", None)


def test_nothing_is_known_of_nothing() -> None:
    assert merged(Metadata(), [], today=TODAY) == {}


# --- of this article, not of others ------------------------------------------------------------------------------------

MATTER = """
<p>The swing bridge at Port Ellery stayed shut on Monday, and the boats that should have passed it lay idle in the basin below the mill.</p>
<p>The council promised an answer by Friday, and the harbour master said that he had heard the very same promise the week before Easter.</p>
<p>The crane that could lift the span is in another country, and its owner wants to be paid in full before it leaves the quay there.</p>
"""


def shown(above: str = "", below: str = "", head: str = "") -> dict[str, Any]:
    """The metadata of a page with an article and what stands around it."""
    page = f"<html><head><title>Bridge stays shut for the winter</title>{head}</head><body>{above}<article>{MATTER}</article>{below}</body></html>"
    return dict(clean(page, kind="html").metadata)


def test_the_byline_is_the_articles_own() -> None:
    card = '<div class="card"><a href="/{0}">Council sells ferry {0} to an island</a><p class="byline">By Lee Marsh, May {0}, 2024</p></div>'
    others = "".join(map(card.format, (3, 4, 5)))
    found = shown(
        above='''<nav><ul><li>Editors</li><li>Contributors</li></ul></nav><h1>Bridge stays shut for the winter</h1>
        <p class="byline">By Ines Okafor, March 3, 2024</p>''',
        below=f'<div class="related"><h3>More stories</h3>{others}</div>',
    )
    assert (found["author"], found["published"], found["bylines"]) == (("Ines Okafor",), "2024-03-03", ("By Ines Okafor, March 3, 2024",))


def test_a_bio_stands_below_the_article_and_says_something() -> None:
    found = shown(
        above="<h1>Bridge stays shut for the winter</h1>",
        below='''<div class="author-bio">Ines Okafor has covered the harbour for The Ellery Post since 2011.</div>
        <div class="author-bio">More from the Post</div><ul class="related"><li><a href="/a">Council sells the old ferry to an island</a></li>
        <li><a href="/b">Crane stuck at the border for a second week</a></li></ul>''',
    )
    assert found["bios"] == ("Ines Okafor has covered the harbour for The Ellery Post since 2011.",)


def test_pictures_of_other_stories_have_no_captions_here() -> None:
    found = shown(
        above="<h1>Bridge stays shut for the winter</h1><figure><img src=/span.jpg><figcaption>The span in March. Photo: Ana Ruiz</figcaption></figure>",
        below='''<div class="related"><h3>More stories</h3><ul><li><figure><img src=/f.jpg><figcaption>Council sells the old ferry</figcaption></figure></li>
        <li><figure><img src=/g.jpg><figcaption>Crane stuck at the border</figcaption></figure></li></ul></div><ul><li>© 2024 The Ellery Post</li></ul>''',
    )
    assert found["captions"] == ("The span in March. Photo: Ana Ruiz",)
    assert "credits" not in found


def test_a_single_date_below_the_article_is_its_own() -> None:
    headline, links = "<h1>Bridge stays shut for the winter</h1>", '<h3>More stories</h3><ul><li><a href="/a">Council sells the old ferry</a></li></ul>'
    stamp = '<footer class="date">Published on 7 June 2024</footer>'
    assert shown(headline, links + stamp)["published"] == "2024-06-07"
    assert "published" not in shown(headline, links + stamp + stamp.replace("7", "8") + stamp.replace("7", "9"))


def test_a_clock_above_the_headline_is_not_the_date_of_the_article() -> None:
    clock, headline = '<div class="date">Monday, 7 June 2025</div>', "<h1>Bridge stays shut for the winter</h1>"
    assert shown(clock + headline + '<p class="byline">3 March 2024</p>')["published"] == "2024-03-03"


def test_a_dateline_tells_the_date_where_nothing_else_does() -> None:
    page = f"<html><body><h1>Bridge stays shut</h1><article>{MATTER.replace('The swing', 'PORT ELLERY, March 3, 2024 -- The swing', 1)}</article></body></html>"
    assert dict(clean(page, kind="html").metadata)["published"] == "2024-03-03"


@pytest.mark.parametrize(
    ("html", "published", "modified"),
    [
        ("<meta name=date content=2024-03-04><h1>Rain</h1><time datetime='2024-03-03T20:08:00-05:00'>Sunday</time>", "2024-03-03T20:08:00-05:00", None),
        ("<meta name=date content=2024-03-04><h1>Rain</h1><time datetime='2024-02-03T20:08:00-05:00'>Sunday</time>", "2024-03-04", None),
        (
            "<h1>Rain in the hills</h1><span class=date>March 3, 2024 at 18:27 <time datetime=2024-03-03T18:27:17+02:00>18:27</time></span>",
            "2024-03-03T18:27:17+02:00",
            None,
        ),
        ("<h1>Rain in the hills</h1><abbr title='2024-03-03T10:00:00Z'>1 hour ago</abbr>", "2024-03-03T10:00:00+00:00", None),
        ("<h1>Rain in the hills</h1><abbr title='1984-03-03'>Never</abbr><abbr title='United Nations'>UN</abbr>", None, None),
        (
            "<h1>Rain in the hills</h1><time datetime=2024-03-03>3/3</time> <time itemprop=dateModified datetime=2024-03-04>4/3</time>",
            "2024-03-03",
            "2024-03-04",
        ),
    ],
)
def test_stamps_beside_the_headline(html: str, published: str | None, modified: str | None) -> None:
    found = meta(html)
    assert (found.published, found.modified) == (published, modified)


def test_the_headline_is_the_line_that_says_the_declared_title() -> None:
    title = "Bridge at Port Ellery stays shut for the winter"
    page = f"<html><head><title>{title} - Ellery Post</title></head><body><h1>Weather Centre</h1><h2>{title}</h2><article>{MATTER}</article></body></html>"
    found = clean(page, kind="html")
    assert (found.title, found.metadata["title"]) == (title, title)
    assert title in found.text
    assert title not in found.body
    one = clean(page.replace("Weather Centre", "Bridge at Port Ellery"), kind="html")
    assert one.title == "Bridge at Port Ellery"


def test_the_title_is_the_headline_without_what_the_title_bar_adds() -> None:
    page = "<html><head><title>{}</title></head><body><div class=h-title>{}</div><p>2020-04-09 07:41</p><article>" + MATTER + "</article></body></html>"
    title = "Bridge at Port Ellery stays shut for the winter"
    for bar in (f"{title}-Ellery Post", f"{title} | News", title):
        assert clean(page.format(bar, title), kind="html").metadata["title"] == title
    assert clean(page.format(f"{title} and spring", title), kind="html").metadata["title"] == f"{title} and spring"


def test_an_empty_headline_has_nothing_beside_it() -> None:
    hot = "<ul><li><p>Who paints the pier?</p><p class=date>2018-03-02 08:58</p></li></ul>"
    assert meta(f"<div>Rain in the hills</div><p>{'It rained. ' * 30}</p>{hot}<h1></h1>").published is None


def test_public_offices_name_their_site_beside_its_domain() -> None:
    site = '<meta name="SiteName" content="Port Ellery Council">'
    assert meta(site + '<meta name="SiteDomain" content="www.ellery.example">').site == "Port Ellery Council"
    assert meta(site).site is None


def test_the_outlet_is_no_author_where_the_byline_names_both() -> None:
    line = "2019-09-26 12:11 来源：盐湖时报网 作者：林小舟"
    cut = Removal(0, len(line), Category.BYLINE, "source-and-date", 0.9, "", line)
    assert merged(Metadata(author=("盐湖时报网",)), [cut])["author"] == ("林小舟",)
    assert merged(Metadata(author=("邵帆",)), [cut])["author"] == ("邵帆",)


def test_what_has_a_label_in_it_is_no_name() -> None:
    assert people(["作者：未知 责任编辑：小舟"]) == ()


@pytest.mark.parametrize(("author", "expected"), [("Ines Okafor Follow", ("Ines Okafor",)), ("name, email@post.example", ()), ("ELLERY.NET", ())])
def test_buttons_and_filler_are_no_names(author: str, expected: tuple[str, ...]) -> None:
    assert people([author]) == expected


def test_lines_around_an_article_are_called_what_they_are() -> None:
    stamp = "<p class=menu>Ellery Post 3 March 2024 10:15</p><p class=menu>By Ines Okafor</p>"
    page = f"""<html><head><title>Bridge stays shut for the winter</title></head><body><h1>Bridge stays shut for the winter</h1>
    <div class="nav">{stamp}</div><article>{MATTER}</article>
    <div class="footer"><p>© 2024 The Ellery Post</p><a href="/a">Tides</a></div></body></html>"""
    named = {removal.text.strip(): removal.category for removal in clean(page, kind="html").removed}
    assert named["Ellery Post 3 March 2024 10:15"] is named["By Ines Okafor"] is Category.BYLINE
    assert named["© 2024 The Ellery Post"] is Category.LEGAL
