import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { callAgain, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { purge } from '#lib/server/operations/drop-in/purge.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { type AtDesk, comesFor, ends, hands, opens, sees, serves, stopAt } from '../support/tables.ts';

const note = 'Wants to know about the flat in Norton Road.';

onBothEngines('a person handed over', (open) => {
	it('waits there from their check-in without a head start, and why is said by that place’s own facts', async () => {
		const { db, hall, visit, police } = await talking();
		const newcomer = await comesFor(db, hall, ['housing'], at(10));
		await must(hands(db, hall, police, 'housing', at(20)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({
			state: 'waiting',
			arrived_at: at(1),
			credit: 0,
			as_of: at(1),
			rate: 1,
			window_id: null,
			consent_at: at(20)
		});
		expect((await ends(db, police, at(21), 'referred')).ok).toBe(true);
		const housing = await opens(db, hall, 'housing', at(22));
		expect((await sees(db, housing, at(22))).coming).toEqual([
			{ why: 'waited', minutes: 21 },
			{ why: 'waited', minutes: 12 }
		]);
		await must(callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(22)));
		expect((await stopAt(db, hall, visit, 'housing'))?.state).toBe('called');
		expect((await stopAt(db, hall, newcomer, 'housing'))?.state).toBe('waiting');
		expect((await sees(db, housing, at(23))).person?.reason).toEqual({ why: 'waited', since: at(1) });
	});

	it('stays at the table, and the conversation ends as any does', async () => {
		const { db, hall, visit, police } = await talking();
		await must(hands(db, hall, police, 'housing', at(20)));
		expect((await sees(db, police, at(21))).person?.company.handedTo).toHaveLength(1);
		await must(ends(db, police, at(21), 'referred'));
		expect(await stopAt(db, hall, visit, 'police')).toMatchObject({ state: 'finished', outcome: 'referred' });
		const still = await db.read.selectFrom('visit').select('state').where('id', '=', visit).executeTakeFirst();
		expect(still?.state).toBe('here');
	});

	it('and in that line already keeps one place, lifted to their check-in and never lowered', async () => {
		const { db, hall, visit, police } = await talking();
		await must(addTopicsOf(db, hall, visit, 'housing', 15));
		const added = await stopAt(db, hall, visit, 'housing');
		expect(added).toMatchObject({ arrived_at: at(15) });
		const answer = await hands(db, hall, police, 'housing', at(20), { note });
		expect(answer, 'the same answer as for a new place').toEqual({ ok: true });
		const stop = await stopAt(db, hall, visit, 'housing');
		expect(stop).toMatchObject({ id: added?.id, arrived_at: at(1), credit: 19, as_of: at(20), consent_at: at(20) });
		expect(stop?.note_sealed).not.toBeNull();

		const { db: other, hall: there, visit: booked, police: rep } = await talking(['police', 'housing']);
		await change(other, async (trx) => {
			await trx.updateTable('stop').set({ credit: 50 }).where('visit_id', '=', booked).execute();
			return done();
		});
		expect(await hands(other, there, rep, 'housing', at(20))).toEqual({ ok: true });
		expect(await stopAt(other, there, booked, 'housing')).toMatchObject({ credit: 50, as_of: at(1), rate: 1 });
	});

	it('who did not answer there is back in that line', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visit = await comesFor(db, hall, ['police', 'housing'], at(1));
		const housing = await opens(db, hall, 'housing', at(2));
		await must(callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(2)));
		for (const [index, again] of [callAgain, callAgain, noShow].entries())
			await must(again(db, { ...housing.seat, commandId: newId() }, housing.rep, at(3 + index)));
		const police = await serves(db, hall, 'police', at(10));
		expect(await hands(db, hall, police, 'housing', at(12))).toEqual({ ok: true });
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'waiting', rate: 1, credit: 11 });
	});

	it('twice to the same agency is once, and forgotten words are added', async () => {
		const { db, hall, visit, police } = await talking();
		const commandId = newId();
		await must(hands(db, hall, police, 'housing', at(20), { note, commandId }));
		const stop = await stopAt(db, hall, visit, 'housing');
		expect(await hands(db, hall, police, 'housing', at(20), { note, commandId })).toEqual({ ok: true });
		for (const again of [note, ''])
			expect(await hands(db, hall, police, 'housing', at(21), { note: again })).toEqual({ ok: true });
		expect(await stopAt(db, hall, visit, 'housing')).toEqual(stop);
		expect(await hands(db, hall, police, 'housing', at(22), { note: 'more' })).toEqual({ ok: true });
		const added = await stopAt(db, hall, visit, 'housing');
		expect(db.codes.unseal('note', added?.note_sealed ?? '')).toBe(`${note}\n\nmore`);
		expect(added).toEqual({ ...stop, note_sealed: added?.note_sealed, consent_at: at(22) });
		expect((await sees(db, police, at(23))).person?.company.handedTo).toHaveLength(1);
	});

	it('by two reps in turn carries both notes, and neither sender’s name', async () => {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police', 'health', 'housing'] });
		await comesFor(db, hall, ['police', 'health'], at(1));
		const police = await serves(db, hall, 'police', at(2));
		await must(hands(db, hall, police, 'housing', at(3), { note: 'first', namesSender: true }));
		await must(ends(db, police, at(4)));
		const health = await serves(db, hall, 'health', at(6));
		await must(hands(db, hall, health, 'housing', at(7), { note: 'second', namesSender: true }));
		await must(ends(db, health, at(8)));
		const housing = await serves(db, hall, 'housing', at(10));
		expect((await sees(db, housing, at(10))).person?.company).toMatchObject({ note: 'first\n\nsecond', from: null });
	});

	it('takes their note and their sender’s name, if they agreed, to whoever calls them, and nobody else', async () => {
		const { db, hall, police } = await talking();
		const sent = { note, namesSender: true };
		await must(hands(db, hall, police, 'housing', at(20), sent));
		await must(ends(db, police, at(21)));
		const housing = await opens(db, hall, 'housing', at(22));
		expect(JSON.stringify(await sees(db, housing, at(22))), 'not before the call').not.toContain('Norton');
		await must(callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(22)));
		const name = await nameOf(db, hall, 'police');
		expect((await sees(db, housing, at(23))).person?.company).toMatchObject({ note, from: name });
		const colleague = await opens(db, hall, 'housing', at(23), 1);
		for (const other of [colleague, police])
			expect(JSON.stringify(await sees(db, other, at(23)))).not.toContain('Norton');
	});

	it('hides their sender unless they agreed to its being said', async () => {
		const { db, hall, police } = await talking();
		await must(hands(db, hall, police, 'housing', at(20), { note }));
		await must(ends(db, police, at(21)));
		const housing = await serves(db, hall, 'housing', at(22));
		const view = await sees(db, housing, at(23));
		expect(view.person?.company).toMatchObject({ note, from: null });
		expect(JSON.stringify(view)).not.toMatch(/police/i);
	});

	it('leaves no note when that conversation ends, when they leave, and when the drop-in closes', async () => {
		const ways: ((db: Database, hall: Hall, visit: string, police: AtDesk) => Promise<unknown>)[] = [
			async (db, hall) => ends(db, await serves(db, hall, 'housing', at(22)), at(25)),
			(db, hall, visitId) => markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(22)),
			async (db, hall, visitId) => {
				await missed(db, hall, 'housing');
				await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(40)));
			},
			async (db, hall) => {
				await missed(db, hall, 'housing');
				await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(40)));
			}
		];
		for (const way of ways) {
			const { db, hall, visit, police } = await talking();
			await must(hands(db, hall, police, 'housing', at(20), { note }));
			expect((await stopAt(db, hall, visit, 'housing'))?.note_sealed).toMatch(/^[\w-]+$/);
			await must(ends(db, police, at(21)));
			await way(db, hall, visit, police);
			expect((await stopAt(db, hall, visit, 'housing'))?.note_sealed, String(way)).toBeNull();
			expect(await everythingKept(db)).not.toContain('Norton');
		}
	});

	it('has left nothing once the drop-in is purged', async () => {
		const { db, hall, police } = await talking();
		await must(hands(db, hall, police, 'housing', at(20), { note }));
		await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(200)));
		await must(purge(db, { dropInId: hall.dropInId }, '2024-04-03T03:00:00.000Z'));
		expect(await db.read.selectFrom('stop').select('id').execute()).toEqual([]);
	});

	it('is not handed over without their yes, with too long a note, or to an agency that is not there', async () => {
		const { db, hall, visit, police } = await talking();
		expect(await hands(db, hall, police, 'housing', at(20), { consent: false, note: 'x'.repeat(281) })).toMatchObject({
			refusal: {
				reason: 'consent_missing',
				field: 'consent',
				also: [{ reason: 'text_too_long', field: 'note', values: { longest: 280 } }]
			}
		});
		expect(await reasonOf(hands(db, hall, police, 'police', at(20)))).toBe('agency_not_here');
		expect(await reasonOf(hands(db, hall, police, 'nobody', at(20)))).toBe('agency_unknown');
		const gone = (set: { gone_at: string; gone_how: 'left' } | { ends_at: string }) =>
			change(db, async (trx) => {
				const id = hall.agencies.housing?.attendanceId ?? '';
				await trx.updateTable('attendance').set(set).where('id', '=', id).execute();
				return done();
			});
		await gone({ ends_at: at(20) });
		expect(await reasonOf(hands(db, hall, police, 'housing', at(20)))).toBe('agency_not_here');
		await gone({ ends_at: at(180) });
		await gone({ gone_at: at(19), gone_how: 'left' });
		expect(await reasonOf(hands(db, hall, police, 'housing', at(20)))).toBe('agency_not_here');
		expect(await stopAt(db, hall, visit, 'housing')).toBeUndefined();
	});

	it('is somebody the rep is talking with: not one who is only called, nor one who has gone', async () => {
		const db = await open();
		const hall = await makeHall(db);
		await comesFor(db, hall, ['police'], at(1));
		const police = await opens(db, hall, 'police', at(2));
		await must(callNext(db, { ...police.seat, commandId: newId() }, police.rep, at(2)));
		expect(await reasonOf(hands(db, hall, police, 'housing', at(3)))).toBe('stop_moved_on');
		await must(start(db, { ...police.seat, commandId: newId() }, police.rep, at(3)));
		await must(hands(db, hall, police, 'housing', at(3)));
		const back = undo(db, { ...police.seat, commandId: newId(), seen: at(3) }, police.rep, at(3));
		expect(await reasonOf(back), 'the start before it is not taken back past it').toBe('undo_too_late');
		await must(ends(db, police, at(4)));
		expect(await reasonOf(hands(db, hall, police, 'housing', at(5)))).toBe('stop_moved_on');
		expect(await reasonOf(hands(db, hall, { ...police, rep: repOf(hall, 'housing') }, 'police', at(5)))).toBe(
			'desk_unknown'
		);
	});

	it('while the other agency calls is at one table, in whatever order it comes', async () => {
		for (let round = 0; round < 5; round++) {
			const { db, hall, visit, police } = await talking(['police', 'housing']);
			const housing = await opens(db, hall, 'housing', at(19));
			await Promise.all([
				callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(20)),
				hands(db, hall, police, 'housing', at(20), { note }),
				callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(20)),
				ends(db, police, at(20))
			]);
			const stops = await db.read.selectFrom('stop').selectAll().where('visit_id', '=', visit).execute();
			expect(stops).toHaveLength(2);
			expect(stops.filter(({ state }) => state === 'called' || state === 'serving').length).toBeLessThanOrEqual(1);
		}
	});

	async function talking(agencies = ['police']) {
		const db = await open();
		const hall = await makeHall(db);
		const visit = await comesFor(db, hall, agencies, at(1));
		const police = await serves(db, hall, 'police', at(5));
		return { db, hall, visit, police };
	}
});

async function missed(db: Database, hall: Hall, agency: string): Promise<void> {
	const desk = await opens(db, hall, agency, at(25));
	await must(callNext(db, { ...desk.seat, commandId: newId() }, desk.rep, at(25)));
	for (const [index, again] of [callAgain, callAgain, noShow].entries())
		await must(again(db, { ...desk.seat, commandId: newId() }, desk.rep, at(27 + index)));
}

function addTopicsOf(db: Database, hall: Hall, visitId: string, agency: string, minute: number) {
	const topicIds = [hall.agencies[agency]?.topicId ?? ''];
	return addTopics(db, { dropInId: hall.dropInId, visitId, topicIds }, hall.welcomer, at(minute));
}

async function nameOf(db: Database, hall: Hall, agency: string): Promise<string> {
	const id = hall.agencies[agency]?.agencyId ?? '';
	const row = await db.read.selectFrom('agency').select('name').where('id', '=', id).executeTakeFirstOrThrow();
	return row.name;
}

/** What commands, changes and the record of the staff hold. */
async function everythingKept(db: Database): Promise<string> {
	const rows = await Promise.all(
		(['audit', 'command', 'stop_change', 'door_note', 'summary'] as const).map((table) =>
			db.read.selectFrom(table).selectAll().execute()
		)
	);
	return JSON.stringify(rows);
}
