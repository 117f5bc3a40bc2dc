import { expect, it } from 'vitest';
import type { Rep } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { AgencyKind } from '#lib/domain/stop.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { answerHelp } from '#lib/server/operations/desk/answer-help.ts';
import { callForHelp } from '#lib/server/operations/desk/call-for-help.ts';
import { cannotGo } from '#lib/server/operations/desk/cannot-go.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { endHelp } from '#lib/server/operations/desk/end-help.ts';
import { helpInRoom } from '#lib/server/operations/desk/help.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { leave } from '#lib/server/operations/staff/leave.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { coordinatorRole, makeStaff } from '../support/staff.ts';

onBothEngines('a rep who asks for help', (open) => {
	it('is told who is coming, and so is every other desk, with the table and no agency', async () => {
		const { db, hall, desks, seen } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		expect((await seen('housing')).own).toMatchObject({ coming: null });
		const [call] = (await seen('health')).others;
		expect(call).toMatchObject({ agency: null, who: null, coming: null, isMine: false });
		expect(call?.table).toEqual(expect.any(Number));
		expect(JSON.stringify(call)).not.toContain('housing');
		await must(answerHelp(db, { dropInId: hall.dropInId, helpId: call?.id ?? '' }, repOf(hall, 'health'), at(6)));
		expect((await seen('housing')).own).toMatchObject({ coming: { name: 'A rep' } });
		expect((await seen('health')).others).toMatchObject([{ isMine: true }]);
		expect((await seen('council')).others).toMatchObject([{ coming: { name: 'A rep' }, isMine: false }]);
		expect(await helpInRoom(db.read, hall.dropInId, hall.coordinator.staffId)).toMatchObject([
			{ table: call?.table, agency: null, coming: { name: 'A rep' } }
		]);
	});

	it('never brings the police by it, unless it is their own colleague who asks', async () => {
		const { db, hall, desks, seen } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		expect((await seen('police')).others).toEqual([]);
		const helpId = (await seen('housing')).own?.id ?? '';
		const going = answerHelp(db, { dropInId: hall.dropInId, helpId }, repOf(hall, 'police'), at(6));
		expect(await reasonOf(going)).toBe('help_over');
		const colleague = repOf(hall, 'police', 1);
		const second = await openDesk(db, hall.dropInId, colleague, at(6));
		await asks(db, hall, second.ok ? second.deskId : '', colleague);
		expect((await seen('police')).others).toHaveLength(1);
	});

	it('at a table of the agency’s own is found by it; one who has called nobody, by their name', async () => {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['housing', 'health'], ownTables: { housing: 1 } });
		const listener = await opensDesk(db, hall, repOf(hall, 'health'));
		await asks(db, hall, await opensDesk(db, hall, repOf(hall, 'housing')), repOf(hall, 'housing'));
		await asks(db, hall, await opensDesk(db, hall, repOf(hall, 'housing', 1)), repOf(hall, 'housing', 1));
		const view = await deskView(
			db,
			{ dropInId: hall.dropInId, deskId: listener, locale: 'en' },
			repOf(hall, 'health'),
			at(5)
		);
		expect(view?.help.others).toMatchObject([
			{ table: 9, agency: expect.stringContaining('housing'), who: null },
			{ table: null, agency: null, who: 'A rep' }
		]);
	});

	it('is looked for where they sit now, and where they asked', async () => {
		// Two tables, so that each call has one to go to.
		const { db, hall, desks, seen } = await place(2);
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		const [first] = (await seen('council')).others;
		expect(first?.askedAt).toBe(null);
		await callsSomebody(db, hall, desks, 'health');
		await helps(db, hall, desks, 'housing', at(2));
		// Somebody else sits down at the table they had.
		await callsSomebody(db, hall, desks, 'police');
		await helps(db, hall, desks, 'health', at(8));
		await callsSomebody(db, hall, desks, 'housing');
		const [now] = (await seen('council')).others;
		expect(now?.table).toEqual(expect.any(Number));
		expect(now?.table).not.toBe(first?.table);
		expect(now).toMatchObject({ askedAt: first?.table, agency: null });
	});

	it('is open again when whoever said that they are going has closed their desk', async () => {
		const { db, hall, desks, seen } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		const input = { dropInId: hall.dropInId, helpId: (await seen('housing')).own?.id ?? '' };
		await must(answerHelp(db, input, repOf(hall, 'health'), at(6)));
		await must(closeDesk(db, { dropInId: hall.dropInId, deskId: desks.health }, repOf(hall, 'health'), at(7)));
		expect((await seen('housing')).own).toMatchObject({ coming: null });
		await must(answerHelp(db, input, repOf(hall, 'council'), at(8)));
		expect((await seen('housing')).own).toMatchObject({ coming: { name: 'A rep' } });
	});

	it('is open again when whoever said that they are going cannot, and nobody else can say so for them', async () => {
		const { db, hall, desks, seen } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		const input = { dropInId: hall.dropInId, helpId: (await seen('housing')).own?.id ?? '' };
		await must(answerHelp(db, input, repOf(hall, 'health'), at(6)));
		for (const other of [repOf(hall, 'council'), repOf(hall, 'police'), hall.coordinator])
			await must(cannotGo(db, input, other, at(7)));
		expect((await seen('housing')).own?.coming).not.toBeNull();
		for (const minute of [7, 8]) await must(cannotGo(db, input, repOf(hall, 'health'), at(minute)));
		expect((await seen('housing')).own).toMatchObject({ coming: null });
		expect((await seen('council')).others).toMatchObject([{ coming: null }]);
		const record = await db.read.selectFrom('audit').select('action').where('detail', '=', '').execute();
		expect(record.filter(({ action }) => action === 'help_not_coming')).toHaveLength(1);
		await must(endHelp(db, input, hall.coordinator, at(9)));
		expect(await reasonOf(cannotGo(db, input, repOf(hall, 'health'), at(9)))).toBe('help_over');
	});

	it('may be gone to by a coordinator instead of whoever said so first', async () => {
		const { db, hall, desks, seen } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		const input = { dropInId: hall.dropInId, helpId: (await seen('housing')).own?.id ?? '' };
		await must(answerHelp(db, input, repOf(hall, 'health'), at(6)));
		expect(await reasonOf(answerHelp(db, input, hall.coordinator, at(7))), 'by a page that is stale').toBe(
			'help_taken'
		);
		const instead = { ...input, instead: true };
		expect(await reasonOf(answerHelp(db, instead, repOf(hall, 'council'), at(7)))).toBe('help_taken');
		await must(answerHelp(db, instead, hall.coordinator, at(7)));
		expect(await helpInRoom(db.read, hall.dropInId, hall.coordinator.staffId)).toMatchObject([{ isMine: true }]);
		expect((await seen('health')).others).toMatchObject([{ isMine: false }]);
	});

	it('has one call open, however often the button is held, and a lost answer rings no second time', async () => {
		const { db, hall, desks, seen } = await place();
		const rep = repOf(hall, 'housing');
		const press = { commandId: newId(), dropInId: hall.dropInId, deskId: desks.housing };
		await must(callForHelp(db, press, rep, at(5)));
		await must(callForHelp(db, { ...press, commandId: newId() }, rep, at(5)));
		const helpId = (await seen('housing')).own?.id ?? '';
		await must(endHelp(db, { dropInId: hall.dropInId, helpId }, hall.coordinator, at(6)));
		await must(callForHelp(db, press, rep, at(7)));
		expect(await seen('housing')).toEqual({ own: null, others: [] });
		await must(callForHelp(db, { ...press, commandId: newId() }, rep, at(8)));
		expect((await seen('housing')).own?.id).not.toBe(helpId);
	});

	it('ends it, or whoever went, or a coordinator, and nobody else', async () => {
		const { db, hall, desks, seen } = await place();
		const input = async () => ({ dropInId: hall.dropInId, helpId: (await seen('housing')).own?.id ?? '' });
		for (const ender of ['caller', 'goer', 'coordinator'] as const) {
			await asks(db, hall, desks.housing, repOf(hall, 'housing'));
			const call = await input();
			expect(await reasonOf(endHelp(db, call, repOf(hall, 'health'), at(6)))).toBe('help_over');
			await must(answerHelp(db, call, repOf(hall, 'health'), at(6)));
			const taken = await answerHelp(db, call, repOf(hall, 'council'), at(6));
			expect(taken).toMatchObject({ refusal: { reason: 'help_taken', values: { name: 'A rep' } } });
			const by = { caller: repOf(hall, 'housing'), goer: repOf(hall, 'health'), coordinator: hall.coordinator };
			await must(endHelp(db, call, by[ender], at(7)));
			await must(endHelp(db, call, by[ender], at(8)));
			expect(await reasonOf(answerHelp(db, call, repOf(hall, 'council'), at(8)))).toBe('help_over');
			expect(await seen('council')).toEqual({ own: null, others: [] });
		}
	});

	it('is looked for no longer once the desk is closed, and during a break still is', async () => {
		const { db, hall, desks, seen } = await place();
		const at6 = { dropInId: hall.dropInId, deskId: desks.council };
		await asks(db, hall, desks.council, repOf(hall, 'council'));
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		await must(pauseDesk(db, { ...at6, reason: '' }, repOf(hall, 'council'), at(6)));
		expect((await seen('health')).others).toHaveLength(2);
		await must(closeDesk(db, at6, repOf(hall, 'council'), at(6)));
		expect(await seen('health')).toMatchObject({ others: [{ table: expect.any(Number) }] });
	});

	it('is looked for no longer once their access has ended, or their agency has gone', async () => {
		const { db, hall, desks } = await place();
		await asks(db, hall, desks.council, repOf(hall, 'council'));
		await asks(db, hall, desks.health, repOf(hall, 'health'));
		await makeStaff(db, { email: 'robin@example.org', roles: [coordinatorRole] }, at(0));
		await must(leave(db, { staffId: repOf(hall, 'council').staffId }, hall.coordinator, at(6)));
		expect(await calls(db, hall)).toBe(1);
		const attendanceId = hall.agencies.health?.attendanceId ?? '';
		const gone = { dropInId: hall.dropInId, attendanceId, how: 'left', line: 'keep' } as const;
		await must(agencyGone(db, gone, hall.coordinator, at(7)));
		expect(await calls(db, hall)).toBe(0);
	});

	it('is looked for no longer once the drop-in is closed', async () => {
		const { db, hall, desks } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(8)));
		expect(await calls(db, hall)).toBe(0);
	});

	it('cannot be answered by one who has no desk here, nor by themselves', async () => {
		const { db, hall, desks, seen } = await place();
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		const call = { dropInId: hall.dropInId, helpId: (await seen('housing')).own?.id ?? '' };
		for (const nobody of [repOf(hall, 'housing'), repOf(hall, 'health', 1)])
			expect(await reasonOf(answerHelp(db, call, nobody, at(6)))).toBe('help_over');
		expect(await reasonOf(asksOnly(db, hall, desks.health, repOf(hall, 'housing')))).toBe('desk_unknown');
	});

	it('shows on no public screen, and in the record without a word of why', async () => {
		const { db, hall, desks } = await place();
		const before = JSON.stringify(await boardView(db, hall.dropInId, at(5)));
		await asks(db, hall, desks.housing, repOf(hall, 'housing'));
		expect(JSON.stringify(await boardView(db, hall.dropInId, at(5)))).toBe(before);
		const record = await db.read.selectFrom('audit').select(['action', 'detail', 'staff_id']).execute();
		expect(record).toEqual([{ action: 'help_called', detail: '', staff_id: repOf(hall, 'housing').staffId }]);
	});

	/** Four agencies at shared tables; at housing's sits somebody. */
	async function place(sharedTables = 8) {
		const db = await open();
		const agencies = ['police', 'housing', 'health', 'council'] as const;
		const hall = await makeHall(db, { agencies: [...agencies], sharedTables });
		const desks: Record<string, string> = {};
		for (const agency of agencies) desks[agency] = await opensDesk(db, hall, repOf(hall, agency));
		const topicIds = [hall.agencies.housing?.topicId ?? ''];
		const come = {
			...arrival(at(1)),
			dropInId: hall.dropInId,
			topicIds,
			party: nobodyInParticular,
			priorityAsked: false
		};
		await must(walkIn(db, come, hall.kiosk, at(1)));
		const call = { commandId: newId(), dropInId: hall.dropInId, deskId: desks.housing ?? '' };
		await must(callNext(db, call, repOf(hall, 'housing'), at(2)));
		async function seen(agency: (typeof agencies)[number]) {
			const desk = { dropInId: hall.dropInId, deskId: desks[agency] ?? '', locale: 'en' };
			const view = await deskView(db, desk, repOf(hall, agency), at(6));
			if (view === null) throw new Error('no view');
			return view.help;
		}
		return { db, hall, desks: desks as Record<(typeof agencies)[number], string>, seen };
	}
});

async function opensDesk(db: Database, hall: Hall, rep: Rep): Promise<string> {
	const opened = await openDesk(db, hall.dropInId, rep, at(0));
	if (!opened.ok) throw new Error(opened.refusal.reason);
	return opened.deskId;
}

/** Somebody walks in for an agency, and is called. */
async function callsSomebody(db: Database, hall: Hall, desks: Record<string, string>, agency: AgencyKind) {
	const topicIds = [hall.agencies[agency]?.topicId ?? ''];
	const party = { party: nobodyInParticular, priorityAsked: false };
	await must(walkIn(db, { ...arrival(at(8)), dropInId: hall.dropInId, topicIds, ...party }, hall.kiosk, at(8)));
	const call = { commandId: newId(), dropInId: hall.dropInId, deskId: desks[agency] ?? '' };
	await must(callNext(db, call, repOf(hall, agency), at(8)));
}

/** The rep helps whom they called; the table is free again. */
async function helps(db: Database, hall: Hall, desks: Record<string, string>, agency: AgencyKind, calledAt: Instant) {
	const press = { dropInId: hall.dropInId, deskId: desks[agency] ?? '', seen: calledAt };
	await must(start(db, { ...press, commandId: newId() }, repOf(hall, agency), at(9)));
	await must(finish(db, { ...press, commandId: newId(), outcome: 'advised' }, repOf(hall, agency), at(9)));
}

async function calls(db: Database, hall: Hall): Promise<number> {
	return (await helpInRoom(db.read, hall.dropInId, null)).length;
}

function asksOnly(db: Database, hall: Hall, deskId: string, rep: Rep) {
	return callForHelp(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep, at(5));
}

async function asks(db: Database, hall: Hall, deskId: string, rep: Rep): Promise<void> {
	await must(asksOnly(db, hall, deskId, rep));
}
