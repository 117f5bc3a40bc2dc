import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { mayWelcomeAt, type StaffRole } from '../../../domain/staff.ts';
import type { Database } from '../../db/change.ts';
import * as notes from '../../db/door-notes.ts';
import { WAITS_AT_A_TABLET } from '../kiosk/ask-person.ts';

/** Somebody at a tablet whose drop-in is not open. */
export interface AskedWhileShut {
	id: string;
	dropInId: string;
	hub: string;
	zone: string;
	since: Instant;
}

/**
 * Who asks for a person at a tablet of a drop-in that has not opened yet, or is over: a tablet promises that somebody
 * comes at any time. For each of the staff, at the drop-ins they may welcome at.
 */
export async function askedWhileShut(
	db: Database,
	staff: { roles: readonly StaffRole[] },
	now: Instant
): Promise<AskedWhileShut[]> {
	const asked = await notes.askedWhileShut(db.read, addMinutes(now, -WAITS_AT_A_TABLET));
	return asked.filter(({ dropInId }) => mayWelcomeAt(staff, dropInId));
}
