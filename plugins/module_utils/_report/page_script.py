# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The script of report.html: search, filter, links into closed customers, and paper. The page can be read without."""

SCRIPT = """
"use strict";
(() => {
  const controls = document.querySelector(".controls");
  const [search, filter] = [controls.querySelector("input"), controls.querySelector("select")];
  const [toggle, counts] = [controls.querySelector("button"), controls.querySelector("output")];
  const customers = [...document.querySelectorAll("details.customer")];
  const names = [...document.querySelectorAll(".names > li")];
  const still = document.getElementById("still");
  const texts = new Map();
  const textOf = (node) => {
    if (!texts.has(node)) texts.set(node, node.textContent.toLowerCase());
    return texts.get(node);
  };
  const fits = (node, words) => words.every((word) => textOf(node).includes(word));
  const chosen = (node) => {
    const wanted = filter.value;
    if (wanted === "all") return true;
    return wanted === "hand" || wanted === "tolerated" ? wanted in node.dataset : node.dataset.status === wanted;
  };
  const counted = (node) => "shared" in node.dataset ? 0 : 1;
  const all = customers.reduce((sum, node) => sum + counted(node), names.length);
  const rowsOf = (node) => [...node.querySelectorAll("tbody tr")];

  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    let rows = 0;
    for (const node of customers) {
      node.hidden = !(chosen(node) && fits(node, words));
      if (node.hidden) continue;
      shown += counted(node);
      // A customer that is named has all its rows; otherwise only those that were looked for.
      const whole = fits(node.firstElementChild, words);
      const own = rowsOf(node);
      const some = whole ? [] : own.filter((row) => fits(row, words));
      for (const row of own) row.hidden = !whole && some.length > 0 && !some.includes(row);
      rows += some.length;
    }
    for (const node of names) node.hidden = !(chosen(node) && fits(node, words));
    const quiet = names.filter((node) => !node.hidden).length;
    if (still) {
      still.hidden = quiet === 0;
      if (words.length) still.open = quiet > 0;
    }
    // What was looked for is shown, unless it is everywhere.
    if (words.length && shown <= 20) for (const node of customers) node.open = !node.hidden;
    const total = shown + quiet;
    counts.textContent = `${total} of ${all} customers` +
      (words.length && rows ? `; changes with these words: ${rows}` : "");
  };

  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 150);
  });
  filter.addEventListener("change", apply);
  controls.addEventListener("submit", (event) => event.preventDefault());
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(open));
    for (const node of customers) if (!node.hidden) node.open = open;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = "";
      apply();
    }
  });
  const follow = () => {
    const node = document.getElementById(location.hash.slice(1));
    if (!node || node.tagName !== "DETAILS") return;
    [search.value, filter.value] = ["", "all"];
    apply();
    node.open = true;
    node.scrollIntoView();
    node.firstElementChild.focus();
  };
  window.addEventListener("hashchange", follow);
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const node of closed) node.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const node of closed) node.open = false;
  });
  controls.hidden = false;
  apply();
  follow();
})();
"""
