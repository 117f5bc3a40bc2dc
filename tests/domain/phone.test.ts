import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf, phonesIn } from '#lib/domain/phone.ts';

const dialled = (text: string) => phonesIn(text).flatMap(({ dial }) => (dial === undefined ? [] : [dial]));

it.each([
	['In danger now: 999. If you cannot speak, press 55 when asked.', ['999']],
	['Crimestoppers 0800 555 111.', ['0800555111']],
	['Day and night:08000 121 700, or 116 123', ['08000121700', '116123']],
	['From abroad +44 20 7946 0000 or +44 (0)20 7946 0001', ['+442079460000', '+442079460001']],
	['(01642) 555-111', ['01642555111']],
	['Crimestoppers \u200F0800\u00A0555\u00A0111', ['0800555111']],
	['الشرطة: ١٠١، أو ٠٨٠٠ ٥٥٥ ١١١.', ['101', '0800555111']],
	['Yarm Road, TS18 3PJ, 10:00 16:00, 24 7, £500, 100%, 10-12, example.org/1234, A1234', []]
])('finds each telephone number in "%s" and nothing else', (text, numbers) => {
	expect(dialled(text)).toEqual(numbers);
});

it('keeps the groups of a number together, as they were written', () => {
	expect(phonesIn('Call 0800 555 111.')).toEqual([
		{ text: 'Call ' },
		{ text: '0800 555 111', dial: '0800555111' },
		{ text: '.' }
	]);
});

it('loses nothing of any text', () => {
	const texts = fc
		.array(fc.constantFrom('0', '80', '555', ' ', '-', '+', '(0)', '.', 'a', 'خ', '\n', ':'))
		.map((some) => some.join(''));
	fc.assert(
		fc.property(texts, (text) => {
			expect(
				phonesIn(text)
					.map((part) => part.text)
					.join('')
			).toBe(text);
		})
	);
});

it('reads one line after the other, and no empty ones', () => {
	expect(linesOf('Police: 101.\n\n Samaritans: 116 123 \n')).toEqual(['Police: 101.', 'Samaritans: 116 123']);
});
