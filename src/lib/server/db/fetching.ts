import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';

/** One call of one person: called anew later, it is another. */
export interface OneCall {
	stopId: string;
	firstCalledAt: Instant;
}

export interface Fetcher {
	staffId: string;
	name: string;
}

/** Who walks to whom at a drop-in, by stop. Of calls that are over too: whoever asks knows the call they mean. */
export async function fetchersAt(db: Reader, dropInId: string): Promise<(OneCall & Fetcher)[]> {
	return db
		.selectFrom('fetching')
		.innerJoin('staff', 'staff.id', 'fetching.staff_id')
		.select([
			'fetching.stop_id as stopId',
			'fetching.first_called_at as firstCalledAt',
			'fetching.staff_id as staffId',
			'staff.name'
		])
		.where('fetching.drop_in_id', '=', dropInId)
		.execute();
}

/** Whether somebody walks to the person of this call. */
export async function isBeingFetched(db: Reader, { stopId, firstCalledAt }: OneCall): Promise<boolean> {
	const row = await db
		.selectFrom('fetching')
		.select('stop_id')
		.where('stop_id', '=', stopId)
		.where('first_called_at', '=', firstCalledAt)
		.executeTakeFirst();
	return row !== undefined;
}

/** Writes down who walks to them. Whoever did before stays, unless `instead` of them. */
export async function setFetcher(
	trx: Trx,
	call: OneCall & { dropInId: string; staffId: string; instead: boolean },
	now: Instant
): Promise<void> {
	await trx
		.insertInto('fetching')
		.values({
			stop_id: call.stopId,
			drop_in_id: call.dropInId,
			first_called_at: call.firstCalledAt,
			staff_id: call.staffId,
			at: now
		})
		.onConflict((conflict) => {
			const same = conflict.columns(['stop_id', 'first_called_at']);
			return call.instead ? same.doUpdateSet({ staff_id: call.staffId, at: now }) : same.doNothing();
		})
		.execute();
}

/** Nobody walks to them any more, if it was this one of the staff. */
export async function endFetching(trx: Trx, call: OneCall & { staffId: string }): Promise<void> {
	await trx
		.deleteFrom('fetching')
		.where('stop_id', '=', call.stopId)
		.where('first_called_at', '=', call.firstCalledAt)
		.where('staff_id', '=', call.staffId)
		.execute();
}
