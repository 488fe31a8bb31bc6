# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The style of report.html: light and dark, laptop, phone and paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --card: #fff; --text: #1b1f24; --soft: #545d68; --line: #d5dae0; --link: #0a58ca;
  --create: #116329; --update: #7a4a00; --delete: #a40e26; --failed: #a40e26; --failed-ground: #fdecee;
  --hand-ground: #fff6dc; --hand-line: #b58900;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101418; --card: #181e24; --text: #e6edf3; --soft: #a3afbb; --line: #36404a; --link: #79b8ff;
    --create: #56d364; --update: #e3b341; --delete: #ff8b85; --failed: #ff8b85; --failed-ground: #34191c;
    --hand-ground: #2e2714; --hand-line: #c9a227;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 0 1rem; overflow-wrap: anywhere; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
ul, ol { margin: .25rem 0; padding-left: 1.4rem; }
li { margin: .2rem 0; }
.soft { color: var(--soft); }
.text { white-space: pre-wrap; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.tallies { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .5rem; margin: 1rem 0; }
.tallies div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem;
  display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tallies dt { color: var(--soft); font-size: .875rem; line-height: 1.3; }
.tallies dd { margin: 0; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tallies .bad { border-color: var(--failed); } .tallies .bad dd { color: var(--failed); }
.tallies .hand { border-color: var(--hand-line); }
.hands { background: var(--hand-ground); border-left: .3rem solid var(--hand-line); border-radius: .3rem;
  padding: .25rem 1rem .75rem; }
.failures { list-style: none; padding: 0; }
.failures > li { background: var(--failed-ground); border-left: .3rem solid var(--failed); border-radius: .3rem;
  padding: .5rem 1rem; margin: .5rem 0; }
.controls { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; position: sticky; top: 0; z-index: 1;
  background: var(--ground); padding: .5rem 0; border-bottom: 1px solid var(--line); }
.controls[hidden] { display: none; }
.controls label { display: flex; flex-direction: column; font-size: .875rem; color: var(--soft); }
.controls .grow { flex: 1 1 14rem; }
.controls output { flex-basis: 100%; font-size: .875rem; color: var(--soft); }
input, select, button { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--soft);
  border-radius: .4rem; padding: .4rem .6rem; min-height: 2.5rem; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0;
  scroll-margin-top: 8rem; }
details.customer { content-visibility: auto; contain-intrinsic-size: auto 3rem; }
details > div { padding: 0 1rem .75rem; }
summary { padding: .55rem 1rem; cursor: pointer; }
summary:focus-visible { outline-offset: -3px; }
summary > span { margin-right: .75rem; display: inline-block; }
summary strong { margin-right: .75rem; }
.create { color: var(--create); } .update { color: var(--update); } .delete { color: var(--delete); }
.failed { color: var(--failed); font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; margin-top: .5rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 600; white-space: nowrap; }
td:nth-child(2) { width: 34%; }
td:nth-child(3) { white-space: pre-wrap; }
.names { columns: 14rem; list-style: none; padding: 0; }
[hidden] { display: none; }
@media (max-width: 40rem) {
  h1 { font-size: 1.25rem; }
  .tallies { grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); }
  .controls { position: static; }
  thead { position: absolute; left: -99rem; }
  tr { display: block; border-top: 1px solid var(--line); padding: .35rem 0; }
  th, td, td:nth-child(2) { display: block; width: auto; border: 0; padding: 0; }
  tbody th { display: inline; margin-right: .5rem; }
  td:nth-child(2) { display: inline; }
  td:nth-child(3) { padding-left: 1rem; color: var(--soft); }
}
@media print {
  :root { --ground: #fff; --card: #fff; --text: #000; --soft: #333; --line: #999; --create: #000; --update: #000;
    --delete: #000; --failed: #000; --failed-ground: #fff; --hand-ground: #fff; --link: #000; }
  body { font-size: 10pt; }
  .controls, .skip { display: none; }
  details.customer { content-visibility: visible; break-inside: auto; }
  summary { break-after: avoid; }
  tr, li { break-inside: avoid; }
}
"""
