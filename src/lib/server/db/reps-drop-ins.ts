import type { DropInState } from '../../domain/drop-in.ts';
import type { Reader } from './change.ts';

interface OfRep {
	staffId: string;
	agencyId: string;
	/** Set for a day card. */
	dropInId: string | null;
}

/** A rep's live desk, at the drop-in that began last; null when they have opened none. */
export async function liveDeskOf(db: Reader, rep: OfRep): Promise<{ deskId: string; dropInId: string } | null> {
	const row = await db
		.selectFrom('desk')
		.innerJoin('drop_in', 'drop_in.id', 'desk.drop_in_id')
		.innerJoin('attendance', 'attendance.id', 'desk.attendance_id')
		.select(['desk.id', 'desk.drop_in_id'])
		.where('desk.rep_id', '=', rep.staffId)
		.where('desk.state', '<>', 'closed')
		.where('attendance.agency_id', '=', rep.agencyId)
		.where('drop_in.state', 'in', ['published', 'open', 'closing'])
		.$if(rep.dropInId !== null, (query) => query.where('desk.drop_in_id', '=', rep.dropInId ?? ''))
		.orderBy('desk.state_since', 'desc')
		.orderBy('desk.id')
		.executeTakeFirst();
	return row ? { deskId: row.id, dropInId: row.drop_in_id } : null;
}

/** The drop-ins a rep's agency comes to that are to come or on, the soonest first. */
export async function dropInsOfRep(
	db: Reader,
	rep: OfRep
): Promise<{ id: string; state: DropInState; date: string; zone: string }[]> {
	return db
		.selectFrom('drop_in')
		.innerJoin('attendance', 'attendance.drop_in_id', 'drop_in.id')
		.innerJoin('hub', 'hub.id', 'drop_in.hub_id')
		.select(['drop_in.id', 'drop_in.state', 'drop_in.date', 'hub.zone'])
		.where('attendance.agency_id', '=', rep.agencyId)
		.where('drop_in.state', 'in', ['published', 'open', 'closing'])
		.$if(rep.dropInId !== null, (query) => query.where('drop_in.id', '=', rep.dropInId ?? ''))
		.orderBy('drop_in.starts_at')
		.orderBy('drop_in.id')
		.execute();
}
