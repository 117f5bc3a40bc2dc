import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDigits, readReference, readToken, REFERENCE_ALPHABET, showReference } from '#lib/domain/reference.ts';
import { always } from '../support/runs.ts';

const reference = fc.string({ unit: fc.constantFrom(...REFERENCE_ALPHABET), minLength: 6, maxLength: 6 });
const token = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), minLength: 26, maxLength: 26 });

describe('a reference', () => {
	it('has 28 letters and digits, none of them taken for another', () => {
		expect(new Set(REFERENCE_ALPHABET).size).toBe(28);
		expect([...'OQILZSBU'].filter((letter) => REFERENCE_ALPHABET.includes(letter))).toEqual([]);
	});

	it('reads back as it is shown, in small letters too', () => {
		always(
			fc.property(reference, (code) => {
				expect(readReference(showReference(code))).toBe(code);
				expect(readReference(showReference(code).toLowerCase())).toBe(code);
			})
		);
	});

	it('is understood with spaces, dashes, wide letters and Arabic digits', () => {
		const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', ' – ', '\u200f', '\t'), { minLength: 7, maxLength: 7 });
		const digits = fc.constantFrom(0x660, 0x6f0, 0xff10);
		always(
			fc.property(reference, gaps, digits, (code, between, zero) => {
				const typed = [...code]
					.map((letter, i) => `${between[i]}${/\d/.test(letter) ? String.fromCharCode(zero + Number(letter)) : letter}`)
					.join('');
				expect(readReference(typed + between[6])).toBe(code);
			})
		);
	});

	it.each([
		['OQI LZS', '001 125'],
		['bu7 kxm', '8V7 KXM'],
		['O0Q Q0O', '000 000']
	])('read out as %s is %s', (heard, meant) => {
		expect(showReference(readReference(heard) ?? '')).toBe(meant);
	});

	it.each(['', ' ', '7KX 2M', '7KX 2MPP', '٣', '💥💥💥💥💥💥', 'ééé ééé'])('is not %o', (typed) => {
		expect(readReference(typed)).toBeNull();
	});

	it('is always six of its letters, whatever is typed', () => {
		always(
			fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
				const read = readReference(typed);
				expect(
					read === null || (read.length === 6 && [...read].every((letter) => REFERENCE_ALPHABET.includes(letter)))
				).toBe(true);
			}),
			500
		);
	});
});

describe('a token', () => {
	it('is read bare, in small letters, and at the end of an address', () => {
		always(
			fc.property(token, (code) => {
				for (const scanned of [
					code,
					code.toLowerCase(),
					` ${code}\r\n`,
					`https://hub.example/t/${code}`,
					`HTTPS://HUB.EXAMPLE/T/${code}`,
					`https://hub.example/t#${code}`
				])
					expect(readToken(scanned)).toBe(code);
			})
		);
	});

	it('is never something else', () => {
		always(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), reference), (scanned) => {
				const read = readToken(scanned);
				expect(read === null || /^[A-Z2-7]{26}$/.test(read)).toBe(true);
			})
		);
		for (const short of ['', 'A'.repeat(25), 'A'.repeat(27), '1'.repeat(26), '7KX 2MP'])
			expect(readToken(short)).toBeNull();
	});
});

it('Arabic-Indic and Persian digits are digits', () => {
	expect(asciiDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789 0123456789');
});
