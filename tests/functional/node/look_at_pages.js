// SPDX-License-Identifier: GPL-3.0-or-later
// Opens pages in a browser and tells as JSON what axe-core and the browser say of them.
// Usage: node look_at_pages.js '[{"file", "width", "scheme", "axe", "search", "filter"}]'
"use strict";
const fs = require("fs");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

async function look(browser, view) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 800 }, colorScheme: view.scheme });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  page.on("pageerror", (error) => errors.push(String(error)));
  const began = Date.now();
  await page.goto(`file://${view.file}`);
  const seconds = (Date.now() - began) / 1000;
  const found = { seconds, errors };
  if (view.open) await page.click(".controls button");
  found.overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (view.axe) {
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    found.violations = result.violations.map((each) => `${each.id}: ${each.nodes[0].html}`);
  }
  if (view.search) {
    await page.keyboard.press("/");
    await page.keyboard.type(view.search);
  }
  if (view.filter) await page.selectOption(".controls select", view.filter);
  if (view.search || view.filter) {
    await page.waitForTimeout(400);
    found.shown = await page.$$eval("details.customer:not([hidden]) > summary > strong", (all) =>
      all.map((each) => each.textContent));
    found.rows = await page.$$eval("details.customer:not([hidden]) tbody tr:not([hidden])", (all) => all.length);
    found.counted = await page.textContent(".controls output");
  }
  await context.close();
  return found;
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: quiet });
  const found = [];
  for (const view of JSON.parse(process.argv[2])) found.push(await look(browser, view));
  await browser.close();
  console.log(JSON.stringify(found));
})();
