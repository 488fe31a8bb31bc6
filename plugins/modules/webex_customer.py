#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_customer: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_customer
short_description: Make, change, attach or remove a Wholesale customer
version_added: 0.1.0
description:
  - Finds the customer by its external ID, creates it when there is none, and waits until Webex has built it.
  - Compared with Webex are packages, address and external ID, and the name with O(compare_name=true). E-mail address,
    language, limits and the data of the first location are sent at creation; Webex never returns them, so they cannot
    be compared.
  - A create whose answer got lost is never repeated before the customer was looked for and not found.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._known.actions
  - webex.wholesale._known.tolerated
  - webex.wholesale._waiting
options:
  state:
    description:
      - V(present) makes or changes the customer.
      - V(absent) cuts the tie between the Wholesale customer and its organization. The organization, its people and
        their e-mail addresses remain. A customer that has users is refused unless O(remove_with_users=true).
    type: str
    choices: [present, absent]
    default: present
  from_inventory:
    description: In a playbook, take what the task does not set from the variables of the host, named as those of role
      P(webex.wholesale.onboard#role).
    type: bool
    default: false
  customer_id:
    description:
      - ID of the customer, to name it when its external ID is to be changed or is not unique.
      - With O(external_id) of another customer it is refused, whether Webex has that customer or another host of the
        inventory declares it. With O(state=absent) O(external_id) has to be the one the customer has, or left out.
    type: str
  provisioning_id:
    description: Provisioning ID of the onboarding template. Needed for a new customer.
    type: str
  missing_when_new:
    description:
      - What the declaration of everything below the customer lacks should the customer be new, as
        M(webex.wholesale.webex_inventory) returned it for the host.
      - 'When Webex does not have the customer, the task fails with it before anything is sent, in check mode as well:
        later tasks could not finish the customer.'
    type: list
    elements: str
    default: []
  package_changes:
    description:
      - V(all) sends the complete set at once.
      - V(additions) changes everything but leaves the packages that left O(packages) with the customer, so that users
        can be moved to other ones first. The result names them in RV(customer.packages_leaving). Users that would
        keep one of them by O(users) and O(prune_users) are refused before anything is sent.
      - V(removals) takes these packages away and does nothing else. In check mode the users count as O(users) and
        O(prune_users) say, otherwise as they are.
    type: str
    choices: [all, additions, removals]
    default: all
  users:
    description: The users that a later task with M(webex.wholesale.webex_users) is going to keep, in the same words;
      see O(package_changes). Nothing is done to them here.
    type: list
    elements: dict
  users_file:
    description: The same as a CSV file.
    type: path
  prune_users:
    description: A later task removes users that are not declared.
    type: bool
    default: false
  protected_users:
    description: E-mail addresses of users that this later task does not remove.
    type: list
    elements: str
    default: []
  remove_with_users:
    description:
      - With O(state=absent), remove a customer although it has users. All of them lose package and number, and their
        addresses stay bound to the organization.
      - Without it a customer that has users is refused, with their number and names, in check mode as well.
    type: bool
    default: false
  compare_name:
    description:
      - Keep the name of the organization in step with O(name) of the customer, which costs one more request.
      - Needs the scope C(identity:organizations_rw) for a change.
    type: bool
    default: false
  update_limits:
    description:
      - V(on_change) sends O(package_limits) at creation, when something else changes, and when the record has other
        ones.
      - V(always) sends them with every run, which is then always changed.
    type: str
    choices: [on_change, always]
    default: on_change
  record_dir:
    description:
      - 'Folder on the controller, with one file for each customer, which remembers what Webex was sent and does not
        return: O(package_limits), and O(name), O(admin_email), O(language), O(headquarters), O(meetings_timezone) and
        O(sub_partner_admin_email) as the customer was made with them. Relative to the inventory, or to the working
        directory where the inventory has no folder. Put it under version control.'
      - 'Limits that differ from the record are sent. The other values Webex takes only at creation: when they differ,
        a warning says once what to do, and the new value is recorded. Without a file nothing is sent, and what is
        declared is recorded.'
      - Without it nothing is remembered, and such differences are not seen. In check mode nothing is written.
    type: path
  record:
    description: What is remembered, as RV(record) of an earlier run; empty when nothing was remembered yet. Nothing
      is then read from O(record_dir) or written to it.
    type: dict
  ignore_drift:
    description: Differences of the customer that are accepted, for a service that writes them differently.
    type: list
    elements: str
    choices: [address, packages]
    default: []
  precheck:
    description: Ask Webex's precheck before a creation, also in check mode.
    type: bool
    default: true
  known_customer:
    description:
      - The customer as M(webex.wholesale.webex_customer_info) returned it earlier, in place of a look-up.
      - Many customers are read with few requests that way. Passed over when it has another external ID.
    type: dict
  declared_elsewhere:
    description:
      - External IDs of customers that are declared elsewhere, and by what. O(customer_id) of one of them is refused,
        because it would take that customer over.
      - Left out, the other hosts of the inventory are looked at, when an external ID is about to be changed.
    type: dict
  wait:
    description:
      - Wait until Webex has built, changed or removed the customer, and fail when that goes wrong.
      - With V(false) the status is returned as it is; M(webex.wholesale.webex_customer_info) can wait later, for many
        customers at the same time.
    type: bool
    default: true
  external_id:
    description:
      - The provider's own key; the customer is found by it. Needed with O(state=present).
      - Two customers with the same external ID are refused, because which one is meant cannot be known.
    type: str
  name:
    description: Company name, without percent sign. Needed unless O(org_id) attaches an existing organization.
    type: str
  admin_email:
    description: E-mail address of the first administrator; it must not belong to another organization. Needed unless
      O(org_id) attaches an existing organization.
    type: str
  template:
    description:
      - Name of the onboarding template; needed in the inventory.
      - 'Webex takes it only when it makes a customer, and never returns it: the record remembers the name, and
        another one is reported once.'
    type: str
  packages:
    description:
      - The complete set of packages. Needed with O(state=present).
      - A package that left the set is refused unless O(allow_package_removal=true).
    type: list
    elements: str
    choices:
      - webex_calling
      - webex_calling_standard
      - webex_voice
      - webex_suite
      - cx_essentials
      - webex_meetings
      - common_area_calling
      - cisco_calling_plan
      - attendant_console
      - cx_premium_agent
      - cx_standard_agent
      - cx_voice_ports
      - cx_ai_assistant
      - webex_ai_agent
  package_limits:
    description: 'Ceiling per package, a whole number. Cannot be read back: sent at creation, with other changes, and
      when the record has other ones.'
    type: dict
  language:
    description: Language of the organization and its meeting site, with or without country.
    type: str
  address:
    description: Billing address, 50 characters a line. Keys that are left out keep what Webex has; V(null) clears.
      Needed with O(state=present).
    type: dict
    suboptions:
      line1:
        description: Street and number, at most 50 characters.
        type: str
        required: true
      line2:
        description: Second line, at most 50 characters; V(null) clears it.
        type: str
      city:
        description: City.
        type: str
        required: true
      state:
        description: State or province, where the country has them.
        type: str
      postal_code:
        description: Postal code, in quotes.
        type: str
      country:
        description: ISO 3166-1 alpha-2 code. It decides on the default dial-in number of the meeting site.
        type: str
        required: true
  headquarters:
    description: First location, made by Webex together with the customer. Needed with any calling package.
    type: dict
    suboptions:
      name:
        description: Name of the location, at most 80 characters.
        type: str
        required: true
      previous_name:
        description: Name that the location had before; M(webex.wholesale.webex_locations) renames the location of
          this name. Not sent with the customer.
        type: str
      timezone:
        description: IANA time zone.
        type: str
        required: true
      language:
        description: Language of voice prompts and e-mails.
        type: str
        required: true
      address:
        description: Street address; the customer's own address when it is left out.
        type: dict
        suboptions:
          line1:
            description: Street and number, at most 50 characters.
            type: str
            required: true
          line2:
            description: Second line, at most 50 characters; V(null) clears it.
            type: str
          city:
            description: City.
            type: str
            required: true
          state:
            description: State or province, where the country has them.
            type: str
          postal_code:
            description: Postal code, in quotes.
            type: str
          country:
            description: ISO 3166-1 alpha-2 code. It decides on the default dial-in number of the meeting site.
            type: str
            required: true
      emergency_location_identifier:
        description: For the countries that use it.
        type: str
  meetings_timezone:
    description: IANA time zone of the meeting site.
    type: str
  org_id:
    description:
      - Existing organization to attach instead of making a new one.
      - The onboarding template has to allow administrator invitation e-mails. With 100 users or more, or with a
        verified or claimed domain, an administrator of the organization has to approve.
      - Refused when another customer has the organization, and when the customer that is found has another one.
    type: str
  sub_partner_admin_email:
    description: Administrator of the sub-partner; only for customers of a sub-partner.
    type: str
  protected:
    description: Never removed, whatever asks for it.
    type: bool
  allow_package_removal:
    description: Allow packages to be taken away. Before that the users of the customer are listed, and when some have
      one of the packages it is refused with their names, in check mode as well.
    type: bool
seealso:
  - module: webex.wholesale.webex_customer_info
  - module: webex.wholesale.webex_onboarding_template
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: Make a customer with calling and meetings
  webex.wholesale.webex_customer:
    external_id: acme-0001
    name: Acme Pizza
    admin_email: it@acme.example
    provisioning_id: "{{ template_result.template.provisioning_id }}"
    packages: [webex_calling, webex_meetings]
    package_limits:
      webex_calling: 50
    language: en_US
    address:
      line1: 771 Alder Drive
      city: Milpitas
      state: CA
      postal_code: "95035"
      country: US
    headquarters:
      name: Head Office
      timezone: America/Los_Angeles
      language: en_us
  register: acme

- name: Attach an existing organization
  webex.wholesale.webex_customer:
    external_id: harbor-0004
    org_id: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xZDJjM2I0YS01ZTZmLTQ3MDgtOTJhMy1iNGM1ZDZlN2Y4MDk
    provisioning_id: "{{ template_result.template.provisioning_id }}"
    packages: [webex_calling]
    address:
      line1: 18 Wharf Street
      city: Portland
      state: ME
      postal_code: "04101"
      country: US
    headquarters:
      name: Harbor Dental Center
      timezone: America/New_York
      language: en_us

- name: Cut a customer without users from its organization
  webex.wholesale.webex_customer:
    external_id: acme-0001
    state: absent
"""

RETURN = r"""
customer:
  description: The customer as read last; null when it is absent. In check mode the ids of a new one are null.
  returned: always
  type: dict
  contains:
    id:
      description: ID of the customer.
      type: str
    org_id:
      description: ID of its organization; null until it is provisioned.
      type: str
    external_id:
      description: The provider's own key; in check mode the one it is about to get.
      type: str
      sample: acme-0001
    status:
      description: Status of Webex, or V(planned) in check mode.
      type: str
      sample: provisioned
    packages:
      description: Packages, sorted.
      type: list
      elements: str
    address:
      description: Billing address.
      type: dict
    package_status:
      description: Status of Webex by package. What is V(error) is ordered once more by the next run.
      type: dict
      sample:
        webex_calling: provisioned
    package_errors:
      description: Errors by package, each with code and description.
      type: dict
    package_warnings:
      description: Warnings by package, each with code and description.
      type: dict
    errors:
      description: Errors of the customer, each with code and description.
      type: list
      elements: dict
    packages_coming:
      description: Packages that are added now. With O(package_changes=additions) only.
      type: list
      elements: str
    packages_leaving:
      description: Packages that left O(packages) and are still there. With O(package_changes=additions) only.
      type: list
      elements: str
    adopted:
      description: Whether a creation found the customer already made, because an earlier answer got lost.
      type: bool
forecast:
  description: About how many requests a run will send for this customer, without repetitions and without waiting for
    Webex.
  returned: in check mode
  type: int
  sample: 27
record:
  description: What is remembered for the next run, by field; null when the customer was removed. In check mode what
    the run would remember.
  returned: when O(record_dir) or O(record) is given
  type: dict
  sample:
    language: en_US
    package_limits.webex_calling: 50
tolerated:
  description: 'Differences that are tolerated: what would be done about them otherwise.'
  returned: when there are some
  type: list
  elements: dict
  contains:
    kind:
      description: Type of the object.
      type: str
      sample: customer
    identity:
      description: Name by which the object is known.
      type: str
      sample: acme-0001
    action:
      description: V(create), V(update), V(delete) or V(none).
      type: str
      sample: update
    fields:
      description: Every field that changes, with C(from) and C(to).
      type: dict
      sample:
        packages:
          from: [webex_calling]
          to: [webex_calling, webex_meetings]
    reason:
      description: Why it is tolerated, as it was declared.
      type: str
      sample: Agreed in ticket 4711
    until:
      description: Last day on which it is; null without one.
      type: str
      sample: '2027-01-31'
actions:
  description: What was done, or would be in check mode.
  returned: always
  type: list
  elements: dict
  contains:
    kind:
      description: Type of the object.
      type: str
      sample: customer
    identity:
      description: Name by which the object is known.
      type: str
      sample: acme-0001
    action:
      description: V(create), V(update), V(delete) or V(none).
      type: str
      sample: update
    fields:
      description: Every field that changes, with C(from) and C(to).
      type: dict
      sample:
        packages:
          from: [webex_calling]
          to: [webex_calling, webex_meetings]
problems:
  description: Every mistake in the data; nothing was asked of Webex.
  returned: when there are mistakes in the data
  type: list
  elements: dict
  contains:
    customer:
      description: Inventory host. Empty for a setting that is wrong for all hosts alike.
      type: str
    path:
      description: Place in the data.
      type: str
      sample: webex_users[3].email
    place:
      description: File and line, where they are known.
      type: str
      sample: host_vars/acme_pizza/users.yml:12
    message:
      description: What is wrong.
      type: str
    remedy:
      description: What to do about it.
      type: str
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample:
    GET: 1
"""

from ..module_utils._customers.operation import CustomerOperation
from ..module_utils._customers.options import CUSTOMER
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**CUSTOMER.to_kwargs())
    finish(module, CUSTOMER, CustomerOperation)


if __name__ == "__main__":
    main()
