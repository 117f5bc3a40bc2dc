import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableForCall } from '#lib/domain/table.ts';
import { drawBlock, drawNumber, ticketNumbers } from '#lib/domain/ticket.ts';
import { always } from '../support/runs.ts';

const UPSIDE_DOWN: Record<string, string> = { '0': '0', '1': '1', '6': '9', '8': '8', '9': '6' };
const drawFrom = (random: number[]) => {
	let turn = 0;
	return (limit: number) => (random[turn++ % random.length] ?? 0) % limit;
};
const randomness = fc.array(fc.nat(), { minLength: 1, maxLength: 50 });

describe('ticket numbers', () => {
	it('are three digits, each once, and enough for a full hall', () => {
		expect(ticketNumbers.every((number) => /^[1-9]\d\d$/.test(number))).toBe(true);
		expect(new Set(ticketNumbers).size).toBe(ticketNumbers.length);
		expect(ticketNumbers.length).toBeGreaterThanOrEqual(600);
	});

	it('cannot be read as another number when the paper is upside down', () => {
		const known = new Set(ticketNumbers);
		const confused = ticketNumbers.filter((number) => {
			const turned = [...number].map((digit) => UPSIDE_DOWN[digit]).reverse();
			return turned.every((digit) => digit !== undefined) && (known.has(turned.join('')) || turned.join('') !== number);
		});
		expect(confused).toEqual([]);
	});

	it('are all different until they are used up, and then there is none', () => {
		always(
			fc.property(randomness, (random) => {
				const draw = drawFrom(random);
				const given = new Set<string>();
				for (let number = drawNumber(given, draw); number !== null; number = drawNumber(given, draw)) {
					expect(given.has(number)).toBe(false);
					given.add(number);
				}
				expect(given.size).toBe(ticketNumbers.length);
			}),
			4
		);
	});

	it('leased to tablets never overlap', () => {
		always(
			fc.property(randomness, fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), (random, sizes) => {
				const draw = drawFrom(random);
				const given = new Set<string>();
				for (const size of sizes) {
					const block = drawBlock(given, size, draw);
					expect(block).toHaveLength(Math.min(size, ticketNumbers.length - given.size));
					expect(new Set([...given, ...block]).size).toBe(given.size + block.length);
					for (const number of block) given.add(number);
				}
				expect([...given].every((number) => ticketNumbers.includes(number))).toBe(true);
			}),
			50
		);
	});
});

describe('the table of a call', () => {
	const tables = fc
		.uniqueArray(fc.integer({ min: 1, max: 25 }), { maxLength: 8 })
		.map((numbers) => numbers.map((number) => ({ id: String(number), number })));

	it("is the desk's own, or one of the free shared ones, or none", () => {
		always(
			fc.property(tables, randomness, (free, random) => {
				const own = { id: 'own', number: 99 };
				expect(tableForCall(own, free, drawFrom(random))).toBe(own);
				const shared = tableForCall(null, free, drawFrom(random));
				expect(shared === null ? free.length === 0 : free.includes(shared)).toBe(true);
			})
		);
	});

	it('can be any of the free ones, so that its number says nothing', () => {
		const free = [1, 2, 3, 4].map((number) => ({ id: String(number), number }));
		expect(free.map((_, at) => tableForCall(null, free, () => at))).toEqual(free);
	});
});
