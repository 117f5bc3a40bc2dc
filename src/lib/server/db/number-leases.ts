import type { Instant } from '../../domain/instant.ts';
import type { TicketNumber } from '../../domain/ticket.ts';
import type { Trx } from './change.ts';

/** Sets numbers aside for one tablet: nobody else is given them. */
export async function addLeases(
	trx: Trx,
	lease: { dropInId: string; deviceId: string; numbers: readonly TicketNumber[] },
	now: Instant
): Promise<void> {
	if (lease.numbers.length === 0) return;
	await trx
		.insertInto('number_lease')
		.values(
			lease.numbers.map((number) => ({
				drop_in_id: lease.dropInId,
				number,
				device_id: lease.deviceId,
				leased_at: now
			}))
		)
		.execute();
}
