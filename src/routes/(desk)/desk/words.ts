import type { Coming } from '#lib/domain/coming.ts';
import type { Reason } from '#lib/domain/queue.ts';
import type { Outcome } from '#lib/domain/stop.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import { formatMinutes, formatTime } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** Where and in which language something is said. */
export interface Place {
	zone: string;
	locale: LanguageCode;
}

export function reasonText(reason: Reason, { zone, locale }: Place): string {
	const since = formatTime(reason.since, zone, locale);
	switch (reason.why) {
		case 'booked':
			return m.desk_why_booked({ from: formatTime(reason.from, zone, locale), since });
		case 'booked_late':
			return m.desk_why_booked_late({ from: formatTime(reason.from, zone, locale), since });
		case 'priority':
			return m.desk_why_priority({ since });
		case 'waited':
			return m.desk_why_waited({ since });
	}
}

/** One line of those to come: why, and how long they have waited. */
export function comingText(coming: Coming, { zone, locale }: Place): { why: string; wait: string } {
	const wait = 'minutes' in coming ? formatMinutes(coming.minutes, locale, 'short') : '';
	switch (coming.why) {
		case 'booked':
			return { why: m.desk_coming_booked({ from: formatTime(coming.from, zone, locale) }), wait };
		case 'booked_late':
			return { why: m.desk_coming_booked_late({ from: formatTime(coming.from, zone, locale) }), wait };
		case 'early':
			return {
				why: m.desk_coming_booked({ from: formatTime(coming.from, zone, locale) }),
				wait: m.desk_coming_early()
			};
		case 'priority':
			return { why: m.desk_coming_priority(), wait };
		case 'waited':
			return { why: m.desk_coming_waited(), wait };
		case 'not_ready':
			return { why: m.desk_coming_not_ready(), wait };
	}
}

export function outcomeText(outcome: Outcome): string {
	const words = {
		advised: m.desk_outcome_advised,
		action: m.desk_outcome_action,
		referred: m.desk_outcome_referred,
		appointment: m.desk_outcome_appointment,
		signposted: m.desk_outcome_signposted
	};
	return words[outcome]();
}

/** Another agency at the drop-in, as it can be chosen. */
export interface Other {
	id: string;
	name: string;
	/** Whether its hours have begun. */
	here: boolean;
	/** Whether a desk of theirs is open. */
	open: boolean;
}

export function agencyOptions(others: readonly Other[]): { value: string; label: string }[] {
	return [{ value: '', label: m.desk_choose() }, ...others.map(({ id, name }) => ({ value: id, label: name }))];
}

/** As `agencyOptions`, of those that are here; one whose reps nobody can ask just now says so. */
export function askOptions(others: readonly Other[]): { value: string; label: string; disabled?: boolean }[] {
	const here = others.filter(({ here }) => here);
	const closed = new Set(here.filter(({ open }) => !open).map(({ id }) => id));
	return agencyOptions(here).map((option) =>
		closed.has(option.value)
			? { ...option, label: m.desk_ask_no_desk({ agency: option.label }), disabled: true }
			: option
	);
}
