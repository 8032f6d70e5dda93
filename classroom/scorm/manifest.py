"""imsmanifest.xml: what a learning platform reads first."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree as Tree

FILE = "imsmanifest.xml"
CONTENT = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def manifest(name: str, title: str, mastery: float, start: str, files: Iterable[str]) -> bytes:
    """The manifest of a package with one object that starts at the page `start`; `files` are names in the zip."""
    identifier = f"everyone-owns-the-experience.{name}"
    root = Tree.Element("manifest", {"identifier": identifier, "version": "1.2", "xmlns": CONTENT, "xmlns:adlcp": ADL})
    about = Tree.SubElement(root, "metadata")
    Tree.SubElement(about, "schema").text = "ADL SCORM"
    Tree.SubElement(about, "schemaversion").text = "1.2"
    _organizations(root, title, mastery)
    resources = Tree.SubElement(root, "resources")
    attributes = {"identifier": "book", "type": "webcontent", "adlcp:scormtype": "sco", "href": quote(start)}
    resource = Tree.SubElement(resources, "resource", attributes)
    for file in files:
        Tree.SubElement(resource, "file", {"href": quote(file)})
    Tree.indent(root)
    return Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _organizations(root: Tree.Element, title: str, mastery: float) -> None:
    organizations = Tree.SubElement(root, "organizations", {"default": "course"})
    organization = Tree.SubElement(organizations, "organization", {"identifier": "course"})
    Tree.SubElement(organization, "title").text = title
    item = Tree.SubElement(organization, "item", {"identifier": "item", "identifierref": "book", "isvisible": "true"})
    Tree.SubElement(item, "title").text = title
    Tree.SubElement(item, "adlcp:masteryscore").text = f"{mastery:g}"
