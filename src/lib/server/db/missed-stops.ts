import type { Reader } from './change.ts';

/** The stops where somebody was called and did not come, and has not joined that line again since: one per line. */
export async function missedStops(db: Reader, visitId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('stop')
		.select('stop.id')
		.where('stop.visit_id', '=', visitId)
		.where('stop.state', '=', 'no_show')
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('stop as later')
						.select('later.id')
						.whereRef('later.visit_id', '=', 'stop.visit_id')
						.whereRef('later.attendance_id', '=', 'stop.attendance_id')
						.where((of) =>
							of.or([
								of('later.state', 'in', ['waiting', 'parked', 'called', 'serving']),
								of.and([of('later.state', '=', 'no_show'), of('later.id', '>', of.ref('stop.id'))])
							])
						)
				)
			)
		)
		.execute();
	return rows.map((row) => row.id);
}
