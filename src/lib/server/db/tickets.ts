import type { Instant } from '../../domain/instant.ts';
import type { TicketNumber } from '../../domain/ticket.ts';
import type { Reader, Trx } from './change.ts';

/** Every number given out or leased at a drop-in. */
export async function givenNumbers(db: Reader, dropInId: string): Promise<Set<TicketNumber>> {
	const tickets = await db.selectFrom('ticket').select('number').where('drop_in_id', '=', dropInId).execute();
	const leased = await db.selectFrom('number_lease').select('number').where('drop_in_id', '=', dropInId).execute();
	return new Set([...tickets, ...leased].map(({ number }) => number));
}

/** Numbers leased to a tablet that it has not used yet. */
export async function unusedLease(db: Reader, dropInId: string, deviceId: string): Promise<TicketNumber[]> {
	const rows = await db
		.selectFrom('number_lease')
		.leftJoin('ticket', (join) =>
			join.onRef('ticket.drop_in_id', '=', 'number_lease.drop_in_id').onRef('ticket.number', '=', 'number_lease.number')
		)
		.select('number_lease.number')
		.where('number_lease.drop_in_id', '=', dropInId)
		.where('number_lease.device_id', '=', deviceId)
		.where('ticket.number', 'is', null)
		.execute();
	return rows.map(({ number }) => number);
}

/** Whether `number` is leased to this tablet. */
export async function isLeasedTo(
	db: Reader,
	dropInId: string,
	number: TicketNumber,
	deviceId: string
): Promise<boolean> {
	const row = await db
		.selectFrom('number_lease')
		.select('number')
		.where('drop_in_id', '=', dropInId)
		.where('number', '=', number)
		.where('device_id', '=', deviceId)
		.executeTakeFirst();
	return row !== undefined;
}

/** Gives a number to a visit. False when somebody had it already. */
export async function issueTicket(
	trx: Trx,
	ticket: { dropInId: string; number: TicketNumber; visitId: string },
	now: Instant
): Promise<boolean> {
	const row = await trx
		.insertInto('ticket')
		.values({
			drop_in_id: ticket.dropInId,
			number: ticket.number,
			visit_id: ticket.visitId,
			issued_at: now,
			lapsed_at: null
		})
		.onConflict((conflict) => conflict.columns(['drop_in_id', 'number']).doNothing())
		.returning('number')
		.executeTakeFirst();
	return row !== undefined;
}

/** The number a visit is called by: its newest that has not lapsed. */
export async function currentNumber(db: Reader, visitId: string): Promise<TicketNumber | null> {
	const row = await db
		.selectFrom('ticket')
		.select('number')
		.where('visit_id', '=', visitId)
		.where('lapsed_at', 'is', null)
		.orderBy('issued_at', 'desc')
		.orderBy('number')
		.executeTakeFirst();
	return row?.number ?? null;
}

/**
 * The number a visit was called by at a moment, whatever has become of it since. Its first, when the moment lies before
 * every ticket of it: the process that called had a clock behind the one that gave the ticket.
 */
export async function numberAt(db: Reader, visitId: string, moment: Instant): Promise<TicketNumber | null> {
	const tickets = db.selectFrom('ticket').select('number').where('visit_id', '=', visitId);
	const then = await tickets
		.where('issued_at', '<=', moment)
		.where((eb) => eb.or([eb('lapsed_at', 'is', null), eb('lapsed_at', '>', moment)]))
		.orderBy('issued_at', 'desc')
		.orderBy('number')
		.executeTakeFirst();
	const row = then ?? (await tickets.orderBy('issued_at').orderBy('number').executeTakeFirst());
	return row?.number ?? null;
}

/** The visit a number belongs to at a drop-in, lapsed or not. */
export async function ticketOf(
	db: Reader,
	dropInId: string,
	number: TicketNumber
): Promise<{ visitId: string; lapsed: boolean } | null> {
	const row = await db
		.selectFrom('ticket')
		.select(['visit_id', 'lapsed_at'])
		.where('drop_in_id', '=', dropInId)
		.where('number', '=', number)
		.executeTakeFirst();
	return row ? { visitId: row.visit_id, lapsed: row.lapsed_at !== null } : null;
}

/** Whether a visit's ticket was lost and replaced. */
export async function hasLostTicket(db: Reader, visitId: string): Promise<boolean> {
	const row = await db
		.selectFrom('ticket')
		.select('number')
		.where('visit_id', '=', visitId)
		.where('lapsed_at', 'is not', null)
		.executeTakeFirst();
	return row !== undefined;
}

/** Ends every number a visit has: they are shown no more and given to nobody else. */
export async function lapseTickets(trx: Trx, visitId: string, now: Instant): Promise<void> {
	await trx
		.updateTable('ticket')
		.set({ lapsed_at: now })
		.where('visit_id', '=', visitId)
		.where('lapsed_at', 'is', null)
		.execute();
}
