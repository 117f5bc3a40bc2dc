import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import type { AgencyKind } from '../../../domain/stop.ts';
import { readLine, readNumber } from '../../../domain/words.ts';
import { addAgency, agencyNamed, updateAgency } from '../../db/agencies.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { newId } from '../../ids.ts';

export interface AgencySheet {
	/** Null for a new agency. */
	agencyId: string | null;
	name: string;
	kind: AgencyKind;
	/** A conversation's usual length in minutes. */
	typicalMinutes: number;
}

/** Adds an agency, or changes one. Refuses a name another agency has, and conversations of none or more than four hours. */
export async function saveAgency(
	db: Database,
	input: AgencySheet,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ agencyId: string }>> {
	const checked = together({
		name: readLine(input.name, { field: 'name', longest: 80 }),
		minutes: readNumber(input.typicalMinutes, { field: 'typicalMinutes', least: 1, most: 240 })
	});
	if (!checked.ok) return checked;
	const { name, minutes } = checked.read;
	const next = { name: name.text, kind: input.kind, typical_minutes: minutes.number };
	return change(db, async (trx) => {
		const agencyId = input.agencyId ?? newId();
		const same = await agencyNamed(trx, next.name);
		if (same !== null && same.id !== agencyId) return refuse('name_taken', { field: 'name' });
		const saved =
			input.agencyId === null
				? await addAgency(trx, { id: agencyId, created_at: now, ...next })
				: await updateAgency(trx, agencyId, next);
		if (!saved) return input.agencyId === null ? refuse('name_taken', { field: 'name' }) : refuse('agency_unknown');
		await writeDown(trx, { action: 'agency_saved', detail: next.name }, actor, now);
		return done({ agencyId });
	});
}
