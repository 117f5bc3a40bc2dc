import type { Rep } from '../../domain/actor.ts';
import type { DropInState } from '../../domain/drop-in.ts';
import type { Hours } from '../../domain/window.ts';
import type { Reader } from './change.ts';

/** A live desk, and as whom it is sat at. */
export interface OwnDesk {
	deskId: string;
	dropInId: string;
	rep: Rep;
}

/**
 * The live desk of somebody who stands for these agencies, at the drop-in that begins last; null when they have opened none.
 * It says for which agency they sit there: they are a rep of that one alone until they close it.
 */
export async function liveDeskOf(db: Reader, reps: readonly Rep[]): Promise<OwnDesk | null> {
	const staffIds = [...new Set(reps.map(({ staffId }) => staffId))];
	const rows = await db
		.selectFrom('desk')
		.innerJoin('drop_in', 'drop_in.id', 'desk.drop_in_id')
		.innerJoin('attendance', 'attendance.id', 'desk.attendance_id')
		.select(['desk.id as deskId', 'desk.drop_in_id as dropInId', 'attendance.agency_id as agencyId'])
		.where('desk.rep_id', 'in', staffIds)
		.where('desk.state', '<>', 'closed')
		.where('drop_in.state', 'in', ['published', 'open', 'closing'])
		.orderBy('drop_in.starts_at', 'desc')
		.orderBy('desk.state_since', 'desc')
		.orderBy('desk.id')
		.execute();
	for (const { agencyId, ...desk } of rows) {
		const rep = reps.find((one) => one.agencyId === agencyId && (one.dropInId ?? desk.dropInId) === desk.dropInId);
		if (rep) return { ...desk, rep };
	}
	return null;
}

interface AgencysDropIn extends Hours {
	id: string;
	state: DropInState;
	/** YYYY-MM-DD */
	date: string;
	zone: string;
	/** The coordinator has written down that the agency is not there. */
	away: boolean;
}

/** The drop-ins a rep's agency comes to that are to come or on, the soonest first. A day card knows one only. */
export async function dropInsOfRep(db: Reader, rep: Rep): Promise<AgencysDropIn[]> {
	const rows = await db
		.selectFrom('drop_in')
		.innerJoin('attendance', 'attendance.drop_in_id', 'drop_in.id')
		.innerJoin('hub', 'hub.id', 'drop_in.hub_id')
		.select(['drop_in.id', 'drop_in.state', 'drop_in.date', 'hub.zone'])
		.select(['drop_in.starts_at as startsAt', 'drop_in.ends_at as endsAt', 'attendance.gone_at as goneAt'])
		.where('attendance.agency_id', '=', rep.agencyId)
		.where('drop_in.state', 'in', ['published', 'open', 'closing'])
		.$if(rep.dropInId !== null, (query) => query.where('drop_in.id', '=', rep.dropInId ?? ''))
		.orderBy('drop_in.starts_at')
		.orderBy('drop_in.id')
		.execute();
	return rows.map(({ goneAt, ...row }) => ({ ...row, away: goneAt !== null }));
}
