"""The text of books held against the JSON of the same dumps, block by block.

    faithful.py NEWSCONV FOLDER CLAIM LIST

LIST names a dump a line.  For each a book and the JSON Lines are made in FOLDER, one pair a dump.
The book's pages are read with zipfile and xml.etree: every character in them
must be accounted for, as text of the article in its order, or as a word of
newsconv's own, which is marked.  Prints a TAP line for CLAIM, without a plan.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import unicodedata

from epub_reader import HTML, Book, text_of, words

NEWSCONV, FOLDER, CLAIM = sys.argv[1:4]
with open(sys.argv[4], encoding="utf-8", errors="surrogateescape") as LIST:
    DUMPS = LIST.read().splitlines()
KEEP = ["--keep-leftovers"] if "leftovers" in CLAIM else []
# XML has no other white space in element content than these.
BLANK = " \t\r\n"


class Wrong(Exception):
    pass


def expect(found, wanted, what):
    if found != wanted:
        raise Wrong(f"{what}: {found!r} and not {wanted!r}"[:1200])


def own(element):
    """A word of newsconv's own, or a way to another article."""
    return "label" in words(element, "class") or (
        element.tag == HTML + "nav" and "turn" in words(element, "class"))


def dump_text(element):
    """The text without marked words and the blank that sets them off."""
    parts = [element.text or ""]
    for child in element:
        if own(child):
            tail = child.tail or ""
            parts.append(tail[1:] if tail.startswith(" ") else tail)
        else:
            parts.append(dump_text(child))
            parts.append(child.tail or "")
    return "".join(parts)


def children(element):
    """Elements between which nothing but white space stands."""
    if (element.text or "").strip(BLANK):
        raise Wrong(f"text in {element.tag}: {element.text!r}")
    for child in element:
        if (child.tail or "").strip(BLANK):
            raise Wrong(f"text behind {child.tag}: {child.tail!r}")
    return list(element)


class Page:
    """What the pages of one article say, by kind."""

    def __init__(self):
        self.headline = []
        self.lines = []      # of the header: class, text
        self.blocks = []     # type, text
        self.related = []    # lead, text, url
        self.footer = []     # class, text
        self.leftovers = []

    def add(self, root, first):
        [body] = root.findall(HTML + "body")
        for part in children(body):
            name = part.tag[len(HTML):]
            if name == "article":
                self.article(part, first)
            elif name == "section" and words(part, "class") == ["leftovers"]:
                self.heading(part)
                self.leftovers += [text_of(one) for one in children(part)[1:]]
            elif not own(part) and not self.continued(part, first):
                raise Wrong(f"a {name} in the body")

    def continued(self, element, first):
        if element.tag != HTML + "h1" or first or \
                words(element, "class") != ["continued"]:
            return False
        title = dump_text(element).strip(BLANK)
        if title != self.headline[0] and not (
                title.endswith("…")
                and self.headline[0].startswith(title[:-1])):
            raise Wrong(f"goes on as {title!r}")
        return True

    def heading(self, part):
        head = children(part)[0]
        if head.tag != HTML + "h2" or not own(head):
            raise Wrong(f"no heading of ours in {part.tag}")

    def article(self, article, first):
        for part in children(article):
            name = part.tag[len(HTML):]
            if name == "header" and first:
                for line in children(part):
                    if line.tag == HTML + "h1":
                        self.headline.append(text_of(line))
                    else:
                        self.lines.append((line.get("class"), line))
            elif self.continued(part, first):
                continue
            elif name == "aside":
                self.aside(part)
            elif name == "footer":
                self.footer += [(one.get("class"), dump_text(one))
                                for one in children(part)]
            else:
                self.block(part, name)

    def block(self, part, name):
        kinds = {"p": "paragraph", "h2": "subhead"}
        if name == "p" and words(part, "class") == ["caption"]:
            self.blocks.append(("caption", dump_text(part)))
        elif name in kinds and part.get("class") is None:
            self.blocks.append((kinds[name], dump_text(part)))
        elif name == "blockquote":
            self.blocks += [("quote", dump_text(one))
                            for one in children(part)]
        elif name == "ul":
            self.blocks += [("list-item", dump_text(one))
                            for one in children(part)]
        else:
            raise Wrong(f"a {name} {part.attrib} among the blocks")

    def aside(self, aside):
        self.heading(aside)
        head, items = children(aside)
        for item in children(items):
            spans = {one.get("class"): text_of(one)
                     for one in item.findall(HTML + "span")}
            self.related.append((spans.get("lead"), text_of(item),
                                 spans.get("url")))


def check_header(page, article):
    headline = article["headline"]
    if headline is not None:
        expect(page.headline, [headline["text"]], "headline")
    else:
        # A name for it, made from the file's.
        expect(len(page.headline), 1, "headlines")
    fields = {"section": article.get("section"), "dek": article.get("dek")}
    given = [one["name"] for one in article["authors"]
             if one.get("origin") == "option"]
    dates = [one["text"] for one in article["dates"].values()]
    for kind, line in page.lines:
        text = dump_text(line).strip(BLANK)
        if kind in fields and fields[kind] is not None:
            expect(text, fields.pop(kind)["text"], kind)
        elif kind == "byline":
            wanted = ", ".join(given) if given else article["byline"]["text"]
            expect(text, wanted, kind)
        elif kind == "date" and text in dates:
            dates.remove(text)
        else:
            raise Wrong(f"a line of the header: {kind} {text!r}")
    left = [kind for kind, field in fields.items() if field is not None]
    expect(left, [], "fields that no line has")


def check_related(page, article):
    expect(len(page.related), len(article["related"]), "related links")
    for (lead, text, url), item in zip(page.related, article["related"]):
        expect(lead, item.get("label"), "what introduces a link")
        wanted = [part for part in (item.get("label"), item["text"])
                  if part is not None]
        if item.get("url") and item["url"] != item["text"]:
            expect(url, item["url"], "URL of a link")
            wanted.append(item["url"])
        expect(text, " ".join(wanted), "text of a link")


def check_footer(page, article):
    wanted = [("note", note["text"]) for note in article["notes"]
              if note["text"]]
    if article.get("url"):
        wanted.append(("source", article["url"]["text"]))
    expect([(kind, text.strip(BLANK) if kind == "source" else text)
            for kind, text in page.footer], wanted, "footer")


def check_article(page, article):
    check_header(page, article)
    wanted = [(block["type"], block["text"]) for block in article["body"]]
    for number, (one, other) in enumerate(zip(page.blocks, wanted)):
        expect(one, other, f"block {number}")
    expect(len(page.blocks), len(wanted), "number of blocks")
    check_related(page, article)
    check_footer(page, article)
    expect(page.leftovers, [one["text"] for one in article["leftovers"]
                            if one["text"]] if KEEP else [], "leftovers")


def key(article):
    """What makes the book take an article for one that it has."""
    headline = (article["headline"] or {}).get("text", "")
    headline = unicodedata.normalize("NFKC", headline).casefold()
    return (re.sub(r"\W", "", headline),
            tuple((one["type"], one["text"]) for one in article["body"]))


def check_dump(number, dump):
    base = os.path.join(FOLDER, f"{CLAIM}-{number}")
    for target in ("jsonl", "epub"):
        made = subprocess.run(
            [NEWSCONV, dump, "-o", f"{base}.{target}"]
            + (KEEP + ["--no-cover"] if target == "epub" else []),
            capture_output=True)
        if made.returncode != 0:
            raise Wrong(made.stderr.decode("utf-8", "replace"))
    with open(base + ".jsonl", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    book = Book(base + ".epub")
    pages = []
    for files in book.articles():
        page = Page()
        for place, name in enumerate(files):
            page.add(book.parse(name), place == 0)
        pages.append(page)
    distinct = list({key(one): one for one in reversed(articles)}.values())
    distinct.reverse()
    expect(len(pages), len(distinct), "number of articles")
    for page, article in zip(pages, distinct):
        check_article(page, article)
    os.remove(base + ".jsonl")
    os.remove(base + ".epub")
    return sum(len(page.blocks) for page in pages)


def guarded(pair):
    number, dump = pair
    try:
        return check_dump(number, dump), None
    except Exception as error:
        return 0, f"{dump}: {type(error).__name__}: {error}"


def main():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(guarded, enumerate(DUMPS)))
    failures = [failure for _, failure in results if failure]
    blocks = sum(count for count, _ in results)
    if not failures and blocks == 0:
        failures = ["no book had a block"]
    print(f"{'not ' if failures else ''}ok - {CLAIM}")
    print(f"# {len(DUMPS)} dumps, {blocks} blocks, {len(failures)} wrong")
    for failure in failures[:8]:
        print("# " + failure.replace("\n", " ")[:1500])


main()
