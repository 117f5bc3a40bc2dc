import type { Options } from './options.ts';
import { OURS } from './policies.ts';
import type { Measured } from './measure.ts';
import { changeOf, type Figures, type MoreFigures } from './sum-up.ts';

const columns: { key: keyof MoreFigures; heads: [string, string] }[] = [
	{ key: 'stayMean', heads: ['stay', 'mean'] },
	{ key: 'stayP95', heads: ['stay', 'p95'] },
	{ key: 'multiStay', heads: ['several', 'stops'] },
	{ key: 'singleStay', heads: ['one', 'stop'] },
	{ key: 'walkInWaitMean', heads: ['walk-in', 'mean'] },
	{ key: 'walkInWaitP90', heads: ['walk-in', 'p90'] },
	{ key: 'bookedWaitMean', heads: ['booked', 'mean'] },
	{ key: 'bookedWaitP90', heads: ['booked', 'p90'] },
	{ key: 'tableIdle', heads: ['table', 'idle'] },
	{ key: 'lastLeaves', heads: ['last', 'leaves'] },
	{ key: 'worstOvertaking', heads: ['worst', 'overt.'] }
];

const NAME_WIDTH = 28;
const WIDTH = 9;

/** The policies as a plain table, and under it what ours does to each figure against each of the others. */
export function tableOf(figures: Map<string, MoreFigures>, { visits, tables, days, seed }: Options): string {
	const ours = figures.get(OURS);
	return [
		`${visits} visits, ${tables} tables, ${days} days of three hours, seed ${seed}. Minutes; overtaking in people.`,
		'',
		...[0, 1].map((row) =>
			line(
				'',
				columns.map(({ heads }) => heads[row as 0 | 1])
			)
		),
		...[...figures].map(([name, of]) =>
			line(
				name,
				columns.map(({ key }) => of[key].toFixed(1))
			)
		),
		'',
		...(ours ? against(ours, figures) : []),
		'',
		'stay: check-in to the end of the last stop. walk-in, booked: wait for the first call, of those booked from their',
		'window. table idle: per table, until the last person leaves. worst overt.: the most people who checked in later',
		'and were called sooner, at one agency, while one person sat there. docs/simulation.md says it in full.'
	].join('\n');
}

function against(ours: MoreFigures, figures: Map<string, MoreFigures>): string[] {
	const others = [...figures].filter(([name]) => name !== OURS);
	return [
		`${OURS}, against`,
		...others.map(([name, of]) =>
			line(
				`  ${name}`,
				columns.map(({ key }) => change(of[key], ours[key]))
			)
		)
	];
}

function line(name: string, cells: readonly string[]): string {
	return (name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join('')).trimEnd();
}

function change(from: number, to: number): string {
	if (from < 0.05) return '·';
	const percent = Math.round((to / from - 1) * 100);
	return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)}%`;
}

const changes: { key: keyof MoreFigures; heads: [string, string] }[] = [
	{ key: 'stayMean', heads: ['stay', 'mean'] },
	{ key: 'stayP95', heads: ['stay', 'p95'] },
	{ key: 'multiStay', heads: ['several', 'stops'] },
	{ key: 'singleStay', heads: ['one', 'stop'] },
	{ key: 'waitP95', heads: ['wait', 'p95'] },
	{ key: 'walkInWaitP95', heads: ['walk-in', 'p95'] },
	{ key: 'bookedWaitP95', heads: ['booked', 'p95'] },
	{ key: 'lastLeaves', heads: ['last', 'leaves'] },
	{ key: 'worstOvertaking', heads: ['worst', 'overt.'] }
];

/** What each order that was tried changes against ours, in per cent with the half-width of its 95% confidence interval. */
export function triedTable(measured: Map<string, Measured[]>, { visits, tables, days, seed }: Options): string {
	const ours = measured.get(OURS) ?? [];
	const percent = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
	return [
		`${visits} visits, ${tables} tables, ${days} days of three hours, seed ${seed}.`,
		`Per cent more (+) or less (−) than ${OURS}, ± its 95% confidence interval.`,
		'',
		...[0, 1].map((row) =>
			line(
				'',
				changes.map(({ heads }) => heads[row as 0 | 1].padStart(14))
			)
		),
		...[...measured]
			.filter(([name]) => name !== OURS)
			.map(([name, of]) => {
				const cells = changes.map(({ key }) => changeOf(key, ours, of));
				return line(
					name,
					cells.map(({ percent: by, give }) => `${percent(by)} ±${give.toFixed(1)}`.padStart(14))
				);
			})
	].join('\n');
}

const inJson: (keyof Figures)[] = [
	'stayMean',
	'stayP95',
	'multiStay',
	'singleStay',
	'walkInWaitP90',
	'bookedWaitP90',
	'tableIdle',
	'lastLeaves',
	'worstOvertaking'
];

/** The policies as the one object of `--json`, to hundredths. */
export function jsonOf(figures: Map<string, MoreFigures>): Record<string, Figures> {
	return Object.fromEntries(
		[...figures].map(([name, of]) => [
			name,
			Object.fromEntries(inJson.map((key) => [key, Math.round(of[key] * 100) / 100])) as unknown as Figures
		])
	);
}
