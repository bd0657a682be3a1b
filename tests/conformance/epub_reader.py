"""Books, read with Python's zipfile and xml.etree and nothing of newsconv's."""
import re
import xml.etree.ElementTree as tree
import zipfile

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
HTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def words(element, name):
    return (element.get(name) or "").split()


def text_of(element):
    return "".join(element.itertext())


class Book:
    def __init__(self, path):
        self.path = path
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.package = self.parse("EPUB/package.opf")
        self.metadata = self.package.find(OPF + "metadata")
        self.items = self.package.findall(f"{OPF}manifest/{OPF}item")
        self.refs = self.package.findall(f"{OPF}spine/{OPF}itemref")

    def bytes(self, name):
        return self.zip.read(name)

    def text(self, name):
        return self.bytes(name).decode("utf-8")

    def parse(self, name):
        return tree.fromstring(self.bytes(name))

    def pages(self):
        """The names of the pages of articles, in the order of the spine."""
        by_id = {item.get("id"): item.get("href") for item in self.items}
        return ["EPUB/" + by_id[ref.get("idref")] for ref in self.refs
                if by_id[ref.get("idref")].startswith("article-")]

    def documents(self):
        return [name for name in self.names if name.endswith(".xhtml")]

    def articles(self):
        """Lists of the pages of one article each, in the order of the book."""
        found = {}
        for name in self.pages():
            number = int(re.match(r"EPUB/article-(\d+)", name).group(1))
            found.setdefault(number, []).append(name)
        return list(found.values())

    def dc(self, name):
        return [text_of(one) for one in self.metadata.findall(DC + name)]

    def meta(self, name, refines=None):
        """The values of a property, of the whole or of what has an id."""
        return [text_of(one) for one in self.metadata.findall(OPF + "meta")
                if one.get("property") == name
                and (refines is None or one.get("refines") == "#" + refines)]

    def css(self):
        return "\n".join(self.text(name) for name in self.names
                         if name.endswith(".css"))
