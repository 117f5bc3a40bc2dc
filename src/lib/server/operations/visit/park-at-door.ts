import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DropInRow, VisitRow } from '../../db/schema.ts';
import { parkVisit, returnVisit } from './park.ts';
import { visitHere } from './visit-here.ts';

interface AtDoor {
	dropInId: string;
	visitId: string;
}

/**
 * Somebody asks a welcomer for five more minutes. Whoever stands in no line is answered alike: nobody at the door learns
 * whether they do. Refuses as their own phone would, and a visit or drop-in that is over.
 */
export function parkAtDoor(db: Database, input: AtDoor, actor: Welcomer, now: Instant): Promise<Result> {
	return onVisit(db, input, async (trx, visit, dropIn) => {
		const parked = await parkVisit(trx, visit, actor, rulesOf(dropIn), now);
		return parked.ok || parked.refusal.reason === 'stop_moved_on' ? done() : parked;
	});
}

/** Somebody who asked for more time tells a welcomer that they are back. Refuses a visit or drop-in that is over. */
export function backFromPark(db: Database, input: AtDoor, actor: Welcomer, now: Instant): Promise<Result> {
	return onVisit(db, input, async (trx, visit, dropIn) => {
		await returnVisit(trx, visit, actor, rulesOf(dropIn), now);
		return done();
	});
}

function onVisit(
	db: Database,
	input: AtDoor,
	act: (trx: Trx, visit: VisitRow, dropIn: DropInRow) => Promise<Result>
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		// Whoever is inside while it closes is still called.
		if (dropIn.state !== 'open' && dropIn.state !== 'closing') return refuse('drop_in_over');
		return act(trx, here.visit, dropIn);
	});
}
