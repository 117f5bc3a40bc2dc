import type { Welcomer } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import { writeDown } from './audit.ts';
import type { Trx } from './change.ts';

/** By what somebody was looked for, by kind only: never the name, the reference or the number itself. */
export type LookedBy = 'reference' | 'code' | 'name' | 'reference_or_name' | 'number' | 'note';

interface LookUp {
	dropInId: string;
	by: LookedBy;
	found: number;
}

/** Leaves a trace of a welcomer's look-up: who, when, by what kind, and whether somebody was found. */
export async function recordLookUp(
	trx: Trx,
	{ dropInId, by, found }: LookUp,
	actor: Welcomer,
	now: Instant
): Promise<void> {
	const answer = found === 0 ? 'nobody' : found === 1 ? 'found' : 'several';
	await writeDown(trx, { action: 'looked_up', detail: `${by}: ${answer}`, dropInId }, actor, now);
}
