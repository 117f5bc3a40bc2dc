import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { agencies, tablesFor } from './hub.ts';
import { LEAST_DAYS } from './sum-up.ts';

export interface Options {
	visits: number;
	tables: number;
	days: number;
	seed: number;
	json: boolean;
	/** Compare the orders that were tried, instead of the ways of running a queue. */
	tried: boolean;
	/** Where to draw the chart; null for nowhere. */
	chart: string | null;
}

/** What the person typed cannot be done; in words for them. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

export const help = `Plays made-up drop-in days and compares ways of running the queue.

  npm run simulate -- [options]

  --visits N      people who come in a day           (150)
  --tables N      tables, each with its own desk     (6 for 60 visits, 14 for 150, 25 for 300)
  --days N        days to play                       (200)
  --seed N        which days: the same seed, the same days  (1)
  --chart FILE    draw a chart, an .svg file
  --tried         compare orders that were tried instead of ours, in per cent of it
  --json          print one JSON object and nothing else on standard output
  --help          this

A day is three hours with ${agencies.length} agencies, a burst at opening, 35% of people with several stops and 35% booked.
What is assumed, and what each figure means: docs/simulation.md. Minutes throughout.`;

/** Reads the command line; null when help is asked for. Throws `UsageError` in words for whoever typed it. */
export function readOptions(argv: readonly string[]): Options | null {
	const { values } = parsed(argv);
	if (values.help) return null;
	const visits = whole('--visits', values.visits ?? '150', 1, 2000);
	const tried = values.tried ?? false;
	if (tried && (values.json || values.chart !== undefined))
		throw new UsageError('--tried prints a table and nothing else');
	return {
		visits,
		tried,
		tables: values.tables === undefined ? tablesFor(visits) : whole('--tables', values.tables, agencies.length, 500),
		days: whole('--days', values.days ?? '200', tried ? LEAST_DAYS : 1, 10_000),
		seed: whole('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
		json: values.json ?? false,
		chart: values.chart === undefined ? null : chartFile(values.chart)
	};
}

function parsed(argv: readonly string[]) {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean' } as const;
	try {
		return parseArgs({
			args: [...argv],
			options: { visits: text, tables: text, days: text, seed: text, chart: text, json: flag, tried: flag, help: flag }
		});
	} catch (error) {
		// Node's words say which option; the second sentence is about passing file names, which there are none of here.
		throw new UsageError((error instanceof Error ? error.message : String(error)).split(/[.\n]/)[0] ?? '');
	}
}

function whole(option: string, text: string, least: number, most: number): number {
	const number = /^\d+$/.test(text) ? Number(text) : NaN;
	if (number >= least && number <= most) return number;
	const why = option === '--tables' && number < least ? ': each of the agencies needs one' : '';
	throw new UsageError(`${option} takes a whole number from ${least} to ${most}${why}, not "${text}"`);
}

/** Found out before the long work. */
function chartFile(file: string): string {
	if (!file.endsWith('.svg')) throw new UsageError(`--chart takes the name of an .svg file, not "${file}"`);
	const folder = dirname(resolve(file));
	if (!existsSync(folder) || !statSync(folder).isDirectory())
		throw new UsageError(`--chart: there is no folder ${folder}`);
	return resolve(file);
}
