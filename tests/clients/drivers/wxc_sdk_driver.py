# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls the sandbox through wxc_sdk."""

from __future__ import annotations

from typing import Any

from steps import NOT_OURS, Steps, order
from wxc_sdk import WebexSimpleApi
from wxc_sdk.common import NumberState
from wxc_sdk.licenses import LicenseProperties, LicenseRequest, LicenseRequestOperation
from wxc_sdk.locations import Location
from wxc_sdk.people import Person, PhoneNumber, PhoneNumberType
from wxc_sdk.rest import ErrorDetail, RestError, RestSession
from wxc_sdk.telephony.location import CallingLineId, TelephonyLocation
from wxc_sdk.telephony.location.numbers import NumbersRequestAction
from wxc_sdk.tokens import Tokens

CALLING = "Webex Calling"
MAIN, ANA, SPARE = "+14085550100", "+14085550101", "+14085550102"


def explain(problem: Exception) -> dict[str, Any]:
    """Tell what wxc_sdk understood of an error."""
    if not isinstance(problem, RestError):
        return {}
    detail = problem.detail
    understood = isinstance(detail, ErrorDetail)
    return {
        "status": problem.response.status_code,
        "code": problem.code,
        "description": problem.description,
        "tracking_id": detail.tracking_id if understood else None,
        "understood": understood,
    }


steps = Steps(explain)
run = steps.run


def connect(token: str) -> WebexSimpleApi:
    """Return an API object that speaks to the sandbox."""

    class Session(RestSession):
        BASE = steps.url

    tokens = Tokens(access_token=token)
    return WebexSimpleApi(tokens=tokens, session=Session(tokens=tokens, concurrent_requests=5))


api = connect(steps.token)
raw = api.session


def main() -> None:
    """Run all steps."""
    organization = customers()
    organizations_and_roles(organization)
    place = locations(organization)
    numbers(organization, place)
    person = people(organization, place)
    licenses(organization, place, person)
    pages(organization, place)
    errors()
    farewell(organization, place, person)


def customers() -> str:
    """Order customers; wxc_sdk has no Wholesale calls of its own, only its session."""
    url = raw.ep("wholesale/customers")
    run("order", lambda: raw.rest_post(url, json=order()))
    steps.advance()
    found = run("find the customer", lambda: raw.rest_get(url, params={"externalId": "acme-0001"}))
    for number in (2, 3, 4, 5):
        raw.rest_post(url, json=order(f"acme-000{number}"))
    steps.advance()
    run("pages of customers", lambda: raw.follow_pagination(url, params={"max": "2"}))
    return str(found["items"][0]["orgId"])


def organizations_and_roles(organization: str) -> None:
    """Read organizations and roles."""
    run("organizations", api.organizations.list)
    run("organization", lambda: api.organizations.details(organization))
    found = run("roles", api.roles.list)
    run("role", lambda: api.roles.details(found[0].id))
    run("myself", lambda: api.people.me(calling_data=True))


def locations(organization: str) -> str:
    """Make a location, give it calling and a PSTN connection, and change it."""
    telephony = api.telephony.location
    run("locations", lambda: api.locations.list(org_id=organization))
    run("country", lambda: api.telephony.get_country_configuration("US", org_id=organization))
    run("languages", api.telephony.read_list_of_announcement_languages)
    place = run(
        "create location",
        lambda: api.locations.create(
            name="Denver",
            time_zone="America/Denver",
            preferred_language="en_us",
            announcement_language="en_us",
            address1="12 Elm Street",
            city="Denver",
            state="CO",
            postal_code="80202",
            country="US",
            org_id=organization,
        ),
    )
    found = run("location", lambda: api.locations.details(place, org_id=organization))
    run("location by name", lambda: api.locations.by_name("Denver", org_id=organization))
    run("enable calling", lambda: telephony.enable_for_calling(found, org_id=organization))
    run("calling locations", lambda: telephony.list(org_id=organization))
    run("calling location", lambda: telephony.details(place, org_id=organization))

    settings = Location(
        name="Denver West", time_zone=found.time_zone, preferred_language="en_us", address=found.address
    )
    run("update location", lambda: api.locations.update(place, settings, org_id=organization))
    change = TelephonyLocation(routing_prefix="8200", outside_dial_digit="9")
    run("update calling location", lambda: telephony.update(place, change, org_id=organization))
    steps.advance()
    run("updated location", lambda: api.locations.details(place, org_id=organization))
    run("updated calling location", lambda: telephony.details(place, org_id=organization))

    pstn = api.telephony.pstn
    options = run("pstn options", lambda: pstn.list(place, org_id=organization))
    carrier = next(option for option in options if option.display_name == "Local Carrier")
    run("set pstn", lambda: pstn.configure(place, id=carrier.id, org_id=organization))
    run("pstn", lambda: pstn.read(place, org_id=organization))
    return str(place)


def numbers(organization: str, place: str) -> None:
    """Add, change, check and remove phone numbers."""
    telephony = api.telephony
    steps.control("POST", "settings", {"validate_numbers_member": "phoneNumbers"})
    questions = [MAIN, "+1408"]
    run("validate numbers", lambda: telephony.validate_phone_numbers(questions, org_id=organization))
    number = telephony.location.number
    run("add numbers", lambda: number.add(place, [MAIN, ANA, SPARE], state=NumberState.active, org_id=organization))
    run("add inactive", lambda: number.add(place, ["+14085550103"], org_id=organization))
    run("add a bad number", lambda: number.add(place, ["nonsense"], org_id=organization))
    run("activate", lambda: number.activate(place, ["+14085550103"], org_id=organization))
    action = NumbersRequestAction.deactivate
    run("deactivate", lambda: number.manage_number_state(place, [SPARE], action, org_id=organization))
    run("remove numbers", lambda: number.remove(place, ["+14085550103"], org_id=organization))
    main_number = TelephonyLocation(calling_line_id=CallingLineId(phone_number=MAIN))
    run("set main number", lambda: telephony.location.update(place, main_number, org_id=organization))
    run("numbers", lambda: telephony.phone_numbers(org_id=organization, location_id=place))
    run("free numbers", lambda: telephony.phone_numbers(org_id=organization, available=True, location_id=place))
    run("count of numbers", lambda: telephony.phone_number_details(org_id=organization))
    wanted = ["201", "911"]
    run("validate extensions", lambda: telephony.location.validate_extensions(place, wanted, org_id=organization))


def people(organization: str, place: str) -> Person:
    """Make a calling person, change it, and read it in every way."""
    licence = next(item for item in api.licenses.list(org_id=organization) if item.name == CALLING)
    wanted = Person(
        emails=["ana@acme.example"],
        first_name="Ana",
        last_name="Diaz",
        display_name="Ana Diaz",
        org_id=organization,
        licenses=[licence.license_id],
        location_id=place,
        extension="201",
        phone_numbers=[PhoneNumber(number_type=PhoneNumberType.work, value=ANA)],
    )
    person = run("create person", lambda: api.people.create(wanted, calling_data=True))
    person = run("person", lambda: api.people.details(person.person_id, calling_data=True))
    run("person without calling data", lambda: api.people.details(person.person_id))
    run("person by e-mail", lambda: api.people.list(email="ana@acme.example", org_id=organization))
    run("people of the location", lambda: api.people.list(org_id=organization, location_id=place, calling_data=True))
    run("people by id", lambda: api.people.list(id_list=[person.person_id]))
    run("numbers of the person", lambda: api.person_settings.numbers.read(person.person_id, prefer_e164_format=True))
    person.title, person.extension = "Manager", "202"
    run("update person", lambda: api.people.update(person, calling_data=True))
    run("updated person", lambda: api.people.details(person.person_id, calling_data=True))
    return person


def licenses(organization: str, place: str, person: Person) -> None:
    """Read licences, their holders, and hand them out."""
    found = run("licenses", lambda: api.licenses.list(org_id=organization))
    calling = next(item for item in found if item.name == CALLING)
    meetings = next(item for item in found if item.name == "Webex Meetings")
    run("license", lambda: api.licenses.details(calling.license_id))
    run("holders", lambda: api.licenses.assigned_users(calling.license_id))
    give = api.licenses.assign_licenses_to_users
    add = [LicenseRequest(id=meetings.license_id)]
    run("give a license", lambda: give(person_id=person.person_id, licenses=add, org_id=organization))
    take = [LicenseRequest(id=meetings.license_id, operation=LicenseRequestOperation.remove)]
    run("take a license", lambda: give(email="ana@acme.example", licenses=take, org_id=organization))
    bob = api.people.create(Person(emails=["bob@acme.example"], display_name="Bob", org_id=organization))
    properties = LicenseProperties(location_id=place, extension="210")
    request = [LicenseRequest(id=calling.license_id, properties=properties)]
    run("give calling", lambda: give(person_id=bob.person_id, licenses=request, org_id=organization))


def pages(organization: str, place: str) -> None:
    """Walk through lists of several pages."""
    for index in range(10):
        api.people.create(Person(emails=[f"p{index}@acme.example"], display_name=f"P {index}", org_id=organization))
    steps.control(
        "POST", "numbers", {"location_id": place, "numbers": [f"+1408555{number}" for number in range(2000, 2012)]}
    )
    run("pages of people", lambda: api.people.list(org_id=organization, max=5))
    run("pages of numbers", lambda: api.telephony.phone_numbers(org_id=organization, max=5))
    run("pages of locations", lambda: api.locations.list(org_id=organization, max=1))
    calling = next(item for item in api.licenses.list(org_id=organization) if item.name == CALLING)
    run("pages of holders", lambda: api.licenses.assigned_users(calling.license_id, limit=1))


def errors() -> None:
    """Meet refusals."""
    run("unknown person", lambda: api.people.details("unknown"))
    run("bad person", lambda: api.people.create(Person(emails=["not an address"], display_name="X")))
    run("taken e-mail", lambda: api.people.create(Person(emails=["someone@elsewhere.example"], display_name="X")))
    run("foreign organization", lambda: api.organizations.details(NOT_OURS))
    run("wrong token", connect("wrong").people.me)
    steps.too_many_requests("/roles")
    run("too many requests", api.roles.list)


def farewell(organization: str, place: str, person: Person) -> None:
    """Take away what was made."""
    run("delete person", lambda: api.people.delete_person(person.person_id))
    run("deleted person", lambda: api.people.details(person.person_id))
    branch = api.locations.create(
        name="Boulder",
        time_zone="America/Denver",
        preferred_language="en_us",
        announcement_language="en_us",
        address1="1 Pearl Street",
        city="Boulder",
        state="CO",
        postal_code="80302",
        country="US",
        org_id=organization,
    )
    telephony = api.telephony
    location = api.locations.details(branch, org_id=organization)
    location.announcement_language = "en_us"
    run("enable calling with a language", lambda: telephony.location.enable_for_calling(location, org_id=organization))
    check = telephony.location.safe_delete_check_before_disabling_calling_location
    run("check before disabling, blocked", lambda: check(place, org_id=organization))
    run("check before disabling", lambda: check(branch, org_id=organization))
    jobs = telephony.jobs.disable_calling_location
    job = run("disable calling", lambda: jobs.initiate(branch, location_name="Boulder", org_id=organization))
    if job is not None:
        steps.advance()
        run("job", lambda: jobs.status(job.id, org_id=organization))
        run("errors of the job", lambda: jobs.errors(job.id, org_id=organization))
    run("delete location", lambda: api.locations.delete(branch, org_id=organization))


steps.finish(main)
