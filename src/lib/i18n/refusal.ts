import type { Refusal } from '#lib/domain/refusal.ts';
import { isLanguageCode, type LanguageCode } from '#lib/i18n/languages.ts';
import { formatDate, formatWeekday } from '#lib/i18n/locale.ts';
import * as messages from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';

type Sentence = (values: Record<string, string | number>) => string;

/**
 * The sentence for an expected "no", in the reader's language. Call it in `+page.server.ts` and hand the text on:
 * in a component it would carry every sentence into the browser.
 */
export function refusalText({ reason, values = {} }: Refusal): string {
	const sentence = messages[`refusal_${reason}`] as Sentence;
	return sentence(inWords(values));
}

/** For `ErrorSummary` and the field: the sentence and beside which field it belongs. */
export function refusalError(refusal: Refusal): { field?: string; text: string } {
	const text = refusalText(refusal);
	return refusal.field === undefined ? { text } : { field: refusal.field, text };
}

/** Weekdays (1 to 7, Monday first) and dates (`2024-03-27`) become words. */
function inWords(values: Record<string, string | number>): Record<string, string | number> {
	const code: string = getLocale();
	const locale: LanguageCode = isLanguageCode(code) ? code : 'en';
	const said = { ...values };
	if (typeof values.weekday === 'number') said.weekday = formatWeekday(values.weekday, locale);
	if (typeof values.date === 'string' && /^\d{4}-\d{2}-\d{2}/.test(values.date))
		said.date = formatDate(`${values.date.slice(0, 10)}T12:00:00Z`, 'UTC', locale);
	return said;
}
