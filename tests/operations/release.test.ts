import { expect, it } from 'vitest';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { releaseDesks } from '#lib/server/operations/desk/release.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { newId } from '#lib/server/ids.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('a rep whose access ends', (open) => {
	it.each(['called', 'serving'] as const)(
		'leaves nobody stranded who was %s at their desk: a colleague calls them',
		async (state) => {
			const db = await open();
			const hall = await makeHall(db);
			const [first, second] = hall.agencies.police?.reps ?? [];
			if (!first || !second) throw new Error('two reps are needed');
			const ids = arrival(at(1));
			const topicIds = [hall.agencies.police?.topicId ?? ''];
			await walkIn(
				db,
				{ ...ids, dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false },
				hall.kiosk,
				at(1)
			);
			const desk = await openDesk(db, hall.dropInId, first, at(2));
			if (!desk.ok) throw new Error(desk.refusal.reason);
			const seat = { dropInId: hall.dropInId, deskId: desk.deskId };
			await callNext(db, { ...seat, commandId: newId() }, first, at(3));
			if (state === 'serving') await start(db, { ...seat, commandId: newId(), seen: at(3) }, first, at(4));

			await releaseDesks(db, first.staffId, hall.coordinator, at(5));
			expect(await db.read.selectFrom('desk').select('state').executeTakeFirst()).toEqual({ state: 'closed' });
			const other = await openDesk(db, hall.dropInId, second, at(6));
			if (!other.ok) throw new Error(other.refusal.reason);
			const called = await callNext(
				db,
				{ commandId: newId(), dropInId: hall.dropInId, deskId: other.deskId },
				second,
				at(7)
			);
			expect(called).toEqual({ ok: true });
			const stop = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
			expect(stop).toMatchObject({
				visit_id: ids.visitId,
				state: 'called',
				rep_id: second.staffId,
				credit: 0,
				as_of: at(1)
			});
		}
	);

	it('and a visit id that is taken is refused, whoever sends it', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const ids = arrival(at(1));
		const wanted = { dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false };
		expect(await walkIn(db, { ...ids, ...wanted }, hall.kiosk, at(1))).toMatchObject({ ok: true });
		const again = await walkIn(db, { ...arrival(at(2)), visitId: ids.visitId, ...wanted }, hall.kiosk, at(2));
		expect(again).toEqual({ ok: false, refusal: { reason: 'not_allowed' } });
	});
});
