"""The points of what makes an EPUB a good one, each asked of made books.

    points.py NEWSCONV BOOKS DUMPS SAMPLES COVERS

BOOKS has what books.sh makes.  Prints TAP; a test's name is its point.
"""
import collections
import datetime
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import traceback
import unicodedata
import uuid

from epub_reader import DC, HTML, NCX, OPF, OPS, XML, Book, text_of, words

NEWSCONV, BOOKS, DUMPS, SAMPLES, COVERS = sys.argv[1:6]
BOOK = {name[:-5]: Book(os.path.join(BOOKS, name))
        for name in sorted(os.listdir(BOOKS)) if name.endswith(".epub")}
SINGLE = ["article", "arabic", "japanese", "vertical", "long", "url"]
ISSUES = ["issue", "by-section", "by-author", "by-source", "by-none", "named",
          "pair", "several", "many", "many-by-date"]
RECORD = "EPUB/articles.jsonl"
RTL = {"ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv"}


def make(*arguments, **environment):
    """A book of these arguments, in a file of its own."""
    folder = tempfile.mkdtemp(dir=BOOKS)
    path = os.path.join(folder, "made.epub")
    subprocess.run([NEWSCONV, *arguments, "-o", path], check=True,
                   env={**os.environ, **environment},
                   stderr=subprocess.DEVNULL)
    return Book(path)


def sample(name):
    return os.path.join(SAMPLES, name)


def dump(name):
    return os.path.join(DUMPS, name)


def json_of(*arguments):
    out = subprocess.run([NEWSCONV, *arguments, "--to", "jsonl", "-o", "-"],
                         check=True, capture_output=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def nav_of(book):
    return book.parse("EPUB/nav.xhtml")


def navs(book, kind):
    return [nav for nav in nav_of(book).iter(HTML + "nav")
            if nav.get(OPS + "type") == kind]


def target(link):
    return "EPUB/" + link.get("href").split("#")[0]


def languages_of(root):
    """Each element with the language that holds for it."""
    stack = [(root, "")]
    while stack:
        element, language = stack.pop()
        language = element.get(XML + "lang", language)
        yield element, language
        stack += [(child, language) for child in element]


# ------------------------------------------------------------------ container

def order(name):
    known = ["mimetype", "META-INF/container.xml", "EPUB/package.opf",
             "EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/style.css",
             "EPUB/own.css", "EPUB/cover.png", "EPUB/cover.jpg",
             "EPUB/cover.xhtml"]
    if name in known:
        return (known.index(name), 0, 0)
    for place, kind in enumerate(["contents", "article"]):
        found = re.fullmatch(rf"EPUB/{kind}-(\d+)(?:-(\d+))?\.xhtml", name)
        if found:
            return (100 + place, int(found[1]), int(found[2] or 1))
    assert name == RECORD, name
    return (200, 0, 0)


def point_01_container(book):
    raw = open(book.path, "rb").read()
    assert raw[30:58] == b"mimetypeapplication/epub+zip", raw[:60]
    assert book.names == sorted(book.names, key=order), book.names
    listed = subprocess.run(["unzip", "-Z1", book.path], check=True,
                            capture_output=True, text=True).stdout
    assert listed.splitlines() == book.names, listed
    for info in book.zip.infolist():
        head = struct.unpack("<4s5H3I2H", raw[info.header_offset:][:30])
        signature, _, flags, method = head[:4]
        assert signature == b"PK\x03\x04"
        assert flags == 0 and head[10] == 0, (info.filename, head)
        assert info.extra == b"" and info.comment == b"", info.filename
        assert method in (0, 8) and info.flag_bits == 0, info.filename
    assert book.zip.infolist()[0].compress_type == 0
    assert book.zip.testzip() is None


def point_02_file_names(book):
    folded = [unicodedata.normalize("NFC", name).casefold()
              for name in book.names]
    assert len(set(folded)) == len(folded), folded
    for name in book.names:
        assert len(name) <= 255
        assert name in ("mimetype", "META-INF/container.xml") or \
            re.fullmatch(r"EPUB/[a-z0-9_-]+\.[a-z]+", name), name
    files = {"EPUB/" + item.get("href") for item in book.items}
    beside = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    links = {"EPUB/" + link.get("href")
             for link in book.metadata.findall(OPF + "link")}
    assert links == {RECORD}, links
    assert set(book.names) == files | beside | links, \
        set(book.names) ^ (files | beside | links)


def point_03_container_xml(book):
    root = book.parse("META-INF/container.xml")
    files = [one for one in root.iter() if one.tag.endswith("}rootfile")]
    assert len(files) == 1
    assert files[0].get("media-type") == "application/oebps-package+xml"
    assert files[0].get("full-path") == "EPUB/package.opf"


# -------------------------------------------------------------------- package

def point_04_package_attributes(book):
    package = book.package
    assert package.get("version") == "3.0"
    assert package.get(XML + "lang"), "no language"
    assert package.get("dir") in ("ltr", "rtl")
    identifier = [one for one in book.metadata.findall(DC + "identifier")
                  if one.get("id") == package.get("unique-identifier")]
    assert len(identifier) == 1


def unique_id(book):
    name = book.package.get("unique-identifier")
    return next(text_of(one) for one in book.metadata.findall(DC + "identifier")
                if one.get("id") == name)


def point_05_identifier():
    for name, book in BOOK.items():
        found = unique_id(book)
        uid = [meta.get("content")
               for meta in book.parse("EPUB/toc.ncx").iter(NCX + "meta")
               if meta.get("name") == "dtb:uid"]
        assert uid == [found], (name, uid, found)
        if name == "named":
            assert found == "urn:isbn:9780306406157", found
            continue
        assert found.startswith("urn:uuid:"), (name, found)
        assert uuid.UUID(found[9:]).version == 5, (name, found)
    ferry = "https://velmora.example/ferry"
    same = unique_id(BOOK["url"])
    assert unique_id(make("--url", ferry, sample("harbour.txt"))) == same
    assert unique_id(make("--url", ferry + "/2",
                          sample("harbour.txt"))) != same
    assert unique_id(BOOK["article"]) != unique_id(BOOK["market"])
    assert unique_id(make(sample("council.txt"))) == unique_id(BOOK["article"])


def point_06_title_and_languages():
    for name, book in BOOK.items():
        titles = book.metadata.findall(DC + "title")
        assert titles and all(text_of(one).strip() for one in titles), name
        assert book.meta("title-type", titles[0].get("id")) == ["main"], name
        tags = book.dc("language")
        assert len(set(tags)) == len(tags), (name, tags)
        assert tags[0] == book.package.get(XML + "lang"), (name, tags)
        used = {book.parse(page).get(XML + "lang") for page in book.pages()}
        assert used <= set(tags), (name, tags, used)
        for tag in tags:
            assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag), tag
    assert BOOK["unknown"].dc("language") == ["und"]
    assert BOOK["issue"].dc("title")[0] == "The Velmora Post"
    assert {"en", "ar", "ja", "de", "fr"} <= set(BOOK["issue"].dc("language"))
    assert BOOK["issue"].dc("language")[0] == "en"
    assert BOOK["arabic"].dc("language") == ["ar"]
    for one in json_of(sample("council.txt")):
        assert BOOK["article"].dc("title")[0] == one["headline"]["text"]


def point_07_dates():
    w3cdtf = (r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?"
              r"(Z|[+-]\d\d:\d\d))?)?)?")
    for name, book in BOOK.items():
        for date in book.dc("date"):
            assert re.fullmatch(w3cdtf, date), (name, date)
        modified = book.meta("dcterms:modified")
        assert len(modified) == 1, (name, modified)
        datetime.datetime.strptime(modified[0], "%Y-%m-%dT%H:%M:%SZ")
    assert BOOK["article"].dc("date") == ["2023-03-14"]
    assert BOOK["undated"].dc("date") == []
    assert BOOK["article"].meta("dcterms:modified")[0][:10] == "2023-03-14"
    epoch = make(sample("council.txt"), SOURCE_DATE_EPOCH="1700000000")
    assert epoch.meta("dcterms:modified") == ["2023-11-14T22:13:20Z"]


def point_08_creators_and_source():
    for name, book in BOOK.items():
        names = book.dc("creator")
        assert len(set(names)) == len(names), (name, names)
        for creator in book.metadata.findall(DC + "creator"):
            known = creator.get("id")
            role = [meta for meta in book.metadata.findall(OPF + "meta")
                    if meta.get("refines") == "#" + known
                    and meta.get("property") == "role"]
            assert [text_of(one) for one in role] == ["aut"], name
            assert role[0].get("scheme") == "marc:relators", name
            assert len(book.meta("file-as", known)) == 1, (name, known)
        assert not {"dictionary", "edupub", "index", "preview"} & \
            set(book.dc("type")), name
    assert BOOK["undated"].dc("creator") == []
    article = BOOK["article"].metadata.find(DC + "creator")
    assert text_of(article) == "Maren Tolliver"
    assert BOOK["article"].meta("file-as", article.get("id")) == \
        ["Tolliver, Maren"]
    assert BOOK["url"].dc("source") == ["https://velmora.example/ferry"]
    issue = BOOK["issue"]
    assert issue.dc("publisher") == ["Velmora Press"]
    assert issue.dc("rights") == ["All rights reserved"]
    assert issue.dc("subject") == ["News", "Islands & harbours"]
    assert len(issue.dc("creator")) > 10


def point_09_collection():
    issue = BOOK["issue"]
    found = [meta for meta in issue.metadata.findall(OPF + "meta")
             if meta.get("property") == "belongs-to-collection"]
    assert [text_of(one) for one in found] == ["The Velmora Post"]
    known = found[0].get("id")
    assert issue.meta("collection-type", known) == ["series"]
    assert issue.meta("group-position", known) == ["12"]
    assert issue.meta("dcterms:identifier", known) == ["urn:issn:2049-3630"]
    for name in set(BOOK) - {"issue"}:
        assert not BOOK[name].meta("belongs-to-collection"), name
    assert len(issue.dc("creator")) == len(set(issue.dc("creator")))


def point_10_accessibility():
    claims = ("dcterms:conformsTo", "a11y:certifiedBy")
    for name, book in BOOK.items():
        modes = set(book.meta("schema:accessMode"))
        assert "textual" in modes and modes <= {"textual", "visual"}, modes
        features = set(book.meta("schema:accessibilityFeature"))
        assert {"tableOfContents", "readingOrder", "structuralNavigation",
                "displayTransformability", "unlocked"} <= features, features
        assert book.meta("schema:accessibilityHazard") == ["none"], name
        assert "textual" in book.meta("schema:accessModeSufficient"), name
        assert all(book.meta("schema:accessibilitySummary")), name
        assert len(book.meta("schema:accessibilitySummary")) == 1, name
        if name != "certified":
            assert not [claim for claim in claims if book.meta(claim)], name
    certified = BOOK["certified"]
    assert certified.meta("dcterms:conformsTo") == \
        ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert certified.meta("a11y:certifiedBy") == ["Velmora Library"]


TYPES = {".xhtml": "application/xhtml+xml", ".css": "text/css",
         ".ncx": "application/x-dtbncx+xml", ".png": "image/png",
         ".jpg": "image/jpeg"}


def point_11_manifest_and_spine():
    for name, book in BOOK.items():
        properties = collections.Counter()
        for item in book.items:
            suffix = os.path.splitext(item.get("href"))[1]
            assert item.get("media-type") == TYPES[suffix], item.attrib
            properties.update(words(item, "properties"))
        pictures = [item for item in book.items
                    if item.get("media-type").startswith("image/")]
        assert properties["nav"] == 1, name
        assert properties["cover-image"] == len(pictures), name
        assert set(properties) <= {"nav", "cover-image"}, properties
        legacy = [meta.get("content")
                  for meta in book.metadata.findall(OPF + "meta")
                  if meta.get("name") == "cover"]
        assert legacy == [item.get("id") for item in pictures], name
        spine = book.package.find(OPF + "spine")
        main = book.dc("language")[0].split("-")[0]
        rtl = main in RTL or name.startswith("vertical")
        if name != "vertical-issue":
            assert spine.get("page-progression-direction") == \
                ("rtl" if rtl else "ltr"), name
        assert book.package.get("dir") == \
            ("rtl" if main in RTL else "ltr"), name
    assert len(BOOK["png-cover"].items) == len(BOOK["no-cover"].items) + 2


def point_12_nothing_that_becomes_outdated(book):
    for tag in ("guide", "collection", "bindings", "tours"):
        assert book.package.find(OPF + tag) is None, tag
    for item in book.items:
        assert item.get("fallback") is None and \
            item.get("media-overlay") is None
    assert "META-INF/encryption.xml" not in book.names
    assert "source-of" not in book.text("EPUB/package.opf")


# ----------------------------------------------------------------- navigation

def point_13_navigation_document():
    for name, book in BOOK.items():
        nav = nav_of(book)
        [toc] = navs(book, "toc")
        [landmarks] = navs(book, "landmarks")
        assert not navs(book, "page-list"), name
        assert "doc-toc" in words(toc, "role"), name
        heading = [one for one in nav.iter()
                   if one.get("id") == toc.get("aria-labelledby")]
        assert len(heading) == 1 and text_of(heading[0]).strip(), name
        assert landmarks.get("hidden") is not None, name
        labels = [one for one in toc.iter()
                  if one.tag in (HTML + "a", HTML + "span")]
        assert all(text_of(one).strip() for one in labels), name
        linked = [target(link) for link in toc.iter(HTML + "a")]
        pages = [page for page in linked
                 if re.fullmatch(r"EPUB/article-\d+\.xhtml", page)]
        assert pages == [parts[0] for parts in book.articles()], name
        by_id = {item.get("id"): item.get("href") for item in book.items}
        spine = ["EPUB/" + by_id[ref.get("idref")] for ref in book.refs]
        places = [spine.index(page) for page in linked]
        assert places == sorted(places), (name, linked)
        marks = [one.get(OPS + "type") for one in landmarks.iter(HTML + "a")]
        assert {"toc", "bodymatter"} <= set(marks), (name, marks)
        assert ("cover" in marks) == ("EPUB/cover.xhtml" in book.names), name
    # A headline says its own language where that is not the book's.
    spoken = {target(element): language for element, language
              in languages_of(navs(BOOK["issue"], "toc")[0])
              if element.tag == HTML + "a"}
    main = BOOK["issue"].dc("language")[0]
    for page in BOOK["issue"].pages():
        tag = BOOK["issue"].parse(page).get(XML + "lang")
        assert spoken[page] == ("" if tag == main else tag), (page, tag)
    turned = {target(link): link.get("dir") for link
              in navs(BOOK["issue"], "toc")[0].iter(HTML + "a")}
    [arabic] = [page for page in BOOK["issue"].pages()
                if BOOK["issue"].parse(page).get(XML + "lang") == "ar"]
    assert turned[arabic] == "rtl", turned


def point_14_ncx(book):
    root = book.parse("EPUB/toc.ncx")
    points = list(root.iter(NCX + "navPoint"))
    # One number for each place: what leads to the same has the same.
    sources = [point.find(NCX + "content").get("src") for point in points]
    places = list(dict.fromkeys(sources))
    orders = [int(point.get("playOrder")) for point in points]
    assert orders == [places.index(one) + 1 for one in sources], orders
    ids = [point.get("id") for point in points]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", one) for one in ids)
    for point in points:
        assert text_of(point.find(NCX + "navLabel")).strip()
        assert "EPUB/" + point.find(NCX + "content").get("src") \
            .split("#")[0] in book.names
    depth = {meta.get("name"): meta.get("content")
             for meta in root.iter(NCX + "meta")}["dtb:depth"]
    assert int(depth) == depth_of(root.find(NCX + "navMap"),
                                  NCX + "navPoint"), depth
    assert text_of(root.find(NCX + "docTitle")).strip()
    assert book.package.find(OPF + "spine").get("toc") == next(
        item.get("id") for item in book.items
        if item.get("href") == "toc.ncx")
    pages = [point.find(NCX + "content").get("src").split("#")[0]
             for point in points]
    articles = [page for page in pages if page.startswith("article-")]
    seen = list(dict.fromkeys(articles))
    assert ["EPUB/" + page for page in seen] == \
        [parts[0] for parts in book.articles()]


def depth_of(element, tag):
    inner = [depth_of(child, tag) for child in element if child.tag == tag]
    return 1 + max(inner) if inner else 0


def toc_depth(book):
    def down(item):
        lists = item.findall(HTML + "ol")
        return 1 + max((down(child) for one in lists
                        for child in one.findall(HTML + "li")), default=0)
    return down(navs(book, "toc")[0]) - 1


def point_15_one_level_of_groups():
    for name, book in BOOK.items():
        depth = toc_depth(book)
        ncx = depth_of(book.parse("EPUB/toc.ncx").find(NCX + "navMap"),
                       NCX + "navPoint")
        assert depth in (1, 2) and ncx == depth, (name, depth, ncx)
    for name in ("issue", "by-author", "many-by-date"):
        assert toc_depth(BOOK[name]) == 2, name
    for name in ("article", "by-none", "long"):
        assert toc_depth(BOOK[name]) == 1, name
    groups = [item.find(HTML + "ol")
              for item in navs(BOOK["by-author"], "toc")[0].find(HTML + "ol")]
    assert sum(len(one) for one in groups if one is not None) == \
        len(BOOK["by-author"].articles())


def spine_names(book):
    by_id = {item.get("id"): item.get("href") for item in book.items}
    return [(by_id[ref.get("idref")], ref.get("linear")) for ref in book.refs]


def point_16_contents_in_the_spine():
    for name, book in BOOK.items():
        if name != "css-only":
            assert re.search(r"\[hidden\]\s*\{\s*display:\s*none",
                             book.css()), name
        spine = spine_names(book)
        place = [one[0] for one in spine].index("nav.xhtml")
        first = [one[0] for one in spine].index("article-1.xhtml")
        if len(book.articles()) == 1:
            assert spine[place][1] == "no" and place > first, name
        else:
            assert spine[place][1] != "no" and place < first, name
    # What people read there: headlines with what helps to choose.
    shown = text_of(nav_of(BOOK["issue"]).find(HTML + "body"))
    for one in json_of(sample("council.txt")):
        for known in (one["headline"]["text"], one["dek"]["text"],
                      one["authors"][0]["name"],
                      one["dates"]["published"]["text"]):
            assert known in shown, known
    assert "EPUB/contents-1.xhtml" in BOOK["many"].names
    assert "EPUB/contents-1.xhtml" not in BOOK["issue"].names
    for name in ("many", "many-by-date"):
        listed = [target(link) for page in BOOK[name].names
                  if page.startswith("EPUB/contents-")
                  for link in BOOK[name].parse(page).iter(HTML + "a")
                  if link.get("href").startswith("article-")]
        assert list(dict.fromkeys(listed)) == BOOK[name].pages(), name


# -------------------------------------------------------------------- content

def point_17_documents(book):
    for name in book.documents():
        text = book.text(name)
        assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n'
                               '<!DOCTYPE html>\n'), text[:80]
        root = book.parse(name)
        assert root.get("lang") and root.get("lang") == root.get(XML + "lang")
        assert root.get("dir") in ("ltr", "rtl")
        head = root.find(HTML + "head")
        assert text_of(head.find(HTML + "title")).strip()
        assert not [meta for meta in head.findall(HTML + "meta")
                    if meta.get("name") == "viewport"]
        sheets = [link.get("href") for link in head.findall(HTML + "link")
                  if link.get("rel") == "stylesheet"]
        assert all("EPUB/" + one in book.names for one in sheets)
        # A picture that fills the page has no use for the book's margins.
        assert sheets or (name == "EPUB/cover.xhtml" and
                          head.find(HTML + "style") is not None), name
        for one in root.iter():
            if one.get("lang") is not None:
                assert one.get("lang") == one.get(XML + "lang")
    for pages in book.articles():
        root = book.parse(pages[0])
        heading = text_of(next(root.iter(HTML + "h1")))
        assert text_of(next(root.iter(HTML + "title"))) == heading


def point_18_structure(book):
    for name in book.documents():
        root = book.parse(name)
        ids = [one.get("id") for one in root.iter() if one.get("id")]
        assert len(set(ids)) == len(ids), name
        for one in root.iter():
            for known in words(one, "aria-labelledby"):
                assert known in ids, (name, known)
            assert one.get("role") != "doc-chapter", name
            assert one.get(OPS + "type") != "article", name
        levels = [int(one.tag[-1]) for one in root.iter()
                  if re.fullmatch(re.escape(HTML) + "h[1-6]", one.tag)]
        if name == "EPUB/cover.xhtml":
            continue
        assert levels.count(1) == 1 and levels[0] == 1, (name, levels)
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
    for pages in book.articles():
        for page in pages:
            root = book.parse(page)
            articles = list(root.iter(HTML + "article"))
            assert len(articles) == 1 and \
                articles[0].get("aria-labelledby"), page
            for aside in root.iter(HTML + "aside"):
                assert aside.get("aria-labelledby") or aside.get("aria-label")


def point_18_json_ld():
    """Each article says of itself what its JSON says, for machines."""
    for name, source in (("article", "council.txt"), ("arabic", "arabic.txt"),
                         ("market", "market.txt"), ("page", "page.txt")):
        [article] = json_of(sample(source))
        root = BOOK[name].parse("EPUB/article-1.xhtml")
        [script] = [one for one in root.iter(HTML + "script")]
        assert script.get("type") == "application/ld+json"
        said = json.loads(script.text)
        assert said["@context"].rstrip("/") == "https://schema.org"
        assert said["@type"] == "NewsArticle"
        assert said["headline"] == article["headline"]["text"]
        assert said["inLanguage"] == article["language"]["tag"]
        authors = said["author"]
        authors = authors if isinstance(authors, list) else [authors]
        assert [one["name"] for one in authors] == \
            [one["name"] for one in article["authors"]]
        assert said["datePublished"] == \
            article["dates"]["published"]["value"]
    [traps] = json_of(dump("traps.txt"))
    root = BOOK["traps"].parse("EPUB/article-1.xhtml")
    said = json.loads(next(root.iter(HTML + "script")).text)
    assert said["headline"] == traps["headline"]["text"]
    for character in "<>&":
        assert character not in next(root.iter(HTML + "script")).text
    [url] = [json.loads(next(BOOK["url"].parse(page).iter(HTML + "script"))
                        .text) for page in BOOK["url"].pages()]
    assert "https://velmora.example/ferry" in json.dumps(url)


# English words that newsconv has; in a book of another language none of them
# may stand without saying that it is English.
def point_19_generated_words():
    for name in ("arabic", "japanese", "vertical"):
        book = BOOK[name]
        for page in book.documents():
            for element, language in languages_of(book.parse(page)):
                if "label" not in words(element, "class") and \
                        element.tag not in (HTML + "h1", HTML + "h2"):
                    continue
                if page.startswith("EPUB/article") and \
                        "label" not in words(element, "class"):
                    continue
                found = text_of(element)
                if language.split("-")[0] in ("ar", "ja"):
                    assert not re.search("[A-Za-z]", found), (page, found)
        heading = text_of(next(nav_of(book).iter(HTML + "h1")))
        assert not re.search("[A-Za-z]", heading), heading
    text = text_of(navs(BOOK["article"], "toc")[0])
    assert "Contents" in text, text
    # Of a dump whose language is not known they are English, and say so.
    for element, language in languages_of(nav_of(BOOK["unknown"])):
        if element.tag in (HTML + "h1", HTML + "h2") and \
                re.search("[A-Za-z]", element.text or ""):
            assert language == "en", (element.text, language)


def point_20_text_hygiene():
    for name, book in BOOK.items():
        for part in book.names:
            if part.endswith((".png", ".jpg")):
                continue
            text = book.text(part)
            assert not text.startswith("\ufeff"), part
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]",
                                 text), (name, part)
            if part.endswith((".xhtml", ".opf", ".ncx")):
                assert "<!--" not in text, (name, part)
    signs = text_of(BOOK["signs"].parse("EPUB/article-1.xhtml"))
    assert "-- and --> more of it" in signs
    assert "private use" in signs and "\ue000" in signs
    assert "[1mcontrol" in signs
    traps = text_of(BOOK["traps"].parse("EPUB/article-1.xhtml"))
    for known in ('"Straight" quotes are \'straight\' -- as', "*nothing*",
                  "_neither_", "[a bracket](http://kitchen.example/x)",
                  "<b>these</b>", "&amp;", "&lt;at all&gt;", "***",
                  "three dots... are", "7. A line", "# This is no heading"):
        assert known in traps, known
    assert len(BOOK["traps"].pages()) == 1


def point_21_links():
    for name, book in BOOK.items():
        pages = {}
        for page in book.documents():
            pages[page] = {one.get("id") for one in book.parse(page).iter()}
        for page in pages:
            for link in book.parse(page).iter(HTML + "a"):
                href = link.get("href")
                assert href, page
                if not re.match(r"[a-z]+:", href):
                    path, _, fragment = href.partition("#")
                    to = "EPUB/" + path if path else page
                    assert to in pages, (page, href)
                    assert not fragment or fragment in pages[to], href
                    continue
                assert re.match(r"(https?://[^/?#]+|mailto:.)", href), href
                assert not re.search(r'[\s\[\]{}|"\\<>^`]', href), href
                assert not re.search(r"%(?![0-9A-Fa-f]{2})", href), href
    text = text_of(BOOK["links"].parse("EPUB/article-1.xhtml"))
    outer = [link.get("href") for link in
             BOOK["links"].parse("EPUB/article-1.xhtml").iter(HTML + "a")]
    assert "https://velmora.example/bridge?a=1&b=2#top" in outer, outer
    assert not [one for one in outer if "99999" in one], outer
    assert "The old lighthouse of the island is sold" in text
    # In a book that has the other article the link leads to it.
    pair = BOOK["pair"]
    found = [link.get("href") for page in pair.pages()
             for aside in pair.parse(page).iter(HTML + "aside")
             for link in aside.iter(HTML + "a")]
    first, second = [parts[0][5:] for parts in pair.articles()]
    assert first in found and second in found, found
    # From article to article, and back.
    for number, parts in enumerate(BOOK["issue"].articles()):
        turns = [link.get("rel") for page in parts
                 for nav in BOOK["issue"].parse(page).iter(HTML + "nav")
                 for link in nav.iter(HTML + "a")]
        assert ("prev" in turns) == (number > 0), (number, turns)
        assert ("next" in turns) == \
            (number + 1 < len(BOOK["issue"].articles())), (number, turns)
    for page in BOOK["article"].pages():
        assert not list(BOOK["article"].parse(page).iter(HTML + "nav"))


def point_22_stylesheet():
    for name in ("article", "issue", "vertical", "arabic"):
        css = re.sub(r"/\*.*?\*/", "", BOOK[name].text("EPUB/style.css"),
                     flags=re.S)
        assert not re.search(r"(?<![-\w])(direction|unicode-bidi)\s*:", css)
        assert not re.search(r"\b(calc|var|min|max|clamp|env)\(", css)
        assert not re.search(r"@(import|charset|font-face)|url\(", css), css
        # Margins grow with the text; only lines have a width of their own.
        for property, value in re.findall(r"([\w-]+)\s*:\s*([^;}]+)", css):
            assert property.startswith(("border", "outline")) or \
                not re.search(r"\d(px|pt|cm|mm|in)\b", value), property
        for kind in ("before", "after", "inside"):
            modern = re.findall(rf"(?<![-\w])break-{kind}\s*:", css)
            old = re.findall(rf"(?<![-\w])page-break-{kind}\s*:", css)
            assert len(old) == len(modern), (kind, modern, old)
        assert re.search(r"(?<![-\w])break-\w+\s*:", css)
        assert "widows" in css and "orphans" in css
        for rule in re.findall(r"(?:^|})\s*(?:html|body)[^{]*{([^}]*)", css):
            assert "font-size" not in rule, rule
        assert len(css) < 16000, len(css)
    assert "EPUB/own.css" in BOOK["css"].names
    assert "EPUB/style.css" in BOOK["css"].names
    assert "EPUB/style.css" not in BOOK["css-only"].names
    assert BOOK["css"].bytes("EPUB/own.css") == \
        open(os.path.join(COVERS, "own.css"), "rb").read()


def point_23_cover():
    for name, book in BOOK.items():
        pictures = [part for part in book.names
                    if part.endswith((".png", ".jpg"))]
        if name in ("no-cover", "named"):
            assert not pictures and "EPUB/cover.xhtml" not in book.names
            continue
        root = book.parse("EPUB/cover.xhtml")
        assert spine_names(book)[0][0] == "cover.xhtml", name
        images = list(root.iter(HTML + "img"))
        assert len(images) == len(pictures) <= 1, name
        if not images:
            assert text_of(root.find(HTML + "body")).strip(), name
            continue
        assert "EPUB/" + images[0].get("src") == pictures[0]
        assert images[0].get("alt").strip()
        assert "doc-cover" in words(images[0], "role")
        assert not text_of(root.find(HTML + "body")).strip(), name
        if name not in ("png-cover", "jpeg-cover"):
            head = book.bytes("EPUB/cover.png")[:24]
            assert head[:8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack(">II", head[16:]) == (1200, 1600)
    for name, part, own in (("png-cover", "EPUB/cover.png", "own.png"),
                            ("jpeg-cover", "EPUB/cover.jpg", "own.jpg")):
        assert BOOK[name].bytes(part) == \
            open(os.path.join(COVERS, own), "rb").read()
    assert not [part for part in BOOK["text-cover"].names
                if part.endswith((".png", ".jpg"))]
    shown = text_of(BOOK["text-cover"].parse("EPUB/cover.xhtml"))
    assert BOOK["text-cover"].dc("title")[0] in shown


def point_24_size():
    long = BOOK["long"]
    assert len(long.pages()) > 1
    for name in long.names:
        assert len(long.bytes(name)) <= 260 << 10, name
    assert sum(len(long.bytes(page)) for page in long.pages()) > 260 << 10
    for number in (1, 750, 1500):
        assert [page for page in long.pages() if
                f"Paragraph {number} of the report" in long.text(page)]
    for page in long.pages()[1:]:
        [heading] = long.parse(page).iter(HTML + "h1")
        assert "The long report" in text_of(heading)
    for name in SINGLE:
        if name != "long":
            assert BOOK[name].pages() == ["EPUB/article-1.xhtml"], name


def point_25_reproducible():
    arguments = [SAMPLES, "--title", "Issue", "--group-by", "date"]
    first = make(*arguments)
    for change in ({"TZ": "Asia/Tokyo"}, {"LC_ALL": "C"}, {"LANG": "ar_EG"}):
        assert open(make(*arguments, **change).path, "rb").read() == \
            open(first.path, "rb").read(), change
    for jobs in ("1", "2", "7"):
        assert open(make(*arguments, "--jobs", jobs).path, "rb").read() == \
            open(first.path, "rb").read(), jobs
    epoch = make(sample("council.txt"), SOURCE_DATE_EPOCH="1700000001",
                 TZ="Asia/Tokyo")
    for info in epoch.zip.infolist():
        assert info.date_time == (2023, 11, 14, 22, 13, 20), info


# ------------------------------------------------------------------------ run

def main():
    points = [(name, value) for name, value in globals().items()
              if name.startswith("point_")]
    for number, (name, point) in enumerate(sorted(points), 1):
        failures = []
        books = BOOK if point.__code__.co_argcount else {"": None}
        for book in books:
            try:
                point(BOOK[book]) if book else point()
            except Exception:
                failures.append(f"{book}: {traceback.format_exc(limit=-2)}")
        print(f"{'not ' if failures else ''}ok {number} - {name}")
        for failure in failures[:3]:
            print("\n".join("# " + line[:400]
                            for line in failure.splitlines()))
    print(f"1..{len(points)}")


main()
