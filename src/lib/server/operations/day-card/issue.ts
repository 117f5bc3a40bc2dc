import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result, together } from '../../../domain/refusal.ts';
import { readLine } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { addDayCard, attends } from '../../db/day-cards.ts';
import { newId } from '../../ids.ts';

interface Wanted {
	dropInId: string;
	agencyId: string;
	/** Whom it is for, in the coordinator's words: "Housing 2". */
	label: string;
}

/** Makes a day card for an agency that attends. The token goes into the printed link and can be printed again. */
export async function issue(
	db: Database,
	{ dropInId, agencyId, label: typed }: Wanted,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ dayCardId: string; token: string }>> {
	const checked = together({
		agency: agencyId === '' ? refuse('agency_unknown', { field: 'agency' }) : done(),
		label: readLine(typed, { field: 'label', longest: 60 })
	});
	if (!checked.ok) return checked;
	const label = checked.read.label.text;
	const token = db.codes.token();
	const dayCardId = newId();
	return changeDropIn(db, dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_over');
		if (!(await attends(trx, dropInId, agencyId))) return refuse('not_allowed', { field: 'agency' });
		await addDayCard(trx, {
			id: dayCardId,
			created_at: now,
			drop_in_id: dropInId,
			agency_id: agencyId,
			label,
			token_lookup: db.codes.lookup('day-card', token),
			token_sealed: db.codes.seal('day-card', token),
			state: 'issued',
			staff_id: null,
			secret_lookup: null,
			claimed_at: null,
			approved_by: null,
			approved_at: null,
			revoked_at: null
		});
		await writeDown(trx, { action: 'card_issued', detail: label, dropInId }, actor, now);
		return done({ dayCardId, token });
	});
}
