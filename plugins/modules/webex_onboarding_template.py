#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_onboarding_template: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_onboarding_template
short_description: Keep an onboarding template as declared
version_added: 0.1.0
description:
  - Holds an onboarding template of Webex for Wholesale as data, with every field of Partner Hub's wizard.
  - Cisco publishes no API for onboarding templates. O(driver=manual) therefore checks the declaration, asks Webex
    whether the provisioning ID is usable, records what was confirmed in a file for version control, shows what differs
    from it, and prints the exact steps in Partner Hub when a person has to act.
  - O(driver=rest) creates, changes and removes templates of a service that the provider runs in front of Partner Hub.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
options:
  state:
    description:
      - V(present) keeps the template as declared.
      - V(absent) removes it (O(driver=rest)), or its record (O(driver=manual)).
    type: str
    choices: [present, absent]
    default: present
  driver:
    description: Where onboarding templates live. V(manual) is Partner Hub, V(rest) a template service.
    type: str
    choices: [manual, rest]
    default: manual
  record_dir:
    description: Folder of the records of confirmed templates, under version control. Relative to the inventory, or to
      the working directory where the inventory has no folder. Needed with O(driver=manual).
    type: path
  confirmed:
    description: Partner Hub now has what is declared; record that. Only for O(driver=manual).
    type: bool
    default: false
  fail_on_drift:
    description: Fail, instead of warning, when a template is declared differently from its record. Only for
      O(driver=manual).
    type: bool
    default: false
  precheck:
    description:
      - Ask Webex whether a new provisioning ID is usable. Only for O(driver=manual).
      - Webex can only be asked whether a customer could be made with it, so that this needs O(precheck_customers), or
        both O(precheck_email) and O(precheck_address). Without them nothing is asked; nothing is made up.
      - An objection to the ID fails the task. One to anything else is a warning, for it says nothing about the ID.
    type: bool
    default: true
  precheck_customers:
    description:
      - Customers that use the template, whose data Webex's precheck is asked with, as their own precheck would be.
      - One for the partner itself and one for each sub-partner that uses the template is enough. They are asked about
        in this order until one may be made with the ID. C(sub_partner_org_id) of a customer says on whose behalf.
      - Each has the options of M(webex.wholesale.webex_customer) that describe a customer. C(external_id),
        C(packages) and C(address) are needed, C(name) and C(admin_email) as well unless there is C(org_id).
    type: list
    elements: dict
    default: []
  precheck_email:
    description: Unused e-mail address for the precheck of a provisioning ID, instead of that of a customer that uses
      the template.
    type: str
  precheck_address:
    description:
      - Address for the precheck of a provisioning ID. It takes the place of that of a customer that uses the
        template.
      - With O(precheck_email) as well, nothing else of a customer is sent.
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
  template_service_url:
    description:
      - Base URL of the template service. Needed with O(driver=rest).
      - When it is not set, the environment variable E(WEBEX_TEMPLATE_SERVICE_URL) is used.
    type: str
  template_service_token:
    description:
      - Bearer token for the template service. Without it the Webex token is used, but only when the service has the
        same scheme, host and port as O(api_url).
      - When it is not set, the environment variable E(WEBEX_TEMPLATE_SERVICE_TOKEN) is used.
    type: str
  name:
    description: Name of the template.
    type: str
    required: true
  service_provider_admin:
    description: E-mail address of an administrator of the partner. Needed with O(state=present).
    type: str
  country:
    description: Country or region, ISO 3166-1 alpha-2. Needed with O(state=present).
    type: str
  email_language:
    description: Default language of e-mails. Needed with O(state=present).
    type: str
  wholesale_subscription:
    description: The partner's Wholesale subscription. Needed with O(state=present).
    type: str
  cloud_connected_pstn_provider:
    description: Carrier for all customers of the template. Cisco advises against it; set the carrier of each location
      instead.
    type: str
  authentication:
    description: How users of the customers sign in.
    type: dict
    suboptions:
      method:
        description: V(webex) is Webex Common Identity; V(saml) and V(oidc) the provider's own identity provider.
        type: str
        choices: [webex, saml, oidc]
        default: webex
      idp_entity_id:
        description: Entity ID of the SAML metadata, or the OpenID Connect name agreed with Cisco. Needed unless
          V(webex).
        type: str
  brand_name:
    description: Name of the provider's offer in automatic e-mails.
    type: str
  allow_admin_invite_emails:
    description: Allow administrator invitation e-mails when attaching existing organizations. Needed to attach one.
    type: bool
  allow_webex_calls:
    description: Allow Webex-to-Webex calls that do not use the PSTN.
    type: bool
  provisioning_id:
    description:
      - Provisioning ID as shown by Partner Hub on the opened template.
      - A template service gives it; when it is set all the same, both have to be equal.
    type: str
seealso:
  - module: webex.wholesale.webex_customer
"""

EXAMPLES = r"""
- name: Check a template that was made in Partner Hub
  webex.wholesale.webex_onboarding_template:
    name: gold-us
    service_provider_admin: onboarding@provider.example
    country: US
    email_language: en_US
    wholesale_subscription: Sub100448
    brand_name: Provider Voice
    allow_admin_invite_emails: true
    allow_webex_calls: true
    provisioning_id: ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2
    record_dir: .webex/onboarding-templates
    precheck_customers: ["{{ webex_customer }}"]

- name: Keep a template with the provider's own sign-on in the provider's template service
  webex.wholesale.webex_onboarding_template:
    driver: rest
    template_service_url: https://templates.provider.example/v1
    template_service_token: "{{ vault_template_service_token }}"
    name: business-saml
    service_provider_admin: onboarding@provider.example
    country: US
    email_language: en_US
    wholesale_subscription: Sub100448
    authentication:
      method: saml
      idp_entity_id: https://sso.provider.example/metadata
"""

RETURN = r"""
template:
  description: The template; null when it is absent.
  returned: always
  type: dict
  sample:
    name: gold-us
    driver: manual
    provisioning_id: ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2
    country: US
drift:
  description: Fields of the declaration that differ from the record, with C(from) and C(to). Empty with
    O(driver=rest).
  returned: always
  type: dict
  sample:
    brand_name:
      from: Provider Voice
      to: Provider Voice Plus
manual_steps:
  description: What a person has to do in Partner Hub, in order. Empty when there is nothing to do.
  returned: always
  type: list
  elements: str
precheck:
  description: What Webex's precheck says about the provisioning ID; null when the template is absent.
  returned: with O(driver=manual)
  type: dict
  contains:
    verdict:
      description: V(usable), V(refused), V(unclear) when Webex objects to something else than the ID, or
        V(not_asked).
      type: str
      sample: usable
    detail:
      description: Whose data it was asked with and what Webex said, or why it was not asked.
      type: str
      sample: asked for customer acme-0001
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

from ..module_utils._module import WrittenModule, finish
from ..module_utils._templates.operation import TemplateOperation
from ..module_utils._templates.options import ONBOARDING_TEMPLATE


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**ONBOARDING_TEMPLATE.to_kwargs())
    finish(module, ONBOARDING_TEMPLATE, TemplateOperation)


if __name__ == "__main__":
    main()
