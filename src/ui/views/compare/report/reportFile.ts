/** Writes a comparison as one HTML file, and its scores as CSV. Loaded with the first download. */
import { h, render } from 'preact';
import type { Compare } from '../../../../state/compare/compare';
import type { StudyCell } from '../../../../state/compare/pairStudy';
import * as texts from '../../../../words/compare/report';
import { language } from '../../../../words/language';
import type { Download } from '../../../files/download';
import { fileName, tableText } from '../../../files/saveTable';
import { Report } from './Report';
import type { ReportData } from './reportData';

/** Colours as the page's, both themes; charts by the rules of study.css. */
const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#faf8f3, #14161b); --line: light-dark(#e3ded3, #2a2e36);
  --ink: light-dark(#1d1b18, #eceae4); --ink-2: light-dark(#55504a, #b8b4ab); --data: light-dark(#ad5200, #f6a44a);
  --a: light-dark(#731a8c, #e660b6); --b: light-dark(#0b7f76, #8ce9cf); --link: light-dark(#1558d6, #5b9dff); }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 24px; line-height: 1.2; } h2 { font-size: 18px; margin: 32px 0 4px; }
.answer { font-size: 18px; }
a { color: var(--link); } nav { display: flex; flex-wrap: wrap; gap: 4px 20px; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; }
figure { margin: 12px 0; } figcaption { color: var(--ink-2); }
img { width: 100%; height: auto; border: 1px solid var(--line); image-rendering: pixelated; }
table { border-collapse: collapse; width: 100%; margin: 16px 0; font-size: 13px; }
th, td { text-align: right; padding: 5px 0 5px 10px; font-weight: 400; border-top: 1px solid var(--line); }
table.settings td { overflow-wrap: anywhere; }
th:first-child { text-align: left; padding-left: 0; } thead th { border: 0; color: var(--ink-2); }
small { color: var(--ink-2); } .differs td, .win { font-weight: 600; } .win.a { color: var(--a); } .win.b { color: var(--b); }
.band-chart { display: block; width: 100%; max-width: 560px; height: auto; font: 11px system-ui, sans-serif; }
.band-chart .grid { stroke: var(--line); } .band-chart .tick { fill: var(--ink-2); } .band-chart text { stroke: none; }
.band-chart .a { fill: var(--a); stroke: var(--a); } .band-chart .b { fill: var(--b); stroke: var(--b); }
.band-chart .floor { fill: var(--data); stroke: var(--data); } .band-chart .curve { fill: none; stroke-width: 1.9; }
.band-chart .b .curve { stroke-dasharray: 6 3; } .band-chart .floor .curve { stroke-width: 1.25; stroke-dasharray: 4 3; }
.band-chart .band { stroke: none; opacity: 0.18; } .band-chart .end { font-weight: 600; }
.guess-panels { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; max-width: 560px; }
.guess-panel { width: 100%; height: auto; border: 1px solid var(--line); } .guess-panel .begin { fill: none; }
.guess-panel path { fill: none; opacity: 0.6; } .guess-panel .a { fill: var(--a); stroke: var(--a); }
.guess-panel .b { fill: var(--b); stroke: var(--b); }
@media print { :root { color-scheme: light; } }
`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @returns the whole file; it loads nothing and runs nothing */
export function reportHtml(data: ReportData): string {
  const onto = document.createElement('div'); // in no page: it is only written out
  render(h(Report, { data }), onto);
  const body = onto.innerHTML.replaceAll('<img data-src="data:', '<img src="data:');
  render(null, onto);
  const title = escaped(texts.title(data.names.a, data.names.b));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>${body}</body>
</html>
`;
}

const COLUMNS = [
  'study',
  'x',
  'side',
  'seed',
  'evaluations',
  'measure',
  'value',
  'floor',
  'floorDeviation',
  'n',
];

/** A row a set of samples. */
export function reportCsv({ slot, stepStudy, skipStudy }: Compare): string {
  const rowsOf = (study: string, cells: readonly StudyCell[]) =>
    cells.map(({ slot: of, x, seed, nfe, score: { kind, value, floor, spread, n } }) => [
      study,
      x,
      slot('a') === of ? 'A' : 'B',
      seed,
      nfe,
      kind,
      value,
      floor,
      spread ?? '',
      n,
    ]);
  return tableText({
    name: 'comparison',
    columns: COLUMNS,
    rows: [
      ...rowsOf('sampling steps', stepStudy.result.value?.cells ?? []),
      ...rowsOf('share of steps left out', skipStudy.result.value?.cells ?? []),
    ],
  });
}

const nameOf = ({ names, dataset }: ReportData) => fileName(`compare ${dataset} ${names.a} ${names.b}`);

export const saveReport = (data: ReportData, save: Download): void =>
  save(`${nameOf(data)}.html`, reportHtml(data), 'text/html');

export const saveScores = (data: ReportData, compare: Compare, save: Download): void =>
  save(`${nameOf(data)}.csv`, reportCsv(compare), 'text/csv');
