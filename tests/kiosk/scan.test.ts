import { describe, expect, it } from 'vitest';
import { latinKey, noBurst, readKey } from '#lib/kiosk/scan.ts';

const token = 'ABCDEFGHIJKLMNOPQRSTUVWXY2';

describe('a scanner that plays keyboard', () => {
	it('is told from fingers by its speed, and gives the whole code at its Enter', () => {
		expect(play([...token, 'Enter'], 4)).toEqual([token]);
		expect(play([...token, 'Enter'], 60)).toEqual([token]);
		expect(play([...'7KX2MP', 'Enter'], 180)).toEqual([]);
	});

	it('may send an address, with Shift held for its capitals', () => {
		const keys = [...'HTTPS://HUB.EXAMPLE/T/'].flatMap((key) => ['Shift', key]);
		expect(play([...keys, ...token, 'Enter'], 5)).toEqual([`HTTPS://HUB.EXAMPLE/T/${token}`]);
	});

	it('leaves what was typed before it out of the code', () => {
		let burst = readKey(noBurst, 'x', 0).burst;
		burst = readKey(burst, 'y', 300).burst;
		let scanned: string | null = null;
		for (const [index, key] of [...token, 'Enter'].entries())
			({ burst, scanned } = readKey(burst, key, 600 + index * 5));
		expect(scanned).toBe(token);
	});

	it('may stutter in the middle of a ticket’s code', () => {
		let burst = noBurst;
		let scanned: string | null = null;
		for (const [index, key] of [...token, 'Enter'].entries())
			({ burst, scanned } = readKey(burst, key, index * 5 + (index > 10 ? 400 : 0) + (index > 25 ? 400 : 0)));
		expect(scanned).toBe(token);
	});

	it('never takes a press of Enter, or two keys struck together, for a code', () => {
		expect(play(['Enter'], 5)).toEqual([]);
		expect(play(['a', 's', 'Enter'], 5)).toEqual([]);
	});

	it('scans the next code after one', () => {
		expect(play([...token, 'Enter', ...token, 'Enter'], 5)).toEqual([token, token]);
	});
});

it('a key counts as the Latin letter on it, whatever language the keyboard is set to', () => {
	expect(latinKey({ key: 'ش', code: 'KeyA' })).toBe('A');
	expect(latinKey({ key: '٧', code: 'Digit7' })).toBe('7');
	expect(latinKey({ key: 'k', code: 'KeyK' })).toBe('k');
	expect(latinKey({ key: 'Enter', code: 'Enter' })).toBe('Enter');
});

function play(keys: string[], gap: number): string[] {
	let burst = noBurst;
	const codes: string[] = [];
	for (const [index, key] of keys.entries()) {
		const read = readKey(burst, key, index * gap);
		burst = read.burst;
		if (read.scanned !== null) codes.push(read.scanned);
	}
	return codes;
}
