import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { type AgencyThere, agenciesThere } from '../../db/agencies-there.ts';
import type { Trx } from '../../db/change.ts';
import type { DropInRow } from '../../db/schema.ts';

/** Nothing about a person reaches another agency before they said yes. */
export function consented(consent: boolean): Result {
	return consent ? done() : refuse('consent_missing', { field: 'consent' });
}

export function chosenAgency(agencyId: string): Result {
	return agencyId === '' ? refuse('agency_unknown', { field: 'agency' }) : done();
}

/** Another agency than the rep's own that is at the drop-in, or will still be. */
export async function otherAgency(
	trx: Trx,
	dropIn: DropInRow,
	{ agencyId, ownAttendanceId }: { agencyId: string; ownAttendanceId: string },
	now: Instant
): Promise<Result<{ agency: AgencyThere }>> {
	const there = await agenciesThere(trx, dropIn.id, now);
	const agency = there.find(({ id, attendanceId }) => id === agencyId && attendanceId !== ownAttendanceId);
	return agency ? done({ agency }) : refuse('agency_not_here', { field: 'agency' });
}
