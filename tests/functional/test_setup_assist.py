# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests for Setup Assist: who asked gets two documents that say what the inventory says, and nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from .support import HARBOR_ORG, TOKEN, Ansible, Run, Sandbox, address, customer, user, write_csv, write_inventory

ONLY = ("webex.wholesale.onboard", "-t", "setup_assist")
WRITE = "Write the request for Setup Assist"
# What HTML, Markdown and file names find hard.
HOSTILE = "A|B <script>alert(\"1\")</script> & 'C' *d* _e_ [f](g) `h` \\"
HOSTILE_ID = "../up/x|<y>&%2F"
ROUTE = {"type": "ROUTE_GROUP", "id": "group-1"}


def _hosts() -> dict[str, dict[str, Any]]:
    branch = {"address": address(line1="1 Elm"), "timezone": "America/New_York", "language": "en_us"}
    return {
        "whole": {
            "webex_customer": customer("sa-whole", template="gold-us"),
            "webex_locations": [
                {
                    "name": "Head Office",
                    "pstn": {"provider": "Local Carrier"},
                    "numbers": ["+14085550100", "+14085550101", "+14085550102"],
                    "main_number": "+14085550100",
                },
                {
                    "name": "Branch",
                    **branch,
                    "pstn": {"route": ROUTE},
                    "numbers": ["+14085550110"],
                    "main_number": "+14085550110",
                },
            ],
            "webex_users": [
                user("ana@sa-whole.example", "101", number="+14085550101"),
                user("bo@sa-whole.example", "201", number="+14085550110", location="BRANCH", first_name="Bo"),
                user("cy@sa-whole.example"),
            ],
            "webex_admins": [{"email": "cy@sa-whole.example", "roles": ["User administrator", "Device administrator"]}],
            "webex_setup_assist": True,
            "webex_setup_assist_contact": {"name": "Kim", "email": "kim@sa-whole.example", "phone": "+14085550199"},
            "webex_setup_assist_notes": "First line.\nSecond line.\n",
        },
        "gaps": {
            "webex_customer": customer("sa-gaps", template="gold-us", org_id=HARBOR_ORG, name=None, admin_email=None),
            "webex_locations": [{"name": "Annex"}],
            "webex_users": [user("ana@sa-gaps.example", "101"), user("bo@sa-gaps.example", "102")],
            "webex_setup_assist": True,
            "webex_setup_assist_contact": {"name": "Kim"},
        },
        "hostile": {
            "webex_customer": customer(
                HOSTILE_ID,
                template="gold-us",
                name=HOSTILE,
                admin_email="it@sa-hostile.example",
                address=address(line1=HOSTILE[:45]),
                headquarters={"name": HOSTILE, "timezone": "America/New_York", "language": "en_us"},
            ),
            "webex_locations": [{"name": HOSTILE, "pstn": {"provider": HOSTILE}}],
            "webex_users": [
                user("ana@sa-hostile.example", "101", first_name=HOSTILE, last_name=HOSTILE, number="+14085550121")
            ],
            "webex_setup_assist": True,
            "webex_setup_assist_contact": {"name": HOSTILE, "email": "kim@sa-hostile.example"},
            "webex_setup_assist_notes": f"{HOSTILE}\n# no heading\n1. no list\n<img src=x onerror=alert(1)>",
        },
        "meetings": {
            "webex_customer": customer(
                "sa-meetings", template="gold-us", packages=["webex_meetings"], headquarters=None
            ),
            "webex_setup_assist": True,
        },
        "quiet": {
            "webex_customer": customer("sa-quiet", template="gold-us"),
            "webex_users": [user("ana@sa-quiet.example", "101")],
        },
        "refused": {"webex_customer": customer("sa-refused", template="gold-us"), "webex_setup_assist": False},
    }


@dataclass(repr=False)
class Story:
    """A plan, the run, the run again."""

    inventory: Path
    plan: Run
    there_after_plan: bool
    first: Run
    second: Run

    @property
    def folder(self) -> Path:
        return self.inventory / ".webex" / "setup-assist"

    def markdown(self, key: str) -> str:
        return (self.folder / f"{key}.md").read_text(encoding="utf-8")

    def html(self, key: str) -> str:
        return (self.folder / f"{key}.html").read_text(encoding="utf-8")

    def section(self, key: str, title: str) -> str:
        """What stands in the Markdown below a heading, up to the next one."""
        return re.split(rf"^##+ {re.escape(title)}\n", self.markdown(key), flags=re.M)[1].split("\n#")[0].strip()


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def local(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    return make_ansible(start())


@pytest.fixture(scope="module")
def story(local: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Story:
    inventory = write_inventory(tmp_path_factory.mktemp("assist") / "inventory", _hosts())
    plan = local.playbook(*ONLY, "--check", "--diff", inventory=inventory)
    there = (inventory / ".webex").exists()
    first = local.playbook(*ONLY, "--diff", inventory=inventory)
    return Story(inventory, plan, there, first, local.playbook(*ONLY, inventory=inventory))


def test_who_asked_has_two_documents(story: Story) -> None:
    story.first.succeeded()
    hostile = "..%2Fup%2Fx%7C%3Cy%3E%26%252F"
    wanted = {f"{key}.{kind}" for key in ("sa-whole", "sa-gaps", "sa-meetings", hostile) for kind in ("md", "html")}
    assert {file.name for file in story.folder.iterdir()} == wanted


def test_nothing_is_asked_of_webex(story: Story) -> None:
    assert story.plan.journal == story.first.journal == story.second.journal == []


def test_who_did_not_ask_costs_one_skipped_task(story: Story) -> None:
    for host in ("quiet", "refused"):
        # a saved plan, the steps below the customer, and the request
        assert [record["status"] for record in story.first.tasks(host=host)] == ["skipped"] * 3


def test_plan_writes_nothing_and_tells_the_same(story: Story) -> None:
    story.plan.succeeded()
    assert not story.there_after_plan
    asked = {host: int(host not in ("quiet", "refused")) for host in _hosts()}
    for run in (story.plan, story.first):
        assert {host: counts["changed"] for host, counts in run.recap.items()} == asked
    for line in ("# Setup Assist request: Company sa-whole", "<dt>Company</dt><dd>Company sa-whole</dd>"):
        assert f"+{line}" in story.plan.stdout
        assert f"+{line}" in story.first.stdout


def test_second_run_changes_nothing(story: Story) -> None:
    assert story.second.succeeded().changed == 0


def test_customer_contact_and_notes(story: Story) -> None:
    assert story.section("sa-whole", "What is missing") == "Nothing."
    assert story.section("sa-whole", "Customer").splitlines() == [
        "- Company: Company sa-whole",
        "- External ID: sa-whole",
        "- Country: US",
        "- Address: 771 Alder Drive, Milpitas CA 95035, US",
        "- Packages: webex_calling, webex_meetings",
    ]
    assert story.section("sa-whole", "Contact").splitlines() == [
        "- Name: Kim",
        "- E-mail: kim@sa-whole.example",
        "- Phone: +14085550199",
    ]
    assert story.section("sa-whole", "Notes") == "First line.\\\nSecond line."


def test_locations_and_numbers(story: Story) -> None:
    table = story.section("sa-whole", "Locations")
    assert "Cisco decides between the SKUs Express and Standard" in table
    assert "| Head Office | 1 | 3 | Local Carrier | +14085550100 |" in table
    assert "| Branch | 1 | 1 | Local gateway, route group group-1 | +14085550110 |" in table
    office = story.section("sa-whole", "Head Office").splitlines()
    assert office[:6] == [
        "- Address: 771 Alder Drive, Milpitas CA 95035, US",
        "- Time zone: America/Los_Angeles",
        "- Announcement language: en_us",
        "- PSTN: Local Carrier",
        "- Main number: +14085550100",
        "- Users: 1",
    ]
    assert office[-3:] == [
        "| +14085550100 | main number |",
        "| +14085550101 | Ana Diaz, ana@sa-whole.example |",
        "| +14085550102 | free |",
    ]
    branch = story.section("sa-whole", "Branch")
    assert "- Address: 1 Elm, Milpitas CA 95035, US" in branch
    assert branch.endswith("| +14085550110 | main number, Bo Diaz, bo@sa-whole.example |")


def test_users_and_administrators(story: Story) -> None:
    users = story.section("sa-whole", "Users")
    for row in (
        "| webex_calling | 2 |",
        "| webex_meetings | 1 |",
        "| all | 3 |",
        "| Ana Diaz | ana@sa-whole.example | webex_calling | Head Office | +14085550101 | 101 |",
        "| Bo Diaz | bo@sa-whole.example | webex_calling | BRANCH | +14085550110 | 201 |",
        "| Ana Diaz | cy@sa-whole.example | webex_meetings |  |  |  |",
    ):
        assert row in users.splitlines()
    assert story.section("sa-whole", "Administrators").splitlines()[2:] == [
        "| cy@sa-whole.example | User administrator, Device administrator |",
        "| it@sa-whole.example | first administrator |",
    ]


def test_what_is_missing(story: Story) -> None:
    facts = ("address", "time zone", "announcement language", "PSTN choice", "main number", "phone numbers")
    office = [f"- Head Office: no {fact}." for fact in facts[3:]]
    assert story.section("sa-gaps", "What is missing").splitlines() == [
        "- The name of the company.",
        "- The e-mail address of a contact.",
        "- The phone number of a contact.",
        *office,
        "- Head Office: no phone number for ana@sa-gaps.example, bo@sa-gaps.example.",
        *(f"- Annex: no {fact}." for fact in facts),
        "- Annex: no calling users.",
        "- An administrator.",
    ]
    assert "- Company: missing" in story.section("sa-gaps", "Customer")
    assert f"- Existing organization: {HARBOR_ORG}" in story.section("sa-gaps", "Customer")
    # a customer without calling needs no location
    assert not [line for line in story.section("sa-meetings", "What is missing").splitlines() if "ocation" in line]


def test_page_says_the_same_as_the_text(story: Story) -> None:
    for key in ("sa-whole", "sa-gaps", "sa-meetings"):
        page = " ".join(Page(story.html(key)).text.split())
        for line in story.markdown(key).splitlines():
            cells = line.strip("|").split(" | ") if line.startswith("|") else [re.sub(r"^(#+|- [\w -]+:|-) ", "", line)]
            for cell in cells:
                if not re.fullmatch(r"[\s:|-]*", cell) and "Prepared from" not in line and "paid service" not in line:
                    assert cell.strip(" \\") in page, cell


def test_page_stands_alone(story: Story) -> None:
    for file in story.folder.glob("*.html"):
        page = Page(file.read_text(encoding="utf-8"))
        assert not page.tags & {"script", "link", "img", "iframe", "form", "base", "object", "d", "y"}
        assert page.attributes <= {"lang", "charset", "name", "content", "class"}


def test_hostile_values_are_text_in_the_page(story: Story) -> None:
    (file,) = story.folder.glob("..*.html")
    page = Page(file.read_text(encoding="utf-8"))
    # title, heading, company, contact, location in table and heading, carrier twice, notes, users
    assert page.text.count(HOSTILE) >= 10
    assert HOSTILE_ID in page.text
    assert "<img src=x onerror=alert(1)>" in page.text


def test_hostile_values_stay_in_their_cells(story: Story) -> None:
    (file,) = story.folder.glob("..*.md")
    text = file.read_text(encoding="utf-8")
    columns = 0
    for line in text.splitlines():
        bars = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
        columns = columns or bars
        assert bars == columns if line.startswith("|") else bars == 0, line
        columns = columns if line.startswith("|") else 0
    assert not re.search(r"(?<!\\)[<>*`\[]", text.replace("&lt;", "").replace("&gt;", ""))
    assert r"A\|B &lt;script&gt;alert(" in text
    assert "\\# no heading\\\n1\\. no list\\\n&lt;img" in text


def test_no_secrets(story: Story) -> None:
    for file in story.folder.iterdir():
        assert TOKEN not in file.read_text(encoding="utf-8")


def test_a_change_touches_its_customer_only(local: Ansible, tmp_path: Path) -> None:
    hosts = _hosts()
    for host in ("hostile", "quiet", "refused"):
        del hosts[host]
    shared = {"webex_setup_assist_folder": "requests"}
    before = write_inventory(tmp_path / "inventory", hosts, shared)
    local.playbook(*ONLY, inventory=before).succeeded()
    assert len(list((before / "requests").iterdir())) == 6
    extra = {"webex_setup_assist_notes": "Call first."}
    run = local.playbook(*ONLY, "-l", "gaps", "--diff", inventory=before, extra=extra).succeeded()
    assert list(run.recap) == ["gaps"]
    assert run.changed == 1
    assert [line for line in run.stdout.splitlines() if line.startswith("+Call")] == ["+Call first."]


def test_users_of_a_file(local: Ansible, tmp_path: Path) -> None:
    hosts: dict[str, dict[str, Any]] = {
        name: {
            "webex_customer": customer(f"sa-{name}", template="gold-us"),
            "webex_users_file": "users.csv",
            "webex_setup_assist": name != "silent",
        }
        for name in ("csv", "silent")
    }
    inventory = write_inventory(tmp_path / "inventory", hosts)
    for name in hosts:
        header = ["email", "first_name", "last_name", "package", "number", "extension"]
        row = [f"ana@sa-{name}.example", "Ana, the |first|", "Diaz", "webex_calling", "+1 408-555-0101", "101"]
        write_csv(inventory / "host_vars" / name / "users.csv", [header, row])
    run = local.playbook(*ONLY, inventory=inventory).succeeded()
    text = (inventory / ".webex" / "setup-assist" / "sa-csv.md").read_text(encoding="utf-8")
    row = r"| Ana, the \|first\| Diaz | ana@sa-csv.example | webex_calling | Head Office | +14085550101 | 101 |"
    assert row in text.splitlines()
    assert "| Head Office | 1 | 1 | missing | missing |" in text.splitlines()
    assert list(run.result("Check the declarations of all customers offline")["users_of_files"]) == ["csv"]
    assert local.playbook(*ONLY, inventory=inventory).succeeded().changed == 0


def test_users_of_a_file_that_nobody_read(local: Ansible, tmp_path: Path) -> None:
    """The role alone makes no document without users."""
    variables = {
        "webex_customer": customer("sa-alone", template="gold-us"),
        "webex_users_file": "users.csv",
        "webex_setup_assist": True,
    }
    inventory = write_inventory(tmp_path / "inventory", {"alone": variables})
    role = {"name": "webex.wholesale.setup_assist"}
    run = local.play([{"name": "role", "ansible.builtin.import_role": role}], inventory=inventory)
    assert run.status == 2
    assert "are read by the role inventory, which has to run first" in run.output
    assert not list(inventory.rglob("sa-alone.*"))
