import { fail } from '@sveltejs/kit';
import { asciiDigits } from '#lib/domain/reference.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';

/** What a form is given back with: which one of the page, everything typed, and what is wrong beside which field. */
export interface Refused {
	which: string;
	values: Record<string, string>;
	errors: { field?: string; text: string }[];
}

/** A refusal as the answer to a form. `which` tells forms of one page apart. */
export function refused(form: FormData, refusal: Refusal, which = '') {
	return fail<Refused>(400, { which, values: valuesOf(form), errors: [refusalError(refusal)] });
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
