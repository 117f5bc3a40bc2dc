import type { Measured, Summary } from '../../domain/summary.ts';
import { minutesBetween } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';

/** Drop-ins whose visits should be deleted by `today` (YYYY-MM-DD) and are not. A draft has had none. */
export async function dueForPurge(db: Reader, today: string): Promise<string[]> {
	const rows = await db
		.selectFrom('drop_in')
		.select('id')
		.where('delete_on', '<=', today)
		.where('purged_at', 'is', null)
		.where('state', '<>', 'draft')
		.orderBy('delete_on')
		.orderBy('id')
		.execute();
	return rows.map((row) => row.id);
}

/** What is measured of each visit before it goes. */
export async function measuredVisits(db: Reader, dropInId: string): Promise<Measured[]> {
	const visits = await db
		.selectFrom('visit')
		.select(['id', 'booking_id', 'arrived_at', 'left_at', 'left_how'])
		.where('drop_in_id', '=', dropInId)
		.execute();
	const stops = await db
		.selectFrom('stop')
		.select(['visit_id', 'arrived_at', 'first_called_at'])
		.where('drop_in_id', '=', dropInId)
		.where('first_called_at', 'is not', null)
		// Whom a second agency joined at a table was never called by it.
		.where((eb) => eb.or([eb('calls', '>', 0), eb('started_at', 'is', null)]))
		.execute();
	const missed = await onlyMissed(db, dropInId);
	return visits.map((visit) => ({
		booked: visit.booking_id !== null,
		waits: stops
			.filter((stop) => stop.visit_id === visit.id)
			.map((stop) => minutesBetween(stop.arrived_at, stop.first_called_at ?? stop.arrived_at)),
		// An erased visit has kept no time of leaving.
		stay:
			visit.left_at === null || visit.left_at === visit.arrived_at
				? null
				: minutesBetween(visit.arrived_at, visit.left_at),
		unseen: visit.left_how === 'closed' && !missed.has(visit.id)
	}));
}

/** Visits that were called in vain and stood in no line any more: that it closed took nothing from them. */
async function onlyMissed(db: Reader, dropInId: string): Promise<Set<string>> {
	const stops = db.selectFrom('stop').where('stop.drop_in_id', '=', dropInId).select('stop.visit_id');
	const missed = await stops.where('stop.state', '=', 'no_show').execute();
	const ended = await stops
		.innerJoin('stop_change', 'stop_change.stop_id', 'stop.id')
		.where('stop_change.how', '=', 'close')
		.where('stop_change.became', '=', 'withdrawn')
		.execute();
	const unseen = new Set(ended.map(({ visit_id: id }) => id));
	return new Set(missed.map(({ visit_id: id }) => id).filter((id) => !unseen.has(id)));
}

/** Deletes everything about the people of a drop-in: bookings, visits, tickets, links, and what was logged of them. */
export async function deleteVisits(trx: Trx, dropInId: string): Promise<void> {
	const stops = trx.selectFrom('stop').select('id').where('drop_in_id', '=', dropInId);
	const bookings = trx.selectFrom('booking').select('id').where('drop_in_id', '=', dropInId);
	await trx.deleteFrom('stop_topic').where('stop_id', 'in', stops).execute();
	await trx.deleteFrom('booking_topic').where('booking_id', 'in', bookings).execute();
	const tables = [
		'help_call',
		'fetching',
		'stop_change',
		'stop',
		'ticket',
		'link',
		'door_note',
		'visit',
		'place_held',
		'booking',
		'draft',
		'command',
		'number_lease',
		'desk'
	] as const;
	for (const table of tables) await trx.deleteFrom(table).where('drop_in_id', '=', dropInId).execute();
	await trx.updateTable('place').set({ taken: 0 }).where('drop_in_id', '=', dropInId).execute();
}

/** What stayed of a drop-in when it was purged before. */
export async function summaryOf(db: Reader, dropInId: string): Promise<Summary[]> {
	const rows = await db.selectFrom('summary').select(['measure', 'value']).where('drop_in_id', '=', dropInId).execute();
	return rows as Summary[];
}

export async function keepSummary(trx: Trx, dropInId: string, summaries: readonly Summary[]): Promise<void> {
	if (summaries.length === 0) return;
	await trx
		.insertInto('summary')
		.values(summaries.map((summary) => ({ ...summary, drop_in_id: dropInId })))
		.onConflict((c) => c.columns(['drop_in_id', 'measure']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
		.execute();
}
