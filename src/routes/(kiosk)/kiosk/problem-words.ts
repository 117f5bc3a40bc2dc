import type { LanguageCode } from '#lib/i18n/languages.ts';
import { formatDate, formatTime } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Problem } from '#lib/kiosk/session.ts';
import type { Here } from './here.ts';

interface Words {
	title: string;
	text: string;
}

/** What happened, and whether the person is checked in (UX K16), in words for the person in front of the tablet. */
export function problemWords(problem: Problem, here: Here, locale: LanguageCode): Words {
	switch (problem.reason) {
		case 'reference_malformed':
			return { title: m.kiosk_problem_reference_malformed_title(), text: m.kiosk_problem_reference_malformed() };
		case 'reference_unknown':
			return { title: m.kiosk_problem_reference_unknown_title(), text: m.kiosk_problem_reference_unknown() };
		case 'wrong_day': {
			// Noon, so that the day is the same wherever the hub is in Europe.
			const date = formatDate(`${problem.values?.date}T12:00:00Z`, here.zone, locale, here.startsAt);
			return { title: m.kiosk_problem_wrong_day_title(), text: m.kiosk_problem_wrong_day({ date }) };
		}
		case 'booking_cancelled':
			return { title: m.kiosk_problem_booking_cancelled_title(), text: m.kiosk_problem_booking_cancelled() };
		case 'visit_left':
			return { title: m.kiosk_problem_visit_left_title(), text: m.kiosk_problem_visit_left() };
		case 'ticket_lapsed':
			return { title: m.kiosk_problem_ticket_lapsed_title(), text: m.kiosk_problem_ticket_lapsed() };
		case 'drop_in_not_open': {
			const time = formatTime(here.startsAt, here.zone, locale, 'brief');
			return { title: m.kiosk_problem_not_open_title(), text: m.kiosk_problem_not_open({ time }) };
		}
		case 'drop_in_over':
			return { title: m.kiosk_problem_over_title(), text: m.kiosk_problem_over() };
		case 'numbers_used_up':
			return { title: m.kiosk_problem_numbers_title(), text: m.kiosk_problem_numbers() };
		case 'nobody_new':
			return { title: m.kiosk_full(), text: m.kiosk_problem_nobody_new() };
		case 'network':
			return { title: m.kiosk_problem_network_title(), text: m.kiosk_problem_network() };
		case 'fault':
			return { title: m.kiosk_problem_fault_title(), text: m.kiosk_problem_fault() };
		default:
			return { title: m.kiosk_problem_other_title(), text: m.kiosk_problem_other() };
	}
}
