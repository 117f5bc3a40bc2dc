import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clockFrom } from '#lib/server/clock.ts';
import { readConfig } from '#lib/server/config.ts';
import { keyFor } from '#lib/server/key.ts';
import { describe as describeFault } from '#lib/server/log.ts';

describe('the environment', () => {
	it('may be empty', () => {
		expect(readConfig({})).toMatchObject({ port: 3000, databaseUrl: null, origin: null, demo: false, clockFile: null });
	});

	it('counts an empty variable as absent', () => {
		expect(readConfig({ PORT: '', ORIGIN: '' })).toMatchObject({ port: 3000, origin: null });
	});

	it.each([
		['PORT', '3000x'],
		['PORT', '70000'],
		['ORIGIN', 'hub.test'],
		['ORIGIN', 'https://example.org/queue'],
		['DATABASE_URL', 'mysql://host/one'],
		['ONE_ROOF_KEY', 'c2hvcnQ='],
		['LOG_LEVEL', 'loud'],
		['ONE_ROOF_DEMO', 'maybe']
	])('is refused with %s=%s, by name and without the value', (name, value) => {
		const read = () => readConfig({ [name]: value });
		expect(read).toThrow(new RegExp(`\n  ${name} must`));
		expect(read).not.toThrow(value);
	});

	it('names everything that is wrong at once', () => {
		expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT[^]*LOG_LEVEL/);
	});

	it('honours a clock file in tests only', () => {
		expect(readConfig({ ONE_ROOF_CLOCK_FILE: '/clock' }).clockFile).toBeNull();
		expect(readConfig({ ONE_ROOF_CLOCK_FILE: '/clock', ONE_ROOF_TEST: '1' }).clockFile).toBe('/clock');
	});
});

describe('the key', () => {
	it('is made on the first start, for its owner only, and stays the same', () => {
		const dataDir = join(mkdtempSync(join(tmpdir(), 'one-roof-key-')), 'data');
		const first = keyFor({ key: null, dataDir });
		expect(first).toHaveLength(32);
		expect(keyFor({ key: null, dataDir })).toEqual(first);
		expect(statSync(join(dataDir, 'key')).mode & 0o777).toBe(0o600);
	});

	it('that is damaged stops the start instead of making codes nobody can open', () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'one-roof-key-'));
		writeFileSync(join(dataDir, 'key'), 'half of i');
		expect(() => keyFor({ key: null, dataDir })).toThrow('backup');
	});
});

describe('the clock', () => {
	it('stands still at an instant, runs from an offset, and is the machine’s otherwise', () => {
		const file = join(mkdtempSync(join(tmpdir(), 'one-roof-clock-')), 'clock');
		const now = clockFrom(file);
		expect(Math.abs(Date.parse(now()) - Date.now())).toBeLessThan(5000);
		writeFileSync(file, '2024-03-27T15:24:00.000Z\n');
		expect(now()).toBe('2024-03-27T15:24:00.000Z');
		writeFileSync(file, '-3600000');
		expect(Math.abs(Date.parse(now()) - (Date.now() - 3_600_000))).toBeLessThan(5000);
	});
});

describe('the log of a fault', () => {
	it('keeps where it happened and nothing that was quoted', () => {
		const fault = describeFault(new SyntaxError('Unexpected token in "Amina, 07700 900123" at 3'));
		expect(fault.words).toBe('Unexpected token in “…” at 3');
		expect(fault.frames[0]).toContain('config.test.ts');
		expect(JSON.stringify(fault)).not.toContain('Amina');
	});
});
