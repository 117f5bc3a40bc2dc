import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Trx } from './change.ts';

interface LookUp {
	staffId: string;
	dropInId: string;
	/** What was typed, by kind only: never the name, the reference or the number itself. */
	by: 'reference' | 'name' | 'number' | 'note';
	found: number;
}

/** Leaves a trace of a welcomer's look-up: who, when, by what kind, and whether somebody was found. */
export async function recordLookUp(trx: Trx, { staffId, dropInId, by, found }: LookUp, now: Instant): Promise<void> {
	const answer = found === 0 ? 'nobody' : found === 1 ? 'found' : 'several';
	await trx
		.insertInto('audit')
		.values({
			id: newId(),
			created_at: now,
			staff_id: staffId,
			drop_in_id: dropInId,
			action: 'looked_up',
			detail: `${by}: ${answer}`
		})
		.execute();
}
