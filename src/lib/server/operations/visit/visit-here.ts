import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { Trx } from '../../db/change.ts';
import type { DropInRow, VisitRow } from '../../db/schema.ts';
import { visitById } from '../../db/visits.ts';

/** The visit, if it is one of this drop-in and still here. */
export async function visitHere(trx: Trx, visitId: string, dropIn: DropInRow): Promise<Result<{ visit: VisitRow }>> {
	const visit = await visitById(trx, visitId);
	if (visit === null || visit.drop_in_id !== dropIn.id) return refuse('ticket_unknown');
	return visit.state === 'left' ? refuse('visit_left') : done({ visit });
}
