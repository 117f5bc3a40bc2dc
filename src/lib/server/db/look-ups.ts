import type { Welcomer } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import { writeDown } from './audit.ts';
import type { Trx } from './change.ts';

interface LookUp {
	dropInId: string;
	/** What was typed, by kind only: never the name, the reference or the number itself. */
	by: 'reference' | 'name' | 'number' | 'note';
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
