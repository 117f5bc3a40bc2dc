/**
 * The rows as they stand in the database: snake_case, UTC ISO text for instants, 0 or 1 for a yes or no.
 * Written by hand beside `migrations/`; `tests/db/schema.test.ts` holds the two against each other.
 * Long because the rows of all tables are read beside each other.
 */
import type { AgencyKind, Outcome, StopState } from '../../domain/stop.ts';
import type { DropInState, GoneHow } from '../../domain/drop-in.ts';
import type { HowToCall, LeftHow, Priority } from '../../domain/visit.ts';

type Flag = 0 | 1;

interface Row {
	id: string;
	created_at: string;
}

export interface HubRow extends Row {
	slug: string;
	name: string;
	street: string;
	town: string;
	postcode: string;
	zone: string;
	access: string;
}

export interface AgencyRow extends Row {
	name: string;
	kind: AgencyKind;
	typical_minutes: number;
}

export interface TopicRow extends Row {
	agency_id: string;
	instead_of_id: string | null;
	icon: string;
	position: number;
	sensitive: Flag;
	retired_at: string | null;
}

export interface TopicTextRow {
	topic_id: string;
	locale: string;
	label: string;
	meet: string;
}

export interface StaffRow extends Row {
	name: string;
	email: string | null;
	password_hash: string | null;
	left_at: string | null;
}

export interface StaffRoleRow extends Row {
	staff_id: string;
	role: 'coordinator' | 'welcomer' | 'rep';
	agency_id: string | null;
	drop_in_id: string | null;
}

export interface LoginSessionRow {
	id_hash: string;
	staff_id: string;
	expires_at: string;
	day_card_id: string | null;
}

export interface InvitationRow extends Row {
	token_lookup: string;
	staff_id: string | null;
	expires_at: string;
	used_at: string | null;
}

export interface ThrottleRow {
	bucket: string;
	tries: number;
	as_of: string;
}

export interface AuditRow extends Row {
	staff_id: string | null;
	drop_in_id: string | null;
	action: string;
	detail: string;
}

export interface DropInRow extends Row {
	hub_id: string;
	slug: string;
	state: DropInState;
	revision: number;
	date: string;
	starts_at: string;
	ends_at: string;
	window_minutes: number;
	head_start: number;
	priority_rate: number;
	opened_at: string | null;
	closed_at: string | null;
	delete_on: string;
	purged_at: string | null;
	last_admission_at: string | null;
	speech_locales: string;
	quiet_from: string | null;
	quiet_until: string | null;
	offered_locales: string | null;
}

export interface DropInTextRow {
	drop_in_id: string;
	locale: string;
	title: string;
	audience: string;
	elsewhere: string;
}

export interface AttendanceRow extends Row {
	drop_in_id: string;
	agency_id: string;
	starts_at: string;
	ends_at: string;
	gone_at: string | null;
	gone_how: GoneHow | null;
	line_kept: Flag;
}

export interface WindowRow extends Row {
	drop_in_id: string;
	starts_at: string;
	ends_at: string;
}

export interface PlaceRow {
	attendance_id: string;
	window_id: string;
	drop_in_id: string;
	capacity: number;
	taken: number;
}

export interface TableRow extends Row {
	drop_in_id: string;
	number: number;
	attendance_id: string | null;
	out_of_use: Flag;
}

export interface DeskRow extends Row {
	drop_in_id: string;
	attendance_id: string;
	rep_id: string;
	table_id: string | null;
	state: 'open' | 'paused' | 'closed';
	state_since: string;
	pause_reason: string | null;
}

export interface DraftRow extends Row {
	drop_in_id: string;
	secret_lookup: string;
	secret_sealed: string;
	answers_sealed: string;
	booking_id: string | null;
	expires_at: string;
}

export interface BookingRow extends Row {
	drop_in_id: string;
	state: 'booked' | 'cancelled';
	reference_lookup: string;
	reference_sealed: string;
	secret_lookup: string;
	secret_sealed: string;
	device_lookup: string | null;
	name_sealed: string | null;
	name_lookup: string | null;
	party: number;
	language: string;
	needs: string;
	needs_other: string;
	interpreter: string | null;
	how_to_call: HowToCall;
	phone_sealed: string | null;
	email_sealed: string | null;
	contact_safe: Flag;
	cancelled_at: string | null;
}

export interface PlaceHeldRow {
	booking_id: string;
	attendance_id: string;
	window_id: string;
	drop_in_id: string;
	state: 'held' | 'booked' | 'offered';
	expires_at: string | null;
}

export interface BookingTopicRow {
	booking_id: string;
	topic_id: string;
}

export interface DeviceRow extends Row {
	kind: 'kiosk' | 'board';
	drop_in_id: string | null;
	name: string;
	state: 'asking' | 'paired' | 'revoked';
	code_lookup: string | null;
	secret_lookup: string;
	asked_until: string | null;
	approved_by: string | null;
	approved_at: string | null;
	revoked_at: string | null;
	seen_at: string | null;
}

export interface DayCardRow extends Row {
	drop_in_id: string;
	agency_id: string;
	label: string;
	token_lookup: string;
	token_sealed: string;
	state: 'issued' | 'claimed' | 'approved' | 'revoked';
	staff_id: string | null;
	secret_lookup: string | null;
	claimed_at: string | null;
	approved_by: string | null;
	approved_at: string | null;
	revoked_at: string | null;
}

export interface VisitRow extends Row {
	drop_in_id: string;
	state: 'here' | 'left';
	booking_id: string | null;
	split_from: string | null;
	name_sealed: string | null;
	name_lookup: string | null;
	party: number;
	language: string;
	needs: string;
	needs_other: string;
	interpreter: string | null;
	how_to_call: HowToCall;
	priority: Priority;
	arrived_at: string;
	received_at: string;
	left_at: string | null;
	left_how: LeftHow | null;
	device_id: string | null;
}

export interface TicketRow {
	drop_in_id: string;
	number: string;
	visit_id: string;
	issued_at: string;
	lapsed_at: string | null;
}

export interface NumberLeaseRow {
	drop_in_id: string;
	number: string;
	device_id: string;
	leased_at: string;
}

export interface LinkRow {
	token_lookup: string;
	token_sealed: string;
	drop_in_id: string;
	purpose: 'ticket' | 'claim';
	booking_id: string | null;
	visit_id: string | null;
	created_at: string;
	ended_at: string | null;
}

export interface StopRow extends Row {
	drop_in_id: string;
	visit_id: string;
	attendance_id: string;
	state: StopState;
	joined: Flag;
	window_id: string | null;
	credit: number;
	as_of: string;
	rate: number;
	arrived_at: string;
	calls: number;
	parks: number;
	parked_until: string | null;
	desk_id: string | null;
	table_id: string | null;
	rep_id: string | null;
	first_called_at: string | null;
	called_at: string | null;
	started_at: string | null;
	finished_at: string | null;
	outcome: Outcome | null;
	handed_over_from: string | null;
	note_sealed: string | null;
	joins: string | null;
	kept_from: string | null;
	long_talk: Flag;
	consent_at: string | null;
	sender_named: Flag;
}

export interface StopTopicRow {
	stop_id: string;
	topic_id: string;
}

export interface StopChangeRow extends Row {
	stop_id: string;
	drop_in_id: string;
	was: StopState | null;
	became: StopState;
	how: string;
	actor: string;
}

export interface CommandRow {
	id: string;
	drop_in_id: string;
	actor: string;
	kind: string;
	answer: string;
	applied_at: string;
}

export interface SummaryRow {
	drop_in_id: string;
	measure: string;
	value: number;
}

export interface HouseRow {
	id: string;
	revision: number;
}

export interface DoorNoteRow extends Row {
	drop_in_id: string;
	kind: 'help_choosing' | 'come_to_kiosk' | 'priority_asked' | 'late_sync';
	visit_id: string | null;
	detail: string;
	done_at: string | null;
	done_by: string | null;
}

export interface HelpCallRow extends Row {
	drop_in_id: string;
	desk_id: string;
	answered_by: string | null;
	answered_at: string | null;
	ended_at: string | null;
}

export interface FetchingRow {
	stop_id: string;
	drop_in_id: string;
	first_called_at: string;
	staff_id: string;
	at: string;
}

/** Every table under the name it has in SQL. */
export interface Tables {
	hub: HubRow;
	agency: AgencyRow;
	topic: TopicRow;
	topic_text: TopicTextRow;
	staff: StaffRow;
	staff_role: StaffRoleRow;
	login_session: LoginSessionRow;
	invitation: InvitationRow;
	throttle: ThrottleRow;
	audit: AuditRow;
	drop_in: DropInRow;
	drop_in_text: DropInTextRow;
	attendance: AttendanceRow;
	window: WindowRow;
	place: PlaceRow;
	table: TableRow;
	desk: DeskRow;
	draft: DraftRow;
	booking: BookingRow;
	place_held: PlaceHeldRow;
	booking_topic: BookingTopicRow;
	device: DeviceRow;
	day_card: DayCardRow;
	visit: VisitRow;
	ticket: TicketRow;
	number_lease: NumberLeaseRow;
	link: LinkRow;
	stop: StopRow;
	stop_topic: StopTopicRow;
	stop_change: StopChangeRow;
	command: CommandRow;
	door_note: DoorNoteRow;
	summary: SummaryRow;
	house: HouseRow;
	help_call: HelpCallRow;
	fetching: FetchingRow;
}
