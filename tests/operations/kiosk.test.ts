import { expect, it } from 'vitest';
import { ticketNumbers } from '#lib/domain/ticket.ts';
import type { Kiosk } from '#lib/domain/actor.ts';
import { done, type Result } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { addDevice } from '#lib/server/db/devices.ts';
import { newId } from '#lib/server/ids.ts';
import { askedWhileShut } from '#lib/server/operations/door/asked-while-shut.ts';
import { settleNote } from '#lib/server/operations/door/settle-note.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { askPerson } from '#lib/server/operations/kiosk/ask-person.ts';
import { BLOCK, leaseNumbers } from '#lib/server/operations/kiosk/lease-numbers.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { welcomerRole } from '../support/staff.ts';

onBothEngines('a tablet’s numbers', (open) => {
	it('come in a block of forty, in no order, and asking again gives the same', async () => {
		const { db, hall } = await start();
		const first = await block(db, hall.kiosk);
		const again = await block(db, hall.kiosk);
		expect(first).toHaveLength(BLOCK);
		expect(first.toSorted()).not.toEqual(first);
		expect(again.toSorted()).toEqual(first.toSorted());
	});

	it('are filled up by as many as were used, and none comes twice', async () => {
		const { db, hall } = await start();
		const first = await block(db, hall.kiosk);
		const used = first.slice(0, 20);
		for (const number of used) expect(await takes(db, hall, number)).toBe(number);
		const next = await block(db, hall.kiosk);
		expect(next).toHaveLength(BLOCK);
		expect(next.filter((number) => used.includes(number))).toEqual([]);
		expect(next).toEqual(expect.arrayContaining(first.slice(20)));
	});

	it('are never those of another tablet, nor given out by anybody else', async () => {
		const { db, hall } = await start();
		const other = await anotherTablet(db, hall);
		const [mine, theirs] = await Promise.all([block(db, hall.kiosk), block(db, other)]);
		expect(new Set([...mine, ...theirs]).size).toBe(2 * BLOCK);
		expect(await takes(db, hall, theirs[0] ?? null)).not.toBe(theirs[0]);
		expect([...mine, ...theirs]).not.toContain(await takes(db, hall, null));
	});

	it('run out in the end: the last block is short, then empty', async () => {
		const { db, hall } = await start();
		const all = new Set<string>();
		for (let i = 0; i * BLOCK < ticketNumbers.length; i++) {
			for (const number of await block(db, await anotherTablet(db, hall))) all.add(number);
		}
		expect(all.size).toBe(ticketNumbers.length);
		expect(await block(db, hall.kiosk)).toEqual([]);
		const late = walkIn(db, { ...arrival(at(1)), ...nothing(hall) }, hall.kiosk, at(1));
		expect(await late).toMatchObject({ ok: false, refusal: { reason: 'numbers_used_up' } });
	});

	it('are not leased for a drop-in that is over', async () => {
		const { db, hall } = await start();
		await change(db, async (trx) => {
			await trx.updateTable('drop_in').set({ state: 'closed' }).where('id', '=', hall.dropInId).execute();
			return done();
		});
		expect(await leaseNumbers(db, hall.kiosk, at(1))).toMatchObject({ refusal: { reason: 'drop_in_over' } });
	});

	it('stay with the person when the answer is lost and the tablet asks again', async () => {
		const { db, hall } = await start();
		const [number = null] = await block(db, hall.kiosk);
		const input = { ...arrival(at(1)), number, ...nothing(hall) };
		await walkIn(db, input, hall.kiosk, at(1));
		const again = await walkIn(db, input, hall.kiosk, at(2));
		expect(again).toMatchObject({ ok: true, number, visitId: input.visitId });
		expect(await db.read.selectFrom('visit').select('id').execute()).toEqual([{ id: input.visitId }]);
	});

	async function start() {
		const db = await open();
		return { db, hall: await makeHall(db) };
	}
});

onBothEngines('asking a person', (open) => {
	it('leaves the welcomers one note, however often it is pressed, and another once somebody has come', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const ask = (tablet: string) => askPerson(db, { tablet }, hall.kiosk, at(1));
		await Promise.all([ask('Door'), ask('Door'), ask('Door')]);
		expect(await notes(db)).toEqual(['Door']);
		await ask('Side room');
		expect(await notes(db)).toEqual(['Door', 'Side room']);
		await change(db, async (trx) => {
			await trx
				.updateTable('door_note')
				.set({ done_at: at(2) })
				.execute();
			return done();
		});
		await ask('Door');
		expect(await notes(db)).toEqual(['Door', 'Door', 'Side room']);
	});

	it('reaches the door of a drop-in that has not opened, or is over, for an hour or until somebody has come', async () => {
		const db = await open();
		const hall = await makeHall(db, { state: 'published' });
		const roles = [welcomerRole];
		const elsewhere = [{ ...welcomerRole, dropInId: newId() }];
		await must(askPerson(db, { tablet: 'Door' }, hall.kiosk, at(-20)));
		const asked = await askedWhileShut(db, { roles }, at(-19));
		expect(asked).toMatchObject([{ dropInId: hall.dropInId, hub: 'Stockton Family Hub', since: at(-20) }]);
		expect(await askedWhileShut(db, { roles: elsewhere }, at(-19))).toEqual([]);
		await becomes(db, 'open');
		expect(await askedWhileShut(db, { roles }, at(0)), 'it is among the notes of the open one').toEqual([]);
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes).toMatchObject([{ kind: 'come_to_kiosk' }]);
		await becomes(db, 'closed');
		expect(await askedWhileShut(db, { roles }, at(39))).toHaveLength(1);
		expect(await askedWhileShut(db, { roles }, at(40))).toEqual([]);
		await must(askPerson(db, { tablet: 'Door' }, hall.kiosk, at(200)));
		const [late] = await askedWhileShut(db, { roles }, at(201));
		expect(late).toMatchObject({ since: at(200) });
		const note = { dropInId: hall.dropInId, noteId: late?.id ?? '', sooner: null };
		await must(settleNote(db, note, hall.welcomer, at(202)));
		expect(await askedWhileShut(db, { roles }, at(203))).toEqual([]);
	});
});

async function becomes(db: Database, state: 'open' | 'closed'): Promise<void> {
	const made = change(db, async (trx) => {
		await trx.updateTable('drop_in').set({ state }).execute();
		return done();
	});
	await must(made);
}

async function notes(db: Database): Promise<string[]> {
	const rows = await db.read.selectFrom('door_note').select('detail').where('kind', '=', 'come_to_kiosk').execute();
	return rows.map(({ detail }) => detail).toSorted();
}

async function block(db: Database, kiosk: Kiosk): Promise<string[]> {
	return (await must(leaseNumbers(db, kiosk, at(0)))).numbers;
}

/** Somebody walks in, with a number from the tablet's block or without. Gives the number they got. */
async function takes(db: Database, hall: Hall, number: string | null): Promise<string> {
	return (await must(walkIn(db, { ...arrival(at(1)), number, ...nothing(hall) }, hall.kiosk, at(1)))).number;
}

function nothing(hall: Hall) {
	return { dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false };
}

async function anotherTablet(db: Database, hall: Hall): Promise<Kiosk> {
	const deviceId = newId();
	const row = {
		id: deviceId,
		created_at: at(0),
		kind: 'kiosk' as const,
		drop_in_id: hall.dropInId,
		name: 'Another',
		state: 'paired' as const,
		code_lookup: null,
		secret_lookup: deviceId,
		asked_until: null,
		approved_by: null,
		approved_at: at(0),
		revoked_at: null,
		seen_at: null
	};
	await change(db, async (trx) => {
		await addDevice(trx, row);
		return done();
	});
	return { kind: 'kiosk', deviceId, dropInId: hall.dropInId };
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const answer = await result;
	if (!answer.ok) throw new Error(answer.refusal.reason);
	return answer;
}
