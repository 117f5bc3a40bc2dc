import { fail } from '@sveltejs/kit';
import { asciiDigits } from '#lib/domain/reference.ts';
import { everyRefusal, type Refusal, type RefusalReason } from '#lib/domain/refusal.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';

/** What a form is given back with: which one of the page, everything typed, and what is wrong beside which field. */
export interface Refused {
	which: string;
	values: Record<string, string>;
	errors: { field?: string; text: string }[];
}

/** How a field is called, and what is said when nothing is in it. */
export interface FieldWords {
	label?: () => string;
	missing?: () => string;
}

interface Asked {
	/** Tells forms of one page apart. */
	which?: string;
	/** By the field's name. */
	fields?: Record<string, FieldWords>;
}

/** A refusal as the answer to a form: all that is wrong, from the top of the form to its foot, each by the name of its field. */
export function refused(form: FormData, refusal: Refusal, { which = '', fields = {} }: Asked = {}) {
	const order = [...form.keys()];
	const errors = everyRefusal(refusal)
		.map((one) => named(form, one, fields[one.field ?? ''] ?? {}))
		.sort((a, b) => place(order, a.field) - place(order, b.field));
	return fail<Refused>(400, { which, values: valuesOf(form), errors });
}

/** Where a field stands in its form; one that sent nothing, such as boxes of which none is ticked, is last. */
function place(order: readonly string[], field = ''): number {
	const at = order.indexOf(field);
	return at === -1 ? order.length : at;
}

/** Sentences that say nothing of which field they are about. */
const unnamed = new Set<RefusalReason>([
	'field_missing',
	'number_invalid',
	'amount_invalid',
	'text_too_long',
	'hours_outside'
]);

function named(form: FormData, refusal: Refusal, { label, missing }: FieldWords): { field?: string; text: string } {
	const error = refusalError(refusal);
	if (missing && textIn(form, refusal.field ?? '').trim() === '') return { ...error, text: missing() };
	if (!label || !unnamed.has(refusal.reason)) return error;
	return { ...error, text: m.admin_named_problem({ field: label(), problem: error.text }) };
}

/** A number typed into a field, in any digits; NaN when it is none. */
export function numberIn(form: FormData, name: string): number {
	const typed = asciiDigits(textIn(form, name)).replace(/[,٫]/, '.').trim();
	return /^\d{1,6}(\.\d{1,3})?$/.test(typed) ? Number(typed) : Number.NaN;
}

/** Whether a box is ticked. */
export function isTicked(form: FormData, name: string): boolean {
	return textIn(form, name) === 'on';
}

/** What was chosen in a list that has an empty entry. */
export function chosenIn(form: FormData, name: string): string | null {
	return textIn(form, name) || null;
}

/** Several choices under one name are kept as one text, apart by spaces. */
function valuesOf(form: FormData): Record<string, string> {
	const values: Record<string, string> = {};
	for (const name of new Set(form.keys()))
		values[name] = form
			.getAll(name)
			.filter((value) => typeof value === 'string')
			.join(' ');
	return values;
}
