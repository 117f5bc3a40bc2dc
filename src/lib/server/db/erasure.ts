import type { Trx } from './change.ts';
import { forgetAnswers } from './commands.ts';
import type { VisitRow } from './schema.ts';

/** Forgets what to call somebody and how to reach them; their needs stay while they are here. */
export async function forgetNames(trx: Trx, visit: VisitRow): Promise<void> {
	await trx.updateTable('visit').set({ name_sealed: null, name_lookup: null }).where('id', '=', visit.id).execute();
	if (visit.booking_id === null) return;
	await trx
		.updateTable('booking')
		.set({ name_sealed: null, name_lookup: null, phone_sealed: null, email_sealed: null, contact_safe: 0 })
		.where('id', '=', visit.booking_id)
		.execute();
}

/**
 * Cuts every link between a visit's ticket and the agencies it went to, and to its booking. Its number stays given out,
 * so that nobody else has it that day: what is left says that somebody came, and not until when.
 */
export async function eraseVisit(trx: Trx, visit: VisitRow): Promise<void> {
	const stops = trx.selectFrom('stop').select('id').where('visit_id', '=', visit.id);
	await trx.updateTable('stop').set({ handed_over_from: null }).where('handed_over_from', 'in', stops).execute();
	await trx.deleteFrom('stop').where('visit_id', '=', visit.id).execute();
	await trx.deleteFrom('door_note').where('visit_id', '=', visit.id).execute();
	await trx.deleteFrom('link').where('visit_id', '=', visit.id).execute();
	await forgetAnswers(trx, visit);
	await trx
		.updateTable('visit')
		// A conversation and the visit it ended have one moment, and the desk's commands are dated too.
		.set({ ...nothing, booking_id: null, left_at: visit.arrived_at })
		.where('id', '=', visit.id)
		.execute();
}

// `und`: no language said (BCP 47).
const nothing: Partial<VisitRow> = {
	name_sealed: null,
	name_lookup: null,
	language: 'und',
	needs: '',
	needs_other: '',
	interpreter: null,
	how_to_call: 'screen',
	priority: 'none',
	device_id: null
};
