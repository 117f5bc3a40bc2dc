import type { Refusal, RefusalReason } from '#lib/domain/refusal.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import { formatFullDate } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { refusalError } from '#lib/i18n/refusal.ts';

/** What is said to a welcomer about somebody else, where the common words speak to the person themselves. */
const aboutThem: Partial<Record<RefusalReason, () => string>> = {
	booking_cancelled: m.door_booking_cancelled,
	visit_left: m.door_visit_left,
	ticket_unknown: m.door_ticket_unknown,
	number_invalid: m.door_number_invalid,
	too_many_tries: m.door_too_many_tries,
	drop_in_over: m.door_drop_in_over,
	topics_missing: m.door_topics_missing,
	numbers_used_up: m.door_numbers_used_up
};

/** A refusal in a welcomer's words, beside its field. */
export function doorError(refusal: Refusal, locale: LanguageCode): { field?: string; text: string } {
	const { reason, field, values } = refusal;
	if (reason === 'wrong_day')
		return { field, text: m.door_wrong_day({ date: formatFullDate(`${values?.date}T12:00:00Z`, 'UTC', locale) }) };
	if (reason === 'nobody_new') return { field, text: field ? m.door_nobody_new() : m.door_closing() };
	const say = aboutThem[reason];
	return say ? { field, text: say() } : refusalError(refusal);
}
