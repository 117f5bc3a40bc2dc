import { describe, expect, it } from 'vitest';
import { readHowToCall, readName, readNeeds, readSize } from '#lib/domain/answers.ts';
import { bookingSteps, nextStep, noAnswers, withAnswer } from '#lib/domain/booking.ts';
import { readContact } from '#lib/domain/contact.ts';

describe('a name', () => {
	it.each([
		['  Sam  O’Neill ', 'Sam O’Neill'],
		['سمر', 'سمر'],
		['', null],
		[' \u0000\n ', null]
	])('%j is taken as %j', (typed, name) => {
		expect(readName(typed)).toEqual({ ok: true, name });
	});

	it('is refused when nobody could be called that', () => {
		expect(readName('x'.repeat(81))).toMatchObject({
			refusal: { reason: 'text_too_long', field: 'name', values: { longest: 80 } }
		});
	});
});

describe('how many come', () => {
	it.each([
		['', 1],
		[' 3 ', 3],
		['٣', 3],
		['12', 12]
	])('%j is %d', (typed, size) => {
		expect(readSize(typed)).toEqual({ ok: true, size });
	});

	it.each(['0', '13', '-1', '1.5', 'two', '1e1000'])('%j is refused', (typed) => {
		expect(readSize(typed)).toMatchObject({ refusal: { reason: 'party_invalid', field: 'party' } });
	});
});

describe('needs', () => {
	it('may be none', () => {
		expect(readNeeds({ needs: [], other: '', interpreter: '' })).toEqual({
			ok: true,
			needs: [],
			needsOther: '',
			interpreter: null
		});
	});

	it('take a language alone as a wish for an interpreter, and words of one’s own as something else', () => {
		expect(readNeeds({ needs: ['seat'], other: 'my dog', interpreter: 'Polish' })).toEqual({
			ok: true,
			needs: ['seat', 'other', 'interpreter'],
			needsOther: 'my dog',
			interpreter: 'Polish'
		});
	});

	it('want the interpreter’s language, and nothing that was never offered', () => {
		expect(readNeeds({ needs: ['interpreter'], other: '', interpreter: ' ' })).toMatchObject({
			refusal: { reason: 'language_missing', field: 'interpreter' }
		});
		expect(readNeeds({ needs: ['<script>'], other: '', interpreter: '' })).toMatchObject({
			refusal: { reason: 'needs_invalid', field: 'needs' }
		});
	});
});

it('calls on the screen whoever chose nothing', () => {
	expect(readHowToCall('')).toEqual({ ok: true, howToCall: 'screen' });
	expect(readHowToCall('fetch')).toEqual({ ok: true, howToCall: 'fetch' });
	expect(readHowToCall('shout')).toMatchObject({ ok: false });
});

describe('contact', () => {
	it.each(['07700 900123', '+44 (0)7700 900-123', '٠٧٧٠٠٩٠٠١٢٣', '0303 123 1113 ext. 4'])(
		'takes %j as a phone number',
		(phone) => {
			expect(readContact({ phone, email: '', safe: 'yes' })).toEqual({
				ok: true,
				contact: { phone, email: null, safe: true }
			});
		}
	);

	it('keeps nothing at all for whoever wants no messages', () => {
		expect(readContact({ phone: '07700 900123', email: 'sam@example.test', safe: 'no' })).toEqual({
			ok: true,
			contact: { phone: null, email: null, safe: false }
		});
	});

	it('is nothing when nothing was typed', () => {
		expect(readContact({ phone: '', email: ' ', safe: '' })).toMatchObject({ ok: true, contact: { safe: false } });
	});

	it.each([
		[{ phone: 'call me', email: '', safe: 'yes' }, 'phone_invalid', 'phone'],
		[{ phone: '', email: 'sam at home', safe: 'yes' }, 'email_invalid', 'email'],
		[{ phone: '', email: `${'a'.repeat(250)}@b.test`, safe: 'yes' }, 'email_invalid', 'email'],
		[{ phone: '07700 900123', email: '', safe: '' }, 'contact_choice_missing', 'safe']
	])('%j is refused', (typed, reason, field) => {
		expect(readContact(typed)).toEqual({ ok: false, refusal: { reason, field } });
	});
});

it('asks each question once, in order, and then for a check', () => {
	let answers = noAnswers('en');
	for (const step of bookingSteps) {
		expect(nextStep(answers)).toBe(step);
		answers = withAnswer(withAnswer(answers, step, {}), step, {});
	}
	expect(nextStep(answers)).toBe('check');
	expect(answers.given).toEqual([...bookingSteps]);
});
