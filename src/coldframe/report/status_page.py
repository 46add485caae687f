"""The style and the script of the status page: readable on a phone, in the dark, on paper."""

from __future__ import annotations

STYLE = """\
:root { --ink: #1d2430; --quiet: #5b6676; --paper: #ffffff; --panel: #f4f6f8; --line: #d8dee6;
  --red: #b3261e; --redsoft: #e9a5a0; --amber: #8a5a00; --green: #2e7d4f; --soft: #bfe0cc;
  --grey: #9aa5b3; --link: #1a5fb4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --quiet: #a3afbf; --paper: #14181f; --panel: #1e242d; --line: #343d4a;
    --red: #ff8a80; --redsoft: #a6463f; --amber: #ffca66; --green: #5fbf87; --soft: #2c4a3a;
    --grey: #6c7889; --link: #8ab8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, footer { max-width: 1240px; margin: 0 auto; padding: 0 20px; }
header p { margin: .2em 0; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 1em 0 .3em; }
h2 { font-size: 1.2em; margin: 1.6em 0 .5em; }
h3 { font-size: 1em; margin: 1em 0 .2em; }
a { color: var(--link); }
a, code, dd, li, h1, header p { overflow-wrap: anywhere; }
.quiet, small, footer { color: var(--quiet); }
footer { padding: 2em 20px; }
.summary { display: flex; flex-wrap: wrap; gap: 10px; margin: 1.2em 0; }
.box { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  padding: 8px 16px; flex: 1 1 120px; }
.box b { display: block; font-size: 1.7em; line-height: 1.2; }
.box.overdue:not(.none) b, .box.places:not(.none) b { color: var(--red); }
.box.due:not(.none) b { color: var(--amber); }
.box.preview:not(.none) b { color: var(--green); }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; padding: 8px; }
.timeline { display: block; width: 100%; min-width: 760px; height: auto; }
.timeline text { fill: var(--ink); font-size: 13px; }
.timeline text.axis { fill: var(--quiet); font-size: 12px; }
.timeline text.now { fill: var(--ink); font-weight: 700; }
.timeline line.tick { stroke: var(--line); }
.timeline line.now { stroke: var(--ink); stroke-dasharray: 3 3; }
.timeline line.due { stroke: var(--red); stroke-width: 2; }
.timeline .bar { fill: var(--green); } .timeline .ahead { fill: var(--soft); }
.timeline .late { fill: var(--redsoft); } .timeline .stripe { fill: var(--red); }
.timeline .overdue-part { fill: url(#late); }
.timeline .departed .bar, .timeline .moved .bar, .timeline .promoted .bar,
.timeline .retired .bar, .timeline .extracted .bar { fill: var(--grey); opacity: .6; }
.timeline .departed text { fill: var(--quiet); } .timeline .end { fill: var(--quiet); }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: .3em 0; }
.key i { display: inline-block; width: 22px; height: 11px; border-radius: 3px;
  background: var(--green); }
.key i.overdue-part { background: repeating-linear-gradient(45deg, var(--red) 0 2px,
  var(--redsoft) 2px 6px); }
.key i.ahead { background: var(--soft); } .key i.gone { background: var(--grey); opacity: .6; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 6px 8px;
  border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--paper); white-space: nowrap; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid var(--link); }
th[aria-sort=ascending] button::after { content: " \\2191"; }
th[aria-sort=descending] button::after { content: " \\2193"; }
td { white-space: nowrap; }
td:first-child, td:last-child, td:nth-child(6) small { white-space: normal; }
td:first-child, td:last-child, td:nth-child(6) small { overflow-wrap: anywhere; }
td small { display: block; }
.stage { font-weight: 600; } .stage.overdue, .bad { color: var(--red); font-weight: 600; }
.stage.due { color: var(--amber); } .stage.preview { color: var(--green); }
details { border-bottom: 1px solid var(--line); padding: 6px 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: .6em 0; }
dt { color: var(--quiet); } dd { margin: 0; }
ul { padding-left: 1.3em; margin: .3em 0; }
@media screen and (max-width: 860px) {
  table, tbody, tr, td { display: block; width: 100%; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 10px; padding: 6px 10px; }
  td { display: flex; gap: 10px; border: 0; padding: 2px 0; }
  td::before { content: attr(data-label); color: var(--quiet); flex: 0 0 96px; }
  td, td:last-child { white-space: normal; overflow-wrap: anywhere; }
  td:first-child { font-weight: 700; } td small { display: inline; margin-left: .3em; }
}
@media print {
  :root { --ink: #000; --quiet: #444; --paper: #fff; --panel: #fff; --line: #bbb;
    --red: #b3261e; --redsoft: #e9a5a0; --amber: #8a5a00; --green: #2e7d4f; --soft: #bfe0cc;
    --grey: #9aa5b3; --link: #000; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; }
  .timeline { min-width: 0; max-height: 165mm; } .wide { overflow: visible; border: 0; padding: 0; }
  details:not([open]), .stories:not(:has(details[open])) { display: none; }
  table { font-size: 7.5pt; } th, td { padding: 3px 4px; } th { position: static; }
  tr, details, .box, li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""

SCRIPT = """\
document.querySelectorAll("table.features th").forEach((head, place) => {
  const button = document.createElement("button");
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.onclick = () => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    head.parentNode.querySelectorAll("th").forEach(th => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = head.closest("table").tBodies[0];
    const key = row => row.cells[place].dataset.sort || row.cells[place].textContent;
    [...body.rows].sort((a, b) => (up ? 1 : -1) *
      key(a).localeCompare(key(b), "en", { numeric: true })).forEach(row => body.append(row));
  };
});
const unfold = () => {
  const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (one && one.tagName === "DETAILS") one.open = true;
};
addEventListener("hashchange", unfold);
unfold();
"""
