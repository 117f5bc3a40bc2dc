import type { Options } from './options.ts';
import { OURS } from './policies.ts';
import type { MoreFigures } from './sum-up.ts';

type Bar = { key: keyof MoreFigures; name: string; fill: string; edge: string };

/** The colours of `src/lib/ui/tokens.css`: a picture in a document cannot ask a stylesheet. */
const colour = {
	paper: '#fffdf8',
	ink: '#1a1d21',
	soft: '#4a4f57',
	line: '#d8d1c2',
	tint: '#e3f0ec',
	roof: '#0b4f48',
	lamp: '#ffc233',
	lampDeep: '#b98600'
};

const dark = { fill: colour.roof, edge: colour.roof };
const bright = { fill: colour.lamp, edge: colour.lampDeep };

const panels: { title: string; bars: [Bar, Bar] }[] = [
	{
		title: 'Mean time in the building',
		bars: [
			{ key: 'multiStay', name: 'several stops', ...dark },
			{ key: 'singleStay', name: 'one stop', ...bright }
		]
	},
	{
		title: 'Nine in ten wait no longer than',
		bars: [
			{ key: 'walkInWaitP90', name: 'walk-ins', ...dark },
			{ key: 'bookedWaitP90', name: 'booked', ...bright }
		]
	}
];

const WIDTH = 1000;
const NAMES = 252;
const PANEL = 362;
const ROW = 62;
const TOP = 158;
const BAR = 20;
const FOOT = 58;

/** The chart of one run as an SVG of its own, its title and every number in it readable without seeing it. */
export function chartOf(figures: Map<string, MoreFigures>, options: Options): string {
	const height = TOP + figures.size * ROW + FOOT;
	const most = Math.max(
		...[...figures.values()].flatMap((of) => panels.flatMap(({ bars }) => bars.map(({ key }) => of[key])))
	);
	const step = most > 120 ? 30 : most > 40 ? 20 : 10;
	const end = Math.ceil((most * 1.1) / step) * step;
	const x = (minutes: number) => (minutes / end) * (PANEL - 40);
	const title = 'Time in the building and waits, by way of running the queue';
	const about = `${options.visits} visits a day on ${options.tables} tables, ${options.days} made-up days of three hours. Minutes.`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc" font-family="'Atkinson Hyperlegible Next', system-ui, 'Segoe UI', 'Noto Sans', sans-serif" font-size="16" fill="${colour.ink}">`,
		`<title id="title">${title}</title>`,
		`<desc id="desc">${about} ${inWords(figures)}</desc>`,
		`<rect width="${WIDTH}" height="${height}" fill="${colour.paper}"/>`,
		`<text x="24" y="42" font-size="24" font-weight="700">${title}</text>`,
		`<text x="24" y="70" fill="${colour.soft}">${about}</text>`,
		ourRow(figures),
		...[...figures.keys()].map(
			(name, row) =>
				`<text x="24" y="${TOP + row * ROW + ROW / 2 + 5}"${name === OURS ? ' font-weight="700"' : ''}>${name}</text>`
		),
		...panels.flatMap((panel, at) => panelOf(panel, NAMES + 16 + at * PANEL, { figures, x, end, step })),
		'</svg>',
		''
	].join('\n');
}

function ourRow(figures: Map<string, MoreFigures>): string {
	const row = [...figures.keys()].indexOf(OURS);
	return `<rect x="12" y="${TOP + row * ROW}" width="${WIDTH - 24}" height="${ROW}" rx="14" fill="${colour.tint}"/>`;
}

interface Scale {
	figures: Map<string, MoreFigures>;
	x: (minutes: number) => number;
	end: number;
	step: number;
}

function panelOf({ title, bars }: (typeof panels)[number], left: number, { figures, x, end, step }: Scale): string[] {
	const bottom = TOP + figures.size * ROW;
	const marks = Array.from({ length: Math.floor(end / step) + 1 }, (_, n) => n * step);
	return [
		`<g transform="translate(${left} 0)">`,
		`<text y="112" font-size="18" font-weight="700">${title}</text>`,
		...bars.map(({ name, fill, edge }, at) => {
			const from = at * 160;
			return `<rect x="${from}" y="126" width="16" height="16" rx="3" fill="${fill}" stroke="${edge}"/><text x="${from + 24}" y="140" fill="${colour.soft}">${name}</text>`;
		}),
		...marks.map(
			(minutes) =>
				`<line x1="${x(minutes)}" x2="${x(minutes)}" y1="${TOP}" y2="${bottom}" stroke="${colour.line}"/><text x="${x(minutes)}" y="${bottom + 22}" font-size="14" text-anchor="middle" fill="${colour.soft}">${minutes}</text>`
		),
		...[...figures.values()].flatMap((of, row) =>
			bars.map(({ key, fill, edge }, at) => {
				const y = TOP + row * ROW + 9 + at * (BAR + 4);
				return `<rect y="${y}" width="${x(of[key]).toFixed(1)}" height="${BAR}" rx="3" fill="${fill}" stroke="${edge}"/><text x="${(x(of[key]) + 7).toFixed(1)}" y="${y + 15.5}" font-size="15">${of[key].toFixed(0)}</text>`;
			})
		),
		'</g>'
	];
}

function inWords(figures: Map<string, MoreFigures>): string {
	const rows = [...figures].map(
		([name, of]) =>
			`${name}: ${panels.map(({ bars }) => bars.map((bar) => `${bar.name} ${of[bar.key].toFixed(0)}`).join(', ')).join('; ')}.`
	);
	return `${panels[0]?.title}, then the wait that nine in ten do not exceed. ${rows.join(' ')}`;
}
