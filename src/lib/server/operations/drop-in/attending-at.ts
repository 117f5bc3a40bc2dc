import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { type Attending, attendingAgencies } from '../../db/attending.ts';
import type { Trx } from '../../db/change.ts';
import type { DropInRow } from '../../db/schema.ts';

/** An agency of a drop-in that is to come or on, as it stands now. */
export async function attendingAt(
	trx: Trx,
	dropIn: DropInRow,
	attendanceId: string
): Promise<Result<{ agency: Attending }>> {
	if (dropIn.state !== 'published' && dropIn.state !== 'open' && dropIn.state !== 'closing')
		return refuse('drop_in_state');
	const agency = (await attendingAgencies(trx, dropIn.id)).find(({ id }) => id === attendanceId);
	return agency ? done({ agency }) : refuse('agency_unknown');
}
