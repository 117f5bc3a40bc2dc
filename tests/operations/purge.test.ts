import { expect, it } from 'vitest';
import type { Tables } from '#lib/server/db/schema.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { purgeDue } from '#lib/server/operations/drop-in/purge.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { summarise } from '#lib/domain/summary.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';

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

onBothEngines('deleting a drop-in’s visits', (open) => {
	it('happens on the day the ticket says, not before, and leaves nothing of anybody', async () => {
		const { db, dropInId } = await afternoon();
		expect(await purgeDue(db, '2024-04-02T23:59:59.000Z')).toBe(0);
		expect(await count(db, 'visit')).toBe(3);
		expect(await purgeDue(db, '2024-04-03T00:00:01.000Z')).toBe(1);
		for (const table of personal) expect(await count(db, table), table).toBe(0);
		expect(await purgeDue(db, '2024-04-04T00:00:00.000Z')).toBe(0);
		const dropIn = await db.read
			.selectFrom('drop_in')
			.select('purged_at')
			.where('id', '=', dropInId)
			.executeTakeFirstOrThrow();
		expect(dropIn.purged_at).toBe('2024-04-03T00:00:01.000Z');
	});

	it('keeps no number about three people', async () => {
		const { db } = await afternoon();
		await purgeDue(db, '2024-04-03T00:00:01.000Z');
		expect(await count(db, 'summary')).toBe(0);
	});

	async function afternoon() {
		const db = await open();
		const hall = await makeHall(db);
		for (const minute of [1, 2, 3]) {
			const topicIds = [hall.agencies.police?.topicId ?? ''];
			await walkIn(
				db,
				{
					...arrival(at(minute)),
					dropInId: hall.dropInId,
					topicIds,
					party: { ...nobodyInParticular, name: 'Sam' },
					priorityAsked: true
				},
				hall.kiosk,
				at(minute)
			);
		}
		const rep = hall.agencies.police?.reps[0];
		if (!rep) throw new Error('no rep');
		const desk = await openDesk(db, hall.dropInId, rep, at(0));
		if (!desk.ok) throw new Error(desk.refusal.reason);
		await callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId }, rep, at(5));
		return { db, dropInId: hall.dropInId };
	}

	async function count(db: Awaited<ReturnType<typeof open>>, table: keyof Tables): Promise<number> {
		return (await db.read.selectFrom(table).selectAll().execute()).length;
	}
});

it('a summary leaves out a small part that the total would give away', () => {
	const visits = (booked: number, walkIns: number) =>
		[...Array(booked + walkIns).keys()].map((i) => ({ booked: i < booked, waits: [10], stay: 30 }));
	expect(summarise(visits(3, 20)).map(({ measure }) => measure)).toEqual(['visits', 'wait_mean', 'stay_mean']);
	expect(summarise(visits(12, 20))).toContainEqual({ measure: 'booked', value: 12 });
});
