import type { Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import type { DeskRow, DropInRow, StopRow } from '../../db/schema.ts';
import { ownDesk, personAtDesk } from './own-desk.ts';

export interface AtDesk {
	commandId: string;
	dropInId: string;
	deskId: string;
	/** `firstCalledAt` of the person on the rep's screen: a press meant for somebody else does nothing. */
	seen: Instant;
	/** Seconds between the press and its arrival, where the connection was away: a conversation began when it did. */
	ago?: number;
}

/** The person at a desk, as a press for them finds them. */
export interface Seated {
	stop: StopRow;
	desk: DeskRow;
	dropIn: DropInRow;
}

/**
 * One press for the person a rep has before them, applied once. Refuses a desk that is not theirs, and a press meant
 * for somebody who is not there any more (`stop_moved_on`).
 * @param kind what the command is written down as
 */
export function atDesk(
	db: Database,
	{ input, kind, actor, now }: { input: AtDesk; kind: string; actor: Rep; now: Instant },
	act: (trx: Trx, seated: Seated) => Promise<Result>
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce(trx, { id: input.commandId, dropInId: dropIn.id, kind }, actor, now);
		if (before) return before.answer === null ? refuse('stop_moved_on') : done();
		const own = await ownDesk(trx, input.deskId, dropIn, actor);
		if (!own.ok) return own;
		const person = await personAtDesk(trx, own.desk, input.seen);
		return person.ok ? act(trx, { stop: person.stop, desk: own.desk, dropIn }) : person;
	});
}
