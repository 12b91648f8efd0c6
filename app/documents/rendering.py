"""From a template to a PDF or a picture, by WeasyPrint. Nothing is fetched: not from the network, not from a disk."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pydyf
import pypdfium2
import segno
from babel import Locale
from flask import current_app
from weasyprint import CSS, HTML
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.mail.compose import speaking

_box_tree = tags._build_box_tree


def _with_languages(box: Any, *arguments: Any) -> Iterator[Any]:
    """WeasyPrint's own, and the language of what is in another one than the document, which it leaves out."""
    language = None if box.element is None or box.element_tag == "html" else box.element.get("lang")
    for element in _box_tree(box, *arguments):
        if language:
            element["Lang"] = pydyf.String(language)
        yield element


tags._build_box_tree = _with_languages

STYLES = Path(__file__).parent / "styles"
PASSED = "passed:"  # the scheme of what a document is given to show
PDF_UA = "pdf/ua-1"


class Refused(FatalURLFetchingError):
    """A document asked for something that it was not given; it is not made."""


class NothingElse(URLFetcher):
    """Hands out what it was given, by name, and refuses every other address."""

    def __init__(self, given: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._given = {f"{PASSED}{name}": content for name, content in given.items()}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The SVG of that name. Raises Refused."""
        if url not in self._given:
            raise Refused(url)
        return URLFetcherResponse(url, self._given[url], {"Content-Type": "image/svg+xml"})


def pdf(template: str, locale: str, facts: Mapping[str, Any], *, style: str, images: Mapping[str, bytes]) -> bytes:
    """The template in that language as a tagged document (PDF/UA-1)."""
    fonts = FontConfiguration()
    page = _page(template, locale, facts, images)
    return bytes(page.write_pdf(stylesheets=_styles(style, fonts), font_config=fonts, pdf_variant=PDF_UA))


def picture(template: str, locale: str, facts: Mapping[str, Any], *, style: str) -> bytes:
    """The template in that language as a PNG: one page, one pixel for each CSS pixel."""
    fonts = FontConfiguration()
    made = _page(template, locale, facts, {}).write_pdf(stylesheets=_styles(style, fonts), font_config=fonts)
    document = pypdfium2.PdfDocument(made)
    try:
        image = document[0].render(scale=96 / 72).to_pil().convert("RGB")
    finally:
        document.close()
    written = io.BytesIO()
    image.quantize(128, dither=0).save(written, "PNG", optimize=True)
    return written.getvalue()


def qr_code(address: str) -> bytes:
    """The address as an SVG that a telephone's camera reads; the quiet zone around it is the page's margin."""
    written = io.BytesIO()
    segno.make(address, error="m").save(written, kind="svg", border=2, omitsize=True, xmldecl=False)
    return written.getvalue()


def _page(template: str, locale: str, facts: Mapping[str, Any], images: Mapping[str, bytes]) -> HTML:
    with speaking(locale):
        said = {
            **facts,
            "locale": locale,
            "direction": Locale.parse(locale, sep="-").text_direction,
            "site_name": current_app.config["SITE_NAME"],
        }
        html = current_app.jinja_env.get_template(template).render(said)
    return HTML(string=html, base_url=None, url_fetcher=NothingElse(images))


def _styles(name: str, fonts: FontConfiguration) -> list[CSS]:
    return [CSS(string=(STYLES / name).read_text("utf-8"), font_config=fonts, url_fetcher=NothingElse({}))]
