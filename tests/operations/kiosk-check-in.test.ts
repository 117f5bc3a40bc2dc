import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';
import { bookFor } from '../support/residents.ts';

onBothEngines('a second scan', (open) => {
	it('says the same number again, and again when that answer is lost', async () => {
		const { db, hall, code } = await start();
		const first = await checkIn(db, { ...arrival(at(5)), dropInId: hall.dropInId, code }, hall.kiosk, at(5));
		if (!first.ok) throw new Error(first.refusal.reason);
		const scan = { ...arrival(at(9)), dropInId: hall.dropInId, code };
		const second = await checkIn(db, scan, hall.kiosk, at(9));
		expect(second).toMatchObject({ ok: true, number: first.number, visitId: first.visitId, again: true });
		expect(await checkIn(db, scan, hall.kiosk, at(9))).toEqual(second);
	});

	it('of a walk-in’s own ticket says its number, and makes no other visit', async () => {
		const { db, hall } = await start();
		const ids = { ...arrival(at(1)), claim: db.codes.token() };
		const choice = { dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false };
		const here = await walkIn(db, { ...ids, ...choice }, hall.kiosk, at(1));
		const ticket = db.codes.token();
		await claim(db, { token: ids.claim, ticket }, at(2));
		const scan = (code: string) => checkIn(db, { ...arrival(at(3)), dropInId: hall.dropInId, code }, hall.kiosk, at(3));
		expect(await scan(`HTTPS://HUB.EXAMPLE/T/${ticket}`)).toMatchObject({
			number: here.ok && here.number,
			again: true
		});
		expect(await scan(ids.claim)).toMatchObject({ refusal: { reason: 'reference_unknown' } });
		expect(await db.read.selectFrom('visit').select('id').execute()).toHaveLength(1);
	});

	it('leaves a note for the welcomers when everybody the booking was for has gone home', async () => {
		const { db, hall, code } = await start();
		await change(db, async (trx) => {
			await trx
				.updateTable('attendance')
				.set({ ends_at: at(30) })
				.execute();
			return done();
		});
		const late = { ...arrival(at(40)), dropInId: hall.dropInId, code };
		expect(await checkIn(db, late, hall.kiosk, at(40))).toMatchObject({ ok: true, helpChoosing: true });
		const notes = await db.read.selectFrom('door_note').select(['kind', 'visit_id']).execute();
		expect(notes).toEqual([{ kind: 'help_choosing', visit_id: late.visitId }]);
	});

	it('cannot be asked for under somebody else’s command', async () => {
		const { db, hall, code } = await start();
		const mine = { ...arrival(at(5)), dropInId: hall.dropInId, code };
		await checkIn(db, mine, hall.kiosk, at(5));
		const other = { ...hall.kiosk, deviceId: newId() };
		expect(await checkIn(db, mine, other, at(6))).toMatchObject({ refusal: { reason: 'not_allowed' } });
	});

	async function start() {
		const db = await open();
		const hall = await makeHall(db);
		const booked = await bookFor(db, hall, ['police'], 2, at(0));
		if (!booked.ok) throw new Error(booked.refusal.reason);
		return { db, hall, code: booked.token };
	}
});
