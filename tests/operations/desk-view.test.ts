import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Party } from '#lib/domain/visit.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { dropInsToOpen } from '#lib/server/operations/desk/at-hand.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { done } from '#lib/domain/refusal.ts';
import { agencyBack, agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('what a rep sees', (open) => {
	it('is of the person called what helps at the table, and why they were next', async () => {
		const { db, hall, desks } = await twoDesks();
		const sam = {
			...nobodyInParticular,
			name: 'Sam',
			size: 2,
			language: 'ar',
			needs: ['seat', 'interpreter'] as const,
			interpreter: 'ar'
		};
		await walksIn(db, hall, ['housing'], at(1), { ...sam, needs: [...sam.needs] });
		await calls(db, hall, 'housing', desks.housing, at(15));
		const view = await sees(db, hall, 'housing', desks.housing, at(16));
		expect(view.person).toMatchObject({
			party: {
				name: 'Sam',
				size: 2,
				language: 'ar',
				needs: ['seat', 'interpreter'],
				interpreter: 'ar',
				howToCall: 'screen'
			},
			topics: ['About housing'],
			waited: 14,
			reason: { why: 'waited', since: at(1) },
			calls: 1,
			seen: at(15),
			calledAt: at(15),
			startedAt: null
		});
		expect(view.person?.number).toMatch(/^\d{3}$/);
		expect(view.table).toBe(view.person?.table);
	});

	it('holds nothing of another agency, not even of one and the same person', async () => {
		const { db, hall, desks } = await twoDesks();
		await walksIn(db, hall, ['police', 'housing'], at(1), { ...nobodyInParticular, name: 'Sam' });
		await walksIn(db, hall, ['police'], at(2), { ...nobodyInParticular, name: 'Robin' });
		await walksIn(db, hall, ['housing'], at(3));
		await calls(db, hall, 'police', desks.police, at(5));
		const waiting = await sees(db, hall, 'housing', desks.housing, at(6));
		await finishes(db, hall, 'police', desks.police, at(5), at(7));
		await calls(db, hall, 'housing', desks.housing, at(8));
		const serving = await sees(db, hall, 'housing', desks.housing, at(9));
		const police = hall.agencies.police;
		const foreign = [police?.agencyId, police?.attendanceId, police?.topicId, desks.police, ...(await idsOfVisits(db))];
		for (const view of [waiting, serving]) {
			const said = JSON.stringify(view);
			expect(said).not.toMatch(/police/i);
			expect(said).not.toContain('Robin');
			for (const id of foreign) expect(said).not.toContain(id);
		}
		expect(JSON.stringify(waiting)).not.toContain('Sam');
		expect(serving.person?.topics).toEqual(['About housing']);
	});

	it('has no number and no id of anybody who waits', async () => {
		const { db, hall, desks } = await twoDesks();
		for (const minute of [1, 2, 3])
			await walksIn(db, hall, ['housing'], at(minute), { ...nobodyInParticular, name: 'Sam' });
		const said = JSON.stringify(await sees(db, hall, 'housing', desks.housing, at(10)));
		const numbers = await db.read.selectFrom('ticket').select('number').execute();
		for (const { number } of numbers) expect(said).not.toContain(`"${number}"`);
		for (const id of await idsOfVisits(db)) expect(said).not.toContain(id);
		expect(said).not.toContain('Sam');
	});

	it('is the line in its own order, as reasons', async () => {
		const { db, hall, desks } = await twoDesks();
		await walksIn(db, hall, ['housing'], at(1));
		const booked = await walksIn(db, hall, ['housing'], at(14));
		await booksWindow(db, hall, booked, 1);
		const early = await walksIn(db, hall, ['housing'], at(16));
		await booksWindow(db, hall, early, 3);
		await walksIn(db, hall, ['housing'], at(17), nobodyInParticular, true);
		const view = await sees(db, hall, 'housing', desks.housing, at(20));
		expect(view.coming).toEqual([
			{ why: 'booked', from: hall.windows[1]?.startsAt, minutes: 6 },
			{ why: 'waited', minutes: 19 },
			{ why: 'priority', minutes: 3 },
			{ why: 'early', from: hall.windows[3]?.startsAt }
		]);
		expect(view).toMatchObject({ waiting: 4, longestWait: 19, hindrance: null });
	});

	it('says “not ready yet” alike for whoever is at another table and whoever is away a while', async () => {
		const { db, hall, desks } = await twoDesks();
		await walksIn(db, hall, ['police', 'housing'], at(1));
		const away = await walksIn(db, hall, ['housing'], at(2));
		await change(db, async (trx) => {
			await trx
				.updateTable('stop')
				.set({ state: 'parked', parked_until: at(9) })
				.where('visit_id', '=', away)
				.execute();
			return done();
		});
		await calls(db, hall, 'police', desks.police, at(4));
		const view = await sees(db, hall, 'housing', desks.housing, at(5));
		expect(view.coming).toEqual([{ why: 'not_ready' }, { why: 'not_ready' }]);
		expect(view).toMatchObject({ waiting: 2, hindrance: 'nobody_ready' });
		const call = callNext(
			db,
			{ commandId: newId(), dropInId: hall.dropInId, deskId: desks.housing },
			rep(hall, 'housing'),
			at(5)
		);
		expect(await call).toMatchObject({ refusal: { reason: 'nobody_ready' } });
	});

	it('tells before the call what to make ready, of the one who would be called now and nobody else', async () => {
		const { db, hall, desks } = await twoDesks();
		const sam: Party = {
			...nobodyInParticular,
			name: 'Sam',
			size: 2,
			language: 'pl',
			needs: ['step_free', 'interpreter', 'woman', 'other'],
			needsOther: 'My dog Rex',
			interpreter: 'Polish',
			howToCall: 'fetch'
		};
		await walksIn(db, hall, ['police', 'housing'], at(1), sam);
		await walksIn(db, hall, ['housing'], at(2));
		const view = await sees(db, hall, 'housing', desks.housing, at(5));
		expect(view.next).toEqual({
			size: 2,
			language: 'pl',
			needs: ['step_free', 'interpreter', 'woman', 'other'],
			interpreter: 'Polish'
		});
		expect(JSON.stringify(view)).not.toMatch(/Sam|Rex|About housing/);
		await calls(db, hall, 'housing', desks.housing, at(6));
		expect((await sees(db, hall, 'housing', desks.housing, at(7))).next, 'with somebody there').toBeNull();
	});

	it('describes nobody who is not ready, whatever keeps them, and nobody to a desk on a break', async () => {
		const { db, hall, desks } = await twoDesks();
		const said = async (now: Instant) => JSON.stringify(await sees(db, hall, 'housing', desks.housing, now));
		const polish: Party = { ...nobodyInParticular, language: 'pl' };
		const sam = await walksIn(db, hall, ['police', 'housing'], at(1), polish);
		await walksIn(db, hall, ['housing'], at(2), { ...nobodyInParticular, size: 3 });
		await calls(db, hall, 'police', desks.police, at(5));
		const elsewhere = await said(at(6));
		expect(elsewhere).toContain('"size":3');
		expect(elsewhere).not.toContain('"pl"');
		await finishes(db, hall, 'police', desks.police, at(5), at(7));
		await change(db, async (trx) => {
			await trx
				.updateTable('stop')
				.set({ state: 'parked', parked_until: at(30) })
				.where('visit_id', '=', sam)
				.where('state', '=', 'waiting')
				.execute();
			return done();
		});
		const parked = await said(at(6));
		expect(parked, 'away a while looks like being at another table').toBe(elsewhere);
		await must(
			pauseDesk(db, { dropInId: hall.dropInId, deskId: desks.housing, reason: '' }, rep(hall, 'housing'), at(8))
		);
		expect((await sees(db, hall, 'housing', desks.housing, at(9))).next).toBeNull();
	});

	it('counts a conversation from when it was pressed, where the connection was away', async () => {
		const { db, hall, desks } = await twoDesks();
		await walksIn(db, hall, ['housing'], at(1));
		await calls(db, hall, 'housing', desks.housing, at(2));
		const person = { dropInId: hall.dropInId, deskId: desks.housing, seen: at(2) };
		await must(start(db, { ...person, commandId: newId(), ago: 900 }, rep(hall, 'housing'), at(5)));
		const begun = await sees(db, hall, 'housing', desks.housing, at(5));
		expect(begun.person?.startedAt, 'never before the call').toBe(at(2));
		await must(
			finish(db, { ...person, commandId: newId(), ago: 120, outcome: 'advised' }, rep(hall, 'housing'), at(14))
		);
		const view = await sees(db, hall, 'housing', desks.housing, at(14));
		expect(view).toMatchObject({ before: { minutes: 10 }, undo: null });
	});

	it('says beforehand why nobody can be called', async () => {
		const { db, hall, desks } = await twoDesks();
		expect(await sees(db, hall, 'housing', desks.housing, at(1))).toMatchObject({
			waiting: 0,
			longestWait: null,
			hindrance: 'queue_empty'
		});
		await walksIn(db, hall, ['housing'], at(1));
		await change(db, async (trx) => {
			await trx.updateTable('table').set({ out_of_use: 1 }).execute();
			return done();
		});
		expect(await sees(db, hall, 'housing', desks.housing, at(2))).toMatchObject({ hindrance: 'no_table_free' });
	});

	it('tells how the last conversation ended', async () => {
		const { db, hall, desks } = await twoDesks();
		await walksIn(db, hall, ['housing'], at(1));
		await calls(db, hall, 'housing', desks.housing, at(2));
		await finishes(db, hall, 'housing', desks.housing, at(2), at(11));
		const view = await sees(db, hall, 'housing', desks.housing, at(12));
		expect(view).toMatchObject({ person: null, table: null, before: { outcome: 'appointment', minutes: 8 } });
	});

	it('is nothing at a desk that is another’s, another agency’s, or closed', async () => {
		const { db, hall, desks } = await twoDesks();
		const input = { dropInId: hall.dropInId, deskId: desks.housing, locale: 'en' };
		const colleague = hall.agencies.housing?.reps[1];
		if (!colleague) throw new Error('no colleague');
		expect(await deskView(db, input, rep(hall, 'police'), at(1))).toBeNull();
		expect(await deskView(db, input, colleague, at(1))).toBeNull();
		expect(await deskView(db, input, { ...rep(hall, 'housing'), dropInId: newId() }, at(1))).toBeNull();
		await must(pauseDesk(db, { ...input, reason: 'Tea' }, rep(hall, 'housing'), at(2)));
		expect(await deskView(db, input, rep(hall, 'housing'), at(3))).toMatchObject({
			state: 'paused',
			pauseReason: 'Tea'
		});
		await must(closeDesk(db, input, rep(hall, 'housing'), at(4)));
		expect(await deskView(db, input, rep(hall, 'housing'), at(5))).toBeNull();
	});

	it('starts with the drop-ins a desk can be opened at: a day card’s own only', async () => {
		const { db, hall } = await twoDesks();
		const housing = rep(hall, 'housing');
		const names = async (as: typeof housing) =>
			(await dropInsToOpen(db.read, [as], 'en', at(0))).map(({ dropIn }) => dropIn.id);
		expect(await names(housing)).toEqual([hall.dropInId]);
		expect(await names({ ...housing, dropInId: newId() })).toEqual([]);
	});

	it('offers each drop-in once to somebody who stands for several agencies, and says for which', async () => {
		const { db, hall } = await twoDesks();
		const reps = ['housing', 'police'].map((agency) => ({ ...rep(hall, agency), staffId: 'one person' }));
		const found = await dropInsToOpen(db.read, reps, 'en', at(0));
		expect(found.map(({ dropIn, agencyIds }) => [dropIn.id, agencyIds])).toEqual([
			[hall.dropInId, reps.map(({ agencyId }) => agencyId)]
		]);
	});

	it('says at once that the coordinator has written down an agency as not there, until it is back', async () => {
		const { db, hall } = await twoDesks();
		const reps = ['housing', 'police'].map((agency) => ({ ...rep(hall, agency), staffId: 'one person' }));
		const away = async () => (await dropInsToOpen(db.read, reps, 'en', at(2)))[0]?.away;
		expect(await away()).toEqual([]);
		const police = { dropInId: hall.dropInId, attendanceId: hall.agencies.police?.attendanceId ?? '' };
		await must(agencyGone(db, { ...police, how: 'left', line: 'keep' }, hall.coordinator, at(1)));
		expect(await away()).toEqual([hall.agencies.police?.agencyId]);
		await must(agencyBack(db, police, hall.coordinator, at(2)));
		expect(await away()).toEqual([]);
	});

	async function twoDesks() {
		const db = await open();
		const hall = await makeHall(db);
		const [police, housing] = await Promise.all(
			['police', 'housing'].map((agency) => openDesk(db, hall.dropInId, rep(hall, agency), at(0)))
		);
		if (!police?.ok || !housing?.ok) throw new Error('no desks');
		return { db, hall, desks: { police: police.deskId, housing: housing.deskId } };
	}
});

function rep(hall: Hall, agency: string) {
	const found = hall.agencies[agency]?.reps[0];
	if (!found) throw new Error(`no rep of ${agency}`);
	return found;
}

async function walksIn(
	db: Database,
	hall: Hall,
	agencies: string[],
	now: Instant,
	party: Party = nobodyInParticular,
	priority = false
): Promise<string> {
	const ids = arrival(now);
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	await must(
		walkIn(db, { ...ids, dropInId: hall.dropInId, topicIds, party, priorityAsked: priority }, hall.welcomer, now)
	);
	return ids.visitId;
}

async function booksWindow(db: Database, hall: Hall, visitId: string, index: number): Promise<void> {
	await change(db, async (trx) => {
		await trx
			.updateTable('stop')
			.set({ window_id: hall.windows[index]?.id ?? null })
			.where('visit_id', '=', visitId)
			.execute();
		return done();
	});
}

async function calls(db: Database, hall: Hall, agency: string, deskId: string, now: Instant): Promise<void> {
	await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep(hall, agency), now));
}

async function finishes(
	db: Database,
	hall: Hall,
	agency: string,
	deskId: string,
	seen: Instant,
	now: Instant
): Promise<void> {
	const person = { dropInId: hall.dropInId, deskId, seen };
	await must(
		start(db, { ...person, commandId: newId() }, rep(hall, agency), new Date(Date.parse(seen) + 60_000).toISOString())
	);
	await must(finish(db, { ...person, commandId: newId(), outcome: 'appointment' }, rep(hall, agency), now));
}

async function sees(db: Database, hall: Hall, agency: string, deskId: string, now: Instant) {
	const view = await deskView(db, { dropInId: hall.dropInId, deskId, locale: 'en' }, rep(hall, agency), now);
	if (view === null) throw new Error('no view');
	return view;
}

async function idsOfVisits(db: Database): Promise<string[]> {
	const visits = await db.read.selectFrom('visit').select('id').execute();
	const stops = await db.read.selectFrom('stop').select('id').execute();
	return [...visits, ...stops].map(({ id }) => id);
}

async function must<T>(result: Promise<Result<T>>): Promise<void> {
	expect(await result).toMatchObject({ ok: true });
}
