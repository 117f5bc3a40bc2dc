import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReference, readToken } from '#lib/domain/reference.ts';
import { codesFrom, type Purpose } from '#lib/server/codes.ts';
import { always } from '../support/runs.ts';

const codes = codesFrom(randomBytes(32));
const purposes: Purpose[] = [
	'token',
	'reference',
	'secret',
	'device',
	'pairing',
	'day-card',
	'invitation',
	'draft',
	'name',
	'contact',
	'note',
	'throttle'
];
const twoPurposes = fc.uniqueArray(fc.constantFrom(...purposes), { minLength: 2, maxLength: 2 });
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('a code', () => {
	it('of one purpose never opens or finds another', () => {
		always(
			fc.property(twoPurposes, text, ([one = 'token', other = 'note'], said) => {
				expect(codes.lookup(one, said)).not.toBe(codes.lookup(other, said));
				const sealed = codes.seal(one, said);
				expect(() => codes.unseal(other, sealed)).toThrow();
				expect(codes.unseal(one, sealed)).toBe(said);
			})
		);
	});

	it('is found again by itself alone, and only with the same key', () => {
		always(
			fc.property(text, text, (one, other) => {
				expect(codes.lookup('token', one)).toBe(codes.lookup('token', one));
				expect(codes.lookup('token', one) === codes.lookup('token', other)).toBe(one === other);
				expect(codesFrom(randomBytes(32)).lookup('token', one)).not.toBe(codes.lookup('token', one));
			}),
			50
		);
	});

	it('reads back as it was made, and is not made twice', () => {
		const tokens = Array.from({ length: 2000 }, () => codes.token());
		const references = Array.from({ length: 500 }, () => codes.reference());
		expect(tokens.every((token) => readToken(token) === token)).toBe(true);
		expect(references.every((reference) => readReference(reference) === reference)).toBe(true);
		expect(new Set(tokens).size).toBe(tokens.length);
	});
});

describe('what is sealed', () => {
	it('looks different each time, and shows nothing of itself', () => {
		const name = 'Amina Yusuf';
		const sealed = Array.from({ length: 200 }, () => codes.seal('name', name));
		expect(new Set(sealed).size).toBe(sealed.length);
		expect(sealed.some((one) => one.includes(name) || Buffer.from(one, 'base64url').includes(name))).toBe(false);
	});

	it('does not open once a single bit was changed, cut off or added', () => {
		always(
			fc.property(text, fc.nat(), fc.integer({ min: 0, max: 7 }), (said, at, bit) => {
				const whole = Buffer.from(codes.seal('name', said), 'base64url');
				const changed = Buffer.from(whole);
				const place = at % whole.length;
				changed[place] = (whole[place] ?? 0) ^ (1 << bit);
				for (const wrong of [
					changed,
					whole.subarray(0, -1),
					Buffer.concat([whole, Buffer.from([0])]),
					whole.subarray(0, at % 28)
				])
					expect(() => codes.unseal('name', wrong.toString('base64url'))).toThrow();
			})
		);
	});

	it('does not open with another key', () => {
		expect(() => codesFrom(randomBytes(32)).unseal('name', codes.seal('name', 'Amina'))).toThrow();
	});
});

it('a key is 32 bytes, no fewer and no more', () => {
	for (const size of [0, 16, 31, 33, 64]) expect(() => codesFrom(randomBytes(size))).toThrow('32 bytes');
	expect(codesFrom(randomBytes(32))).toBeDefined();
});

it('a draw is a whole number below its limit, and each of them comes up', () => {
	const drawn = Array.from({ length: 500 }, () => codes.below(5));
	expect([...new Set(drawn)].toSorted()).toEqual([0, 1, 2, 3, 4]);
});
