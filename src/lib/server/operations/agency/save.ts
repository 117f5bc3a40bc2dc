import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { AgencyKind } from '../../../domain/stop.ts';
import { isWithin, readLine } from '../../../domain/words.ts';
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
	const name = readLine(input.name, { field: 'name', longest: 80 });
	if (!name.ok) return name;
	if (!isWithin(input.typicalMinutes, 1, 240))
		return refuse('number_invalid', { field: 'typicalMinutes', values: { least: 1, most: 240 } });
	const next = { name: name.text, kind: input.kind, typical_minutes: input.typicalMinutes };
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
