import type { Trx } from '#lib/server/db/change.ts';
import { at, type Hall, OPENS } from '../support/hall.ts';
import { attendance, putBooking, putStop, putVisit } from '../support/rows.ts';
import { type Rule, nothing, tryRules, type Write } from '../support/rules.ts';

const rules: Rule[] = [];
function rule(name: string, what: string, right: Write, wrong: Write): void {
	rules.push({ name, what, right, wrong });
}

// Lines and visits
rule(
	'stop_one_live_per_agency',
	'in the same line twice',
	async (trx, { hall }) => {
		const visit = await putVisit(trx, hall);
		await putStop(trx, hall, visit, 'police', { state: 'no_show', rate: 0 });
		await putStop(trx, hall, visit, 'police', { state: 'finished', finished_at: at(9) });
		await putStop(trx, hall, visit, 'police');
		await putStop(trx, hall, visit, 'housing');
	},
	async (trx, { hall }) => {
		const visit = await putVisit(trx, hall);
		await putStop(trx, hall, visit, 'police', { state: 'parked', parked_until: at(5) });
		await putStop(trx, hall, visit, 'police');
	}
);
rule(
	'visit_one_per_booking',
	'a booking checked in twice',
	async (trx, { hall }) => {
		await putVisit(trx, hall);
		await putVisit(trx, hall);
		await putVisit(trx, hall, { booking_id: await putBooking(trx, hall) });
	},
	async (trx, { hall }) => {
		const booking_id = await putBooking(trx, hall);
		await putVisit(trx, hall, { booking_id, state: 'left', left_at: at(9), left_how: 'walkout' });
		await putVisit(trx, hall, { booking_id });
	}
);
rule(
	'visit_split_or_booked',
	'a visit split from another that takes a booking with it',
	async (trx, { hall }) => {
		const first = await putVisit(trx, hall, { booking_id: await putBooking(trx, hall) });
		await putVisit(trx, hall, { split_from: first });
	},
	async (trx, { hall }) => {
		const first = await putVisit(trx, hall);
		await putVisit(trx, hall, { split_from: first, booking_id: await putBooking(trx, hall) });
	}
);
rule('visit_booking', 'a booking of another drop-in checked in', nothing, async (trx, { hall, elsewhere }) =>
	putVisit(trx, hall, { booking_id: await putBooking(trx, elsewhere) })
);
rule('visit_split', 'a visit split from one at another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	putVisit(trx, hall, { split_from: await putVisit(trx, elsewhere) })
);
rule('visit_left', 'left at no time', nothing, async (trx, { hall }) => putVisit(trx, hall, { state: 'left' }));
rule('visit_party', 'a party of nobody', nothing, async (trx, { hall }) => putVisit(trx, hall, { party: 0 }));

// Tickets, commands, codes
rule(
	'ticket_key',
	'a number given out twice in a day',
	async (trx, { hall, elsewhere }) => {
		const visit = await putVisit(trx, hall);
		await putTicket(trx, hall, '472', visit);
		await putTicket(trx, hall, '473', visit);
		await putTicket(trx, elsewhere, '472', await putVisit(trx, elsewhere));
	},
	async (trx, { hall }) => {
		await putTicket(trx, hall, '472', await putVisit(trx, hall), at(3));
		await putTicket(trx, hall, '472', await putVisit(trx, hall));
	}
);
rule('ticket_visit', 'a number for a visit at another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	putTicket(trx, hall, '472', await putVisit(trx, elsewhere))
);
rule('number_lease_key', 'a number leased to two tablets', nothing, async (trx, { hall, elsewhere }) => {
	for (const { kiosk } of [hall, elsewhere])
		await trx
			.insertInto('number_lease')
			.values({ drop_in_id: hall.dropInId, number: '472', device_id: kiosk.deviceId, leased_at: OPENS })
			.execute();
});
rule('command_pkey', 'one command applied twice', nothing, async (trx, { hall, elsewhere }) => {
	for (const { dropInId } of [hall, elsewhere])
		await trx
			.insertInto('command')
			.values({ id: 'one', drop_in_id: dropInId, actor: 'a', kind: 'walk-in', answer: '{}', applied_at: OPENS })
			.execute();
});
rule('booking_reference_lookup_key', 'one reference for two bookings', nothing, async (trx, { hall, elsewhere }) => {
	await putBooking(trx, hall, { reference_lookup: 'same' });
	await putBooking(trx, elsewhere, { reference_lookup: 'same' });
});

// Places
rule('place_not_overbooked', 'more people booked than there are places', takePlaces(2), takePlaces(3));
rule('place_not_overbooked', 'fewer places taken than none', nothing, takePlaces(-1));
rule(
	'place_held_key',
	'two places at one agency for one party',
	async (trx, { hall }) => {
		const booking = await putBooking(trx, hall);
		await hold(trx, hall, booking, 'police', 0);
		await hold(trx, hall, booking, 'housing', 3);
	},
	async (trx, { hall }) => {
		const booking = await putBooking(trx, hall);
		await hold(trx, hall, booking, 'police', 0);
		await hold(trx, hall, booking, 'police', 1);
	}
);
rule('place_held_booking', 'a place held for a booking of another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	hold(trx, hall, await putBooking(trx, elsewhere), 'police', 0)
);
rule('place_held_place', 'a place that is not offered', nothing, async (trx, world) => {
	await trx
		.deleteFrom('place')
		.where('window_id', '=', world.hall.windows[0]?.id ?? '')
		.execute();
	await hold(trx, world.hall, await putBooking(trx, world.hall), 'police', 0);
});
rule('place_held_state', 'held in a way nobody knows', nothing, async (trx, { hall }) =>
	hold(trx, hall, await putBooking(trx, hall), 'police', 0, 'kept' as 'held')
);

tryRules('the database itself refuses', rules);

function takePlaces(taken: number): Write {
	return (trx, { hall }) =>
		trx.updateTable('place').set({ taken }).where('attendance_id', '=', attendance(hall, 'police')).execute();
}

async function hold(
	trx: Trx,
	hall: Hall,
	booking_id: string,
	agency: string,
	quarter: number,
	state: 'held' | 'booked' = 'booked'
) {
	const place = {
		attendance_id: attendance(hall, agency),
		window_id: hall.windows[quarter]?.id ?? '',
		drop_in_id: hall.dropInId
	};
	await trx
		.insertInto('place_held')
		.values({ booking_id, ...place, state, expires_at: null })
		.execute();
}

async function putTicket(trx: Trx, hall: Hall, number: string, visit_id: string, lapsed_at: string | null = null) {
	await trx
		.insertInto('ticket')
		.values({ drop_in_id: hall.dropInId, number, visit_id, issued_at: OPENS, lapsed_at })
		.execute();
}
