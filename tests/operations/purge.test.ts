import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { done, type Result } from '#lib/domain/refusal.ts';
import { addedUp, summarise } from '#lib/domain/summary.ts';
import { auditLog } from '#lib/server/db/audit.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { dropInRow } from '#lib/server/db/schedules.ts';
import type { Tables } from '#lib/server/db/schema.ts';
import { windowsOfDropIn } from '#lib/server/db/windows.ts';
import { sweep } from '#lib/server/housekeeping.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { unpublishDropIn } from '#lib/server/operations/drop-in/publish.ts';
import { purge } from '#lib/server/operations/drop-in/purge.ts';
import { rescheduleDropIn } from '#lib/server/operations/drop-in/reschedule.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { booked } from '../support/booked.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';

/** Every table that may hold something about a person or whom they came to see. */
const personal = [
	'visit',
	'stop',
	'stop_topic',
	'stop_change',
	'ticket',
	'link',
	'booking',
	'booking_topic',
	'place_held',
	'draft',
	'command',
	'door_note',
	'desk'
] as const satisfies (keyof Tables)[];

const EVE = '2024-04-02T23:59:59.000Z';
const DUE = '2024-04-03T00:00:01.000Z';

onBothEngines('deleting a drop-in’s visits', (open) => {
	it('happens on the day the ticket says, not before, and leaves nothing of anybody', async () => {
		const { db, hall } = await afternoon();
		await tidy(db, EVE);
		expect(await count(db, 'visit')).toBe(3);
		await tidy(db, DUE);
		for (const table of personal) expect(await count(db, table), table).toBe(0);
		await tidy(db, '2024-04-04T00:00:00.000Z');
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ purged_at: DUE });
	});

	it('keeps no number about three people', async () => {
		const { db } = await afternoon();
		await tidy(db, DUE);
		expect(await count(db, 'summary')).toBe(0);
	});

	it('closes a drop-in that nobody closed', async () => {
		const { db, hall } = await afternoon();
		await tidy(db, DUE);
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ state: 'closed', closed_at: DUE });
		expect((await auditLog(db.read, { limit: 1 }))[0]).toMatchObject({ action: 'closed', who: null });
	});

	it('lets nobody in once the day has come, even before it has happened', async () => {
		const { db, hall } = await afternoon();
		expect(await comes(db, hall, EVE, [])).toMatchObject({ ok: true });
		expect(await comes(db, hall, DUE, [])).toEqual({ ok: false, refusal: { reason: 'drop_in_over' } });
		const { bookingId } = await booked(db, hall, null, 0);
		const late = { ...arrival(DUE), dropInId: hall.dropInId, bookingId };
		expect(await checkInBooking(db, late, hall.welcomer, DUE)).toEqual({
			ok: false,
			refusal: { reason: 'drop_in_over' }
		});
	});

	it('leaves a draft alone, so that it can be published for another day', async () => {
		const { db, hall } = await planned();
		await must(unpublishDropIn(db, hall, hall.coordinator, at(0)));
		await tidy(db, DUE);
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ state: 'draft', purged_at: null });
	});

	it('happens again after a new day was set', async () => {
		const { db, hall } = await planned();
		await booked(db, hall, null, 0);
		await tidy(db, DUE);
		expect(await count(db, 'booking')).toBe(0);

		await must(rescheduleDropIn(db, { ...plan, dropInId: hall.dropInId }, hall.coordinator, DUE));
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ purged_at: null, delete_on: '2024-05-08' });
		const windows = await windowsOfDropIn(db.read, hall.dropInId);
		await booked(db, { ...hall, windows }, null, 0);
		await tidy(db, '2024-05-07T12:00:00.000Z');
		expect(await count(db, 'booking')).toBe(1);
		await tidy(db, '2024-05-08T12:00:00.000Z');
		expect(await count(db, 'booking')).toBe(0);
	});

	it('stays done when only words change afterwards', async () => {
		const { db, hall } = await planned();
		await tidy(db, DUE);
		const words = { en: { title: 'Another title', audience: '', elsewhere: '' } };
		const same = { ...plan, date: '2024-03-27', words, dropInId: hall.dropInId };
		await must(rescheduleDropIn(db, same, hall.coordinator, DUE));
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ purged_at: DUE });
	});

	it('a second time adds to the numbers that were kept', async () => {
		const { db, hall } = await afternoon();
		await change(db, async (trx) => {
			const kept = [
				{ measure: 'visits', value: 40 },
				{ measure: 'wait_mean', value: 12 }
			];
			await trx
				.insertInto('summary')
				.values(kept.map((one) => ({ ...one, drop_in_id: hall.dropInId })))
				.execute();
			return done();
		});
		for (let i = 0; i < 7; i++) await comes(db, hall, at(10));
		await purge(db, hall, DUE);
		const rows = await db.read.selectFrom('summary').select(['measure', 'value']).orderBy('measure').execute();
		expect(rows).toEqual([
			{ measure: 'visits', value: 50 },
			{ measure: 'wait_mean', value: 12 }
		]);
	});

	it('of one drop-in fails alone: it is told of, and the others are kept to their day', async () => {
		const { db, hall: stuck } = await afternoon();
		const { hall: other } = await afternoon(db);
		await clamp(db, stuck);
		const told: unknown[] = [];
		await sweep(db, DUE, (_, about) => told.push(about));
		expect(told).toEqual([{ what: 'a drop-in could not be purged', dropInId: stuck.dropInId }]);
		expect(await dropInRow(db.read, stuck.dropInId)).toMatchObject({ purged_at: null, state: 'open' });
		expect(await dropInRow(db.read, other.dropInId)).toMatchObject({ purged_at: DUE });
		expect(await visitsAt(db, stuck), 'all of it or nothing').toBe(3);
		expect(await visitsAt(db, other)).toBe(0);
	});

	async function afternoon(on?: Database) {
		const db = on ?? (await open());
		const hall = await makeHall(db);
		for (const minute of [1, 2, 3]) await must(comes(db, hall, at(minute)));
		const rep = hall.agencies.police?.reps[0];
		if (!rep) throw new Error('no rep');
		const desk = await must(openDesk(db, hall.dropInId, rep, at(0)));
		await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId }, rep, at(5)));
		return { db, hall };
	}

	/** A drop-in that is published and never opened. */
	async function planned() {
		const db = await open();
		return { db, hall: await makeHall(db, { state: 'published' }) };
	}
});

/** A round of housekeeping in which nothing fails. */
function tidy(db: Database, now: string): Promise<void> {
	return sweep(db, now, (error) => {
		throw error;
	});
}

function comes(db: Database, hall: Hall, now: string, topicIds = [hall.agencies.police?.topicId ?? '']) {
	const party = { ...nobodyInParticular, name: 'Sam' };
	return walkIn(
		db,
		{ ...arrival(now), dropInId: hall.dropInId, topicIds, party, priorityAsked: true },
		hall.kiosk,
		now
	);
}

const plan = {
	date: '2024-05-01',
	weekday: 3,
	starts: '15:00',
	ends: '18:00',
	endsNextDay: false,
	windowMinutes: 15,
	headStart: 30,
	priorityRate: 2,
	words: { en: { title: 'Project Harmony community hub', audience: '', elsewhere: '' } }
};

/** A real fault: something of the database’s own holds on to the visits of one drop-in. */
async function clamp(db: Database, hall: Hall): Promise<void> {
	await change(db, async (trx) => {
		await sql`create table clamp (visit_id text references visit (id))`.execute(trx);
		await sql`insert into clamp select id from visit where drop_in_id = ${hall.dropInId}`.execute(trx);
		return done();
	});
}

async function visitsAt(db: Database, hall: Hall): Promise<number> {
	return (await db.read.selectFrom('visit').select('id').where('drop_in_id', '=', hall.dropInId).execute()).length;
}

async function count(db: Database, table: keyof Tables): Promise<number> {
	return (await db.read.selectFrom(table).selectAll().execute()).length;
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const answer = await result;
	if (!answer.ok) throw new Error(`${answer.refusal.reason} at ${answer.refusal.field}`);
	return answer;
}

it('a summary leaves out a small part that the total would give away', () => {
	const visits = (booked: number, walkIns: number, unseen = 0) =>
		[...Array(booked + walkIns).keys()].map((i) => ({
			...{ booked: i < booked, waits: [10], stay: 30 },
			unseen: i < unseen
		}));
	expect(summarise(visits(3, 20)).map(({ measure }) => measure)).toEqual(['visits', 'wait_mean', 'stay_mean']);
	expect(summarise(visits(12, 20))).toContainEqual({ measure: 'booked', value: 12 });
	expect(summarise(visits(12, 20, 10))).toContainEqual({ measure: 'unseen', value: 10 });
	expect(summarise(visits(12, 20, 9)).map(({ measure }) => measure)).not.toContain('unseen');
});

it('two summaries of one drop-in lose no number, and a mean counts by its visits', () => {
	const before = [
		{ measure: 'visits' as const, value: 30 },
		{ measure: 'wait_mean' as const, value: 10 },
		{ measure: 'booked' as const, value: 12 }
	];
	const after = [
		{ measure: 'visits' as const, value: 10 },
		{ measure: 'wait_mean' as const, value: 20 }
	];
	expect(addedUp(before, after)).toEqual([
		{ measure: 'visits', value: 40 },
		{ measure: 'wait_mean', value: 12.5 },
		{ measure: 'booked', value: 12 }
	]);
	expect(addedUp(before, [])).toEqual(before);
	expect(addedUp([], after)).toEqual(after);
});
