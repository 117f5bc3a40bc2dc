import { done } from '#lib/domain/refusal.ts';
import { foldName } from '#lib/domain/visit.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { partyColumns } from '#lib/server/db/parties.ts';
import { newId } from '#lib/server/ids.ts';
import { at, type Hall, nobodyInParticular } from './hall.ts';

/** A booking with the police, in the window of that place in the row. */
export async function booked(
	db: Database,
	hall: Hall,
	name: string | null,
	window: number,
	state: 'booked' | 'cancelled' = 'booked'
) {
	const [bookingId, reference] = [newId(), db.codes.reference()];
	await change(db, async (trx) => {
		await trx
			.insertInto('booking')
			.values({
				id: bookingId,
				created_at: at(-60),
				drop_in_id: hall.dropInId,
				state,
				reference_lookup: db.codes.lookup('reference', reference),
				reference_sealed: db.codes.seal('reference', reference),
				secret_lookup: newId(),
				secret_sealed: newId(),
				device_lookup: null,
				...partyColumns(db.codes, { ...nobodyInParticular, name }, name === null ? null : foldName(name)),
				phone_sealed: null,
				email_sealed: null,
				contact_safe: 0,
				cancelled_at: state === 'cancelled' ? at(-30) : null
			})
			.execute();
		const place = {
			booking_id: bookingId,
			drop_in_id: hall.dropInId,
			attendance_id: hall.agencies.police?.attendanceId ?? ''
		};
		await trx
			.insertInto('place_held')
			.values({ ...place, window_id: hall.windows[window]?.id ?? '', state: 'booked', expires_at: null })
			.execute();
		await trx
			.insertInto('booking_topic')
			.values({ booking_id: bookingId, topic_id: hall.agencies.police?.topicId ?? '' })
			.execute();
		return done();
	});
	return { bookingId, reference };
}
