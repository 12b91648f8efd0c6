"""The people of the stories: what they do on the pages, in their words."""

from __future__ import annotations

from urllib.parse import urlencode

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.live import Mailbox, Site

STATEMENT = "/en/statements/security-council-and-osce"
TITLE = "Immediately apply to the UN Security Council and the OSCE"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Person:
    """Somebody with a browser, who notices requests to strangers and errors in the console."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.foreign_requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._notice(request.url))
        page.on("console", lambda message: self._hear(message.type, message.text))

    def _notice(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "about:")):
            self.foreign_requests.append(url)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:  # an answer with a status of its own is no complaint
            self.complaints.append(text)

    def goes_to(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.url + path)

    def reads(self) -> str:
        return self.page.locator("main").inner_text()

    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    def finds_nothing_inaccessible(self) -> None:
        results = Axe().run(self.page, options={"runOnly": RULES["runOnly"]})
        assert results.violations_count == 0, results.generate_report()

    def sees_no_sideways_scrolling(self) -> None:
        script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(script) <= 0


class Reader(Person):
    """Wants to know who stands behind a text."""

    def opens_the_statement(self) -> None:
        """As it is at this moment: a browser may show for half a minute what it has kept."""
        self.goes_to(STATEMENT)
        self.page.reload()

    def signatories(self) -> list[str]:
        return self.page.locator(".register bdi").all_inner_texts()


class Signatory(Person):
    """Acts for an organisation; the mailbox is handed over by the fixture."""

    mailbox: Mailbox

    def fills_the_form(self, organisation: str, address: str, *, statement: str = STATEMENT, **more: str) -> None:
        self.goes_to(f"{statement}/endorse")
        fields = {
            "organisation": organisation,
            "representative": "Anahit Petrosyan",
            "position": "Director",
            "email": address,
            "website": f"www.{address.rpartition('@')[2]}",
            **more,
        }
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)
        self.page.locator("[name=country]").select_option("AM")
        self.page.locator("[name=privacy]").check()

    def sends_it(self) -> None:
        self.page.locator("main form button[type=submit]").last.click()

    def endorses(self, organisation: str, address: str, *, statement: str = STATEMENT, **more: str) -> None:
        self.fills_the_form(organisation, address, statement=statement, **more)
        self.sends_it()

    def opens_the_mailed_link(self, address: str, *, number: int = 1) -> None:
        self.goes_to(self.mailbox.link_to(address, number=number))

    def confirms(self) -> None:
        self.page.locator("[name=authorised]").check()
        self.page.locator("main form button[type=submit]").last.click()

    def confirms_by_mail(self, address: str) -> None:
        self.opens_the_mailed_link(address)
        self.confirms()


class Moderator(Person):
    """Works through the queue; the site is handed over by the fixture."""

    site: Site

    def lets_the_minute_pass(self) -> None:
        """In which decisions could be undone: their mail leaves."""
        self.site.let_held_mail_leave()

    def sets_up_the_first_account(self, link: str, name: str, address: str, password: str) -> None:
        self.goes_to(link)
        self.page.locator("[name=name]").fill(name)
        self.page.locator("[name=email]").fill(address)
        for field in self.page.locator("input[type=password]").all():
            field.fill(password)
        self.page.locator("main form button[type=submit]").click()

    def signs_in(self, address: str, password: str) -> None:
        self.goes_to("/sign-in")
        self.page.locator("[name=email]").fill(address)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url("**/moderation/**")

    def presses(self, words: str, *, of: str) -> None:
        """One of several buttons of the same words, which say to those who only hear them what they are for."""
        self.page.get_by_role("button", name=f"{words} {of}").click()

    def opens(self, organisation: str) -> None:
        """By its name: the queue has more than one page when many stories share the site."""
        self.goes_to(f"/moderation/?{urlencode({'q': organisation})}")
        self.page.get_by_role("link", name=organisation).first.click()

    def approves(self, organisation: str) -> None:
        self.opens(organisation)
        self.page.locator("button[name=action][value=approve]").click()

    def declines(self, organisation: str, reason: str) -> None:
        self.opens(organisation)
        form = self.page.locator("form", has=self.page.locator("[name=action][value=decline]"))
        form.locator("[name=reason]").select_option(reason)
        form.locator("button[name=action][value=decline]").click()
