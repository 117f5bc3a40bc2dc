import type { Instant } from './instant.ts';

/** What is written down when somebody of the staff changes something. Each has a message `admin_audit_<action>`. */
export const auditActions = [
	'hub_saved',
	'agency_saved',
	'topic_saved',
	'topic_retired',
	'drop_in_scheduled',
	'drop_in_changed',
	'attendance_saved',
	'attendance_removed',
	'agency_late',
	'agency_left',
	'agency_not_coming',
	'agency_back',
	'line_ended',
	'tables_added',
	'table_changed',
	'table_removed',
	'places_changed',
	'board_set',
	'languages_set',
	'published',
	'unpublished',
	'opened',
	'check_in_stopped',
	'closed',
	'cancelled',
	'staff_invited',
	'staff_invited_again',
	'invitation_used',
	'roles_changed',
	'staff_left',
	'device_approved',
	'device_revoked',
	'link_made',
	'card_issued',
	'card_approved',
	'card_revoked',
	'contacts_revealed',
	'looked_up',
	'let_in_late',
	'help_called',
	'help_answered',
	'help_not_coming',
	'help_ended'
] as const;

export type AuditAction = (typeof auditActions)[number];

/** One line of the record: who did what to which drop-in, and when. Never anything about a resident. */
export interface AuditEntry {
	id: string;
	at: Instant;
	/** Null when the person's account is gone, or for the house itself. */
	who: string | null;
	action: string;
	/** The thing's own name: an agency, a table's number, a colleague. */
	detail: string;
	dropIn: string | null;
}
