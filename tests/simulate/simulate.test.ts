import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../src/bin/simulate/options.ts';

const figures = [
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

describe('npm run simulate', () => {
	it('prints one JSON object, every figure of every policy a number, and the same again for the same seed', () => {
		const first = simulate('--visits', '60', '--days', '1', '--seed', '7', '--json');
		const { forecast, policies } = JSON.parse(first.stdout);
		expect(Object.keys(forecast.mae)).toEqual(['ours', 'ql', 'les', 'hol', 'history']);
		for (const figure of [forecast.coverage, ...Object.values<number>(forecast.mae)]) expect(figure).toBeGreaterThan(0);
		expect(Object.keys(policies)).toEqual([
			'simultaneous with credit',
			'simultaneous first-come',
			'booked first',
			'serial rejoin',
			'serial keep arrival'
		]);
		for (const policy of Object.values<Record<string, number>>(policies)) {
			expect(Object.keys(policy)).toEqual(figures);
			for (const figure of Object.values(policy)) expect(figure).toBeGreaterThanOrEqual(0);
		}
		expect(simulate('--visits', '60', '--days', '1', '--seed', '7', '--json').stdout).toBe(first.stdout);
		expect(simulate('--visits', '60', '--days', '1', '--seed', '8', '--json').stdout).not.toBe(first.stdout);
	});

	it('prints a table, says on the other channel how far it is, and draws no bar where nobody watches', () => {
		const { stdout, stderr } = simulate('--visits', '60', '--days', '4');
		expect(stdout).toContain('60 visits, 6 tables, 4 days');
		expect(stdout).not.toContain('\u001b');
		expect(stderr).toContain('50%');
		expect(stderr).not.toContain('\r');
	});

	it('prints what each order that was tried changes, with how sure that is', () => {
		const { stdout } = simulate('--visits', '60', '--days', '40', '--tried');
		expect(stdout).toMatch(/^last stop first +−\d+\.\d ±\d/m);
		expect(stdout).not.toContain('NaN');
	});

	it('draws a chart whose every number can be read without seeing it', () => {
		const file = join(mkdtempSync(join(tmpdir(), 'one-roof-chart-')), 'chart.svg');
		const { stdout } = simulate('--visits', '60', '--days', '1', '--json', '--chart', file);
		const svg = readFileSync(file, 'utf8');
		expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*aria-labelledby="title desc"/);
		const desc = /<desc id="desc">(.*)<\/desc>/.exec(svg)?.[1] ?? '';
		for (const [name, policy] of Object.entries<Record<string, number>>(JSON.parse(stdout).policies)) {
			expect(desc).toContain(`${name}: several stops ${policy.multiStay?.toFixed(0)}`);
			expect(svg).toContain(`>${policy.bookedWaitP90?.toFixed(0)}</text>`);
		}
	});

	it('refuses nonsense in words, and plays nothing', () => {
		const { status, stdout, stderr } = simulate('--visits', 'many');
		expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
		expect(stderr).toContain('--visits takes a whole number from 1 to 2000, not "many"');
		expect(stderr).toContain('--help');
		expect(stderr).not.toMatch(/^\s+at /m);
	});

	it.each([
		[['--visits', 'many'], '--visits takes a whole number from 1 to 2000, not "many"'],
		[['--visits', '0'], '--visits takes a whole number'],
		[['--tables', '4'], '--tables takes a whole number from 5 to 500: each of the agencies needs one, not "4"'],
		[['--days', '1.5'], '--days takes a whole number'],
		[['--seed', '-1'], '--seed'],
		[['--sed', '1'], "Unknown option '--sed'"],
		[['--chart', 'chart.png'], '--chart takes the name of an .svg file'],
		[['--chart', '/no/such/folder/chart.svg'], 'there is no folder /no/such/folder'],
		[['--tried', '--json'], '--tried prints a table and nothing else'],
		[['--tried', '--days', '20'], '--days takes a whole number from 40'],
		[['60'], '60']
	])('refuses %j', (options, words) => {
		expect(() => readOptions(options)).toThrow(
			expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) })
		);
	});

	it('tells what can be asked', () => {
		expect(simulate('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--chart FILE') });
	});
});

function simulate(...options: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['src/bin/simulate.ts', ...options], {
		encoding: 'utf8'
	});
	return { status, stdout, stderr };
}
