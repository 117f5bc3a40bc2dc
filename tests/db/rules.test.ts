import { beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '#lib/domain/refusal.ts';
import { change, type Database, type Trx } from '#lib/server/db/change.ts';
import { isRuleViolation, isUniqueViolation } from '#lib/server/db/errors.ts';
import { onBothEngines } from '../support/databases.ts';
import { at, type Hall, makeHall, OPENS } from '../support/hall.ts';
import { attendance, called, putBooking, putDesk, putStop, putVisit, type Seat } from '../support/rows.ts';

interface World {
	hall: Hall;
	elsewhere: Hall;
	tables: string[];
	reps: Record<'police' | 'police2' | 'housing', string>;
}

type Write = (trx: Trx, world: World) => Promise<unknown>;

/** name of the rule on PostgreSQL · what a person would see go wrong · right rows · the wrong one */
const rules: [rule: string, what: string, right: Write, wrong: Write][] = [];
function rule(name: string, what: string, right: Write, wrong: Write): void {
	rules.push([name, what, right, wrong]);
}

// One visit, one table
rule(
	'stop_one_table_per_visit',
	'one person called to two tables',
	async (trx, world) => {
		const { hall } = world;
		const visit = await putVisit(trx, hall);
		await putStop(trx, hall, visit, 'police', called(await seat(trx, world, 'police', 0)));
		await putStop(trx, hall, visit, 'housing', { ...called(await seat(trx, world, 'housing', 0)), joined: 1 });
	},
	async (trx, world) => {
		const visit = await putVisit(trx, world.hall);
		await putStop(trx, world.hall, visit, 'police', called(await seat(trx, world, 'police', 0)));
		await putStop(trx, world.hall, visit, 'housing', called(await seat(trx, world, 'housing', 1)));
	}
);
rule(
	'stop_one_table_per_visit',
	'one person called while they are being served elsewhere',
	nothing,
	async (trx, world) => {
		const visit = await putVisit(trx, world.hall);
		await putStop(trx, world.hall, visit, 'police', {
			...called(await seat(trx, world, 'police', 0)),
			state: 'serving',
			started_at: at(2)
		});
		await putStop(trx, world.hall, visit, 'housing', called(await seat(trx, world, 'housing', 1)));
	}
);
rule('stop_one_per_table', 'two people called to one table', nothing, async (trx, world) => {
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called(await seat(trx, world, 'police', 0))
	);
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'housing',
		called(await seat(trx, world, 'housing', 0))
	);
});
rule('stop_one_per_desk', 'two people called to one desk', finishesThenCallsAgain, async (trx, world) => {
	const desk = await seat(trx, world, 'police', 0);
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(desk));
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called({ ...desk, table_id: world.tables[1] ?? null })
	);
});
rule('stop_one_per_rep', 'a rep with people at two desks', nothing, async (trx, world) => {
	const first = await seat(trx, world, 'police', 0);
	await trx
		.updateTable('desk')
		.set({ state: 'closed' })
		.where('id', '=', first.desk_id ?? '')
		.execute();
	const second = await seat(trx, world, 'police', 1);
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(first));
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(second));
});
for (const missing of ['desk_id', 'table_id', 'rep_id'] as const)
	for (const state of ['called', 'serving'] as const)
		rule('stop_at_a_table', `${state} without ${missing}`, nothing, async (trx, world) => {
			const whole = {
				...called(await seat(trx, world, 'police', 0)),
				state,
				started_at: state === 'serving' ? at(2) : null
			};
			await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', { ...whole, [missing]: null });
		});
rule('stop_serving', 'served without having begun', nothing, async (trx, world) =>
	putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', {
		...called(await seat(trx, world, 'police', 0)),
		state: 'serving'
	})
);
rule('stop_finished', 'finished at no time', nothing, async (trx, { hall }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'finished' })
);
rule(
	'stop_parked',
	'parked for ever',
	async (trx, { hall }) =>
		putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'parked', parked_until: at(5) }),
	async (trx, { hall }) => putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'parked' })
);
rule('stop_state', 'a state nobody knows', nothing, async (trx, { hall }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { state: 'lost' as 'waiting' })
);

// Everything of one stop in one drop-in, and a desk of its own agency
rule('stop_desk_of_agency', 'called to a desk of another agency', nothing, async (trx, world) =>
	putStop(trx, world.hall, await putVisit(trx, world.hall), 'housing', called(await seat(trx, world, 'police', 0)))
);
rule('stop_desk_of_rep', 'called by a rep whose desk it is not', nothing, async (trx, world) =>
	putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called({ ...(await seat(trx, world, 'police', 0)), rep_id: world.reps.police2 })
	)
);
rule('stop_desk_here', 'called to a desk of another drop-in', nothing, async (trx, world) => {
	const far = await putDesk(trx, world.elsewhere, 'police', world.reps.police, world.tables[0] ?? '');
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(far));
});
rule('stop_table_here', 'called to a table of another drop-in', nothing, async (trx, world) => {
	const far = await trx
		.selectFrom('table')
		.select('id')
		.where('drop_in_id', '=', world.elsewhere.dropInId)
		.executeTakeFirstOrThrow();
	await putStop(
		trx,
		world.hall,
		await putVisit(trx, world.hall),
		'police',
		called({ ...(await seat(trx, world, 'police', 0)), table_id: far.id })
	);
});
rule('stop_visit', 'in line at a drop-in the visit is not at', nothing, async (trx, { hall, elsewhere }) =>
	putStop(trx, elsewhere, await putVisit(trx, hall), 'police')
);
rule('stop_attendance', 'in line at an agency of another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { attendance_id: attendance(elsewhere, 'police') })
);
rule('stop_window', 'a window of another drop-in', nothing, async (trx, { hall, elsewhere }) =>
	putStop(trx, hall, await putVisit(trx, hall), 'police', { window_id: elsewhere.windows[0]?.id ?? '' })
);
rule(
	'desk_attendance',
	'a desk of an agency that is not there',
	nothing,
	async (trx, { hall, elsewhere, reps, tables }) =>
		putDesk(trx, hall, 'police', reps.police, tables[0] ?? '', { attendance_id: attendance(elsewhere, 'police') })
);
rule(
	'desk_one_per_rep',
	'one rep at two desks',
	async (trx, { hall, reps, tables }) => {
		await putDesk(trx, hall, 'police', reps.police, tables[0] ?? '', { state: 'closed' });
		await putDesk(trx, hall, 'police', reps.police, tables[0] ?? '');
	},
	async (trx, { hall, reps, tables }) => {
		await putDesk(trx, hall, 'police', reps.police, tables[0] ?? '', { state: 'paused' });
		await putDesk(trx, hall, 'police', reps.police, tables[1] ?? '');
	}
);
rule('desk_one_per_table', 'two desks at one table', nothing, async (trx, { hall, reps, tables }) => {
	const table_id = tables[0] ?? '';
	await putDesk(trx, hall, 'police', reps.police, table_id, { table_id });
	await putDesk(trx, hall, 'housing', reps.housing, table_id, { table_id });
});

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

onBothEngines('the database itself refuses', (open, engine) => {
	let db: Database;
	let world: World;
	beforeAll(async () => {
		db = await open();
		const hall = await makeHall(db);
		const elsewhere = await makeHall(db);
		const tables = await db.read
			.selectFrom('table')
			.select('id')
			.where('drop_in_id', '=', hall.dropInId)
			.orderBy('number')
			.execute();
		const [police, police2] = hall.agencies.police?.reps ?? [];
		const reps = {
			police: police?.staffId ?? '',
			police2: police2?.staffId ?? '',
			housing: hall.agencies.housing?.reps[0]?.staffId ?? ''
		};
		world = { hall, elsewhere, tables: tables.map(({ id }) => id), reps };
	});

	describe.each(rules)('%s', (name, what, right, wrong) => {
		it(what, async () => {
			expect(await errorOf(right)).toBeNull();
			const error = await errorOf(wrong);
			expect(error, 'the wrong row was written').not.toBeNull();
			expect(isRuleViolation(error)).toBe(true);
			// SQLite names a broken CHECK, but neither a foreign key nor a unique rule.
			if (engine === 'postgres') expect((error as { constraint?: string }).constraint).toBe(name);
			else if (/CHECK/.test(String(error))) expect(String(error)).toContain(name);
			expect(isUniqueViolation(error)).toBe(/_one_|_key$|_pkey$/.test(name));
		});
	});

	/** Writes, then takes everything back. */
	async function errorOf(write: Write): Promise<unknown> {
		try {
			await change(db, async (trx) => {
				await write(trx, world);
				return refuse('not_allowed');
			});
			return null;
		} catch (error) {
			return error;
		}
	}
});

async function nothing(): Promise<void> {}

async function seat(trx: Trx, { hall, reps, tables }: World, who: 'police' | 'housing', table: number): Promise<Seat> {
	return putDesk(trx, hall, who, reps[who], tables[table] ?? '');
}

async function finishesThenCallsAgain(trx: Trx, world: World): Promise<void> {
	const desk = await seat(trx, world, 'police', 0);
	const first = await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', {
		...called(desk),
		state: 'serving',
		started_at: at(2)
	});
	await trx
		.updateTable('stop')
		.set({ state: 'finished', finished_at: at(9) })
		.where('id', '=', first)
		.execute();
	await putStop(trx, world.hall, await putVisit(trx, world.hall), 'police', called(desk));
}

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
