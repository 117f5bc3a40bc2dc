/** Every expected "no", each with one message `refusal_<reason>` in every language. */
export const refusalReasons = [
	// drop-ins
	'drop_in_unknown',
	'drop_in_not_open',
	'drop_in_not_bookable',
	'drop_in_over',
	'nobody_new',
	'drop_in_state',
	'weekday_mismatch',
	'date_invalid',
	'hours_invalid',
	'hours_too_long',
	'slug_taken',
	'table_number_taken',
	'nothing_to_publish',
	'nothing_to_open',
	'still_people_here',
	'slug_invalid',
	'hub_unknown',
	'agency_unknown',
	'name_taken',
	'icon_unknown',
	'icon_taken',
	'alternative_invalid',
	'hours_outside',
	'not_its_day',
	'speech_too_many',
	'bookings_made',
	'places_taken',
	'attendance_in_use',
	'agency_at_table',
	'agency_away',
	'table_in_use',
	'roles_missing',
	'last_coordinator',
	// booking
	'draft_gone',
	'topics_missing',
	'topics_or_unsure',
	'topic_unknown',
	'window_missing',
	'window_full',
	'too_many_bookings',
	'too_many_from_here',
	'party_invalid',
	'needs_invalid',
	'language_missing',
	'text_too_long',
	'email_invalid',
	'phone_invalid',
	'contact_choice_missing',
	'booking_unknown',
	'booking_cancelled',
	'booking_checked_in',
	'not_this_device',
	'secret_wrong',
	// check-in
	'reference_malformed',
	'reference_unknown',
	'wrong_day',
	'numbers_used_up',
	'visit_left',
	'ticket_unknown',
	'ticket_lapsed',
	'nobody_found',
	'handle_ended',
	'being_served',
	'link_ended',
	// queue
	'desk_unknown',
	'desk_not_open',
	'desk_busy',
	'desk_elsewhere',
	'queue_empty',
	'nobody_ready',
	'no_table_free',
	'stop_moved_on',
	'give_them_time',
	'call_again_first',
	'undo_too_late',
	'parked_enough',
	'no_colleague',
	'called_now',
	'called_quietly',
	'outcome_missing',
	'help_over',
	'help_taken',
	'consent_missing',
	'agency_not_here',
	'join_already',
	'party_of_one',
	'split_invalid',
	// people and devices
	'sign_in_failed',
	'too_many_tries',
	'password_short',
	'password_common',
	'invitation_ended',
	'email_taken',
	'name_missing',
	'device_unknown',
	'pairing_code_unknown',
	'day_card_unknown',
	'day_card_used',
	'day_card_revoked',
	'not_allowed',
	'field_missing',
	'number_invalid',
	'amount_invalid'
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** An expected "no": why, beside which field if any, and what the sentence mentions. */
export interface Refusal {
	reason: RefusalReason;
	field?: string;
	values?: Record<string, string | number>;
	/** What else is wrong with the same form, in the order of its fields. */
	also?: readonly Refusal[];
}

export type Result<T = unknown> = (T & { ok: true }) | { ok: false; refusal: Refusal };

export function refuse(reason: RefusalReason, more: Omit<Refusal, 'reason'> = {}): { ok: false; refusal: Refusal } {
	return { ok: false, refusal: { reason, ...more } };
}

export function done(): { ok: true };
export function done<T extends object>(value: T): T & { ok: true };
export function done(value: object = {}) {
	return { ...value, ok: true };
}

type Checks = Record<string, Result<object>>;
type Passed<T extends Checks> = { [K in keyof T]: Extract<T[K], { ok: true }> };

/** All checks of a form at once: what each gives, or everything that is wrong, so that nobody is told one thing at a time. */
export function together<T extends Checks>(checks: T): Result<{ read: Passed<T> }> {
	const wrong = Object.values(checks).flatMap((check) => (check.ok ? [] : everyRefusal(check.refusal)));
	const [first, ...also] = wrong;
	if (first === undefined) return done({ read: checks as Passed<T> });
	return refuse(first.reason, also.length > 0 ? { ...first, also } : first);
}

/** A refusal and what else is wrong, each by itself. */
export function everyRefusal({ also = [], ...first }: Refusal): Refusal[] {
	return [first, ...also];
}
