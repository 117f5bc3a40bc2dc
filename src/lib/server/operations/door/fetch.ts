import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { calledStopOf } from '../../db/fetches.ts';
import { endFetching, type OneCall, setFetcher } from '../../db/fetching.ts';
import { ticketOf } from '../../db/tickets.ts';

/** A call as the welcomers' screen shows it. */
export interface Fetch {
	dropInId: string;
	number: string;
	/** When they were called first: a press meant for an earlier call does nothing. */
	seen: Instant;
}

/**
 * Says who walks to somebody who was called, so that no two go; the first who says it goes, unless another goes
 * `instead`. Twice is once. Refuses a call that is over.
 */
export async function fetchPerson(
	db: Database,
	input: Fetch & { instead: boolean },
	{ staffId }: Welcomer,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, { id: dropInId }) => {
		const call = await callMeant(trx, input);
		if (call === null) return refuse('stop_moved_on');
		await setFetcher(trx, { ...call, dropInId, staffId, instead: input.instead }, now);
		return done();
	});
}

/** Gives that up again: another can go. Refuses a call that is over. */
export async function giveUpFetching(db: Database, input: Fetch, { staffId }: Welcomer): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx) => {
		const call = await callMeant(trx, input);
		if (call === null) return refuse('stop_moved_on');
		await endFetching(trx, { ...call, staffId });
		return done();
	});
}

async function callMeant(trx: Trx, { dropInId, number, seen }: Fetch): Promise<OneCall | null> {
	const ticket = await ticketOf(trx, dropInId, number);
	const stopId = ticket && (await calledStopOf(trx, ticket.visitId, seen));
	return stopId === null ? null : { stopId, firstCalledAt: seen };
}
