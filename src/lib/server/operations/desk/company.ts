import { actorKey } from '../../../domain/actor.ts';
import type { Database } from '../../db/change.ts';
import { guestOf } from '../../db/joined-stops.ts';
import type { StopRow } from '../../db/schema.ts';
import { handedTo, lastAsked, senderOf } from '../../db/shared-visits.ts';

/** What the person at a desk agreed to share between agencies, and nothing beyond (DESIGN 3.4). */
export interface Company {
	/** What a colleague of another agency wrote for whoever calls this person. */
	note: string | null;
	/** The agency that sent them, if they agreed to its being said. */
	from: string | null;
	/** This rep sits in at a colleague's table. */
	joined: boolean;
	/** The agencies this rep has put them in line for, by name. */
	handedTo: string[];
	/** The second agency this rep asked to the table. */
	guest: { agency: string; state: 'asked' | 'here' | 'declined' } | null;
}

/** What is shared of the person of one stop, who is called to its desk or sits there. */
export async function companyOf(db: Database, stop: StopRow): Promise<Company> {
	const since = stop.started_at;
	const isHost = since !== null && stop.joined === 0;
	const actor = actorKey({ kind: 'rep', staffId: stop.rep_id ?? '', agencyId: '', dropInId: null });
	const handed = since === null ? [] : await handedTo(db.read, { visitId: stop.visit_id, actor, since });
	return {
		note: stop.note_sealed === null ? null : db.codes.unseal('note', stop.note_sealed),
		from: stop.sender_named === 1 ? await senderOf(db.read, stop) : null,
		joined: stop.joined === 1,
		handedTo: handed.map(({ agency }) => agency),
		guest: isHost ? await guestAt(db, stop, since) : null
	};
}

async function guestAt(db: Database, host: StopRow, since: string): Promise<Company['guest']> {
	const [guest, last] = [await guestOf(db.read, host.id), await lastAsked(db.read, host, since)];
	if (last === null) return null;
	if (guest !== null) return { agency: last.agency, state: guest.state === 'serving' ? 'here' : 'asked' };
	return last.how === 'declineJoin' ? { agency: last.agency, state: 'declined' } : null;
}
