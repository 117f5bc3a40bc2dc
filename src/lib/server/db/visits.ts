import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import { isToBeTold } from './door-notes.ts';
import type { LinkRow, VisitRow } from './schema.ts';

export async function visitById(db: Reader, id: string): Promise<VisitRow | null> {
	return (await db.selectFrom('visit').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The visit a booking has become, if it has checked in. */
export async function visitOfBooking(db: Reader, bookingId: string): Promise<VisitRow | null> {
	return (await db.selectFrom('visit').selectAll().where('booking_id', '=', bookingId).executeTakeFirst()) ?? null;
}

/** The visit a link is of: its own, or its booking's. */
export async function visitOfLink(
	db: Reader,
	link: Pick<LinkRow, 'visit_id' | 'booking_id'>
): Promise<VisitRow | null> {
	if (link.visit_id !== null) return visitById(db, link.visit_id);
	return link.booking_id === null ? null : visitOfBooking(db, link.booking_id);
}

/** Walk-ins still here who gave exactly this full name. */
export async function walkInsByName(db: Reader, dropInId: string, nameLookup: string): Promise<VisitRow[]> {
	return db
		.selectFrom('visit')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('name_lookup', '=', nameLookup)
		.where('booking_id', 'is', null)
		.where('state', '=', 'here')
		.execute();
}

/** False when that visit is there already: a tablet makes its ids itself. */
export async function insertVisit(trx: Trx, visit: VisitRow): Promise<boolean> {
	const row = await trx
		.insertInto('visit')
		.values(visit)
		.onConflict((conflict) => conflict.column('id').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/**
 * Ends a visit that has nothing more in line: as finished when somebody has talked with them, else as a walkout. A no-show
 * may still turn up, so that visit goes on; so does one that a welcomer has yet to tell that a place ended.
 */
export async function endVisitIfDone(trx: Trx, visitId: string, now: Instant): Promise<void> {
	const more = await trx
		.selectFrom('stop')
		.select('id')
		.where('visit_id', '=', visitId)
		.where('state', 'in', ['waiting', 'parked', 'called', 'serving', 'no_show'])
		.executeTakeFirst();
	if (more || (await isToBeTold(trx, visitId))) return;
	const finished = await trx
		.selectFrom('stop')
		.select('id')
		.where('visit_id', '=', visitId)
		.where('state', '=', 'finished')
		.executeTakeFirst();
	await trx
		.updateTable('visit')
		.set({ state: 'left', left_at: now, left_how: finished ? 'finished' : 'walkout' })
		.where('id', '=', visitId)
		.where('state', '=', 'here')
		.execute();
}

/** Writes what has become of a visit. Whoever has left is handed over no more: notes about them end. */
export async function updateVisit(
	trx: Trx,
	visitId: string,
	next: Partial<Omit<VisitRow, 'id' | 'drop_in_id'>>
): Promise<void> {
	if (next.state === 'left')
		await trx.updateTable('stop').set({ note_sealed: null }).where('visit_id', '=', visitId).execute();
	await trx.updateTable('visit').set(next).where('id', '=', visitId).execute();
}
