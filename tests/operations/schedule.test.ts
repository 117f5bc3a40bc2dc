import { expect, it } from 'vitest';
import type { Coordinator } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { everyRefusal, type RefusalReason, type Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { everyAgency } from '#lib/server/db/agencies.ts';
import { auditLog } from '#lib/server/db/audit.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { dropInRow } from '#lib/server/db/schedules.ts';
import { tablesOf } from '#lib/server/db/tables.ts';
import { placeCounts, windowsOfDropIn } from '#lib/server/db/windows.ts';
import { saveAgency } from '#lib/server/operations/agency/save.ts';
import { book as bookPlaces } from '#lib/server/operations/booking/book.ts';
import { saveAnswers } from '#lib/server/operations/booking/save-answers.ts';
import { startDraft } from '#lib/server/operations/booking/start-draft.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { attend, stopAttending } from '#lib/server/operations/drop-in/attend.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn, stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { cancelDropIn, publishDropIn, unpublishDropIn } from '#lib/server/operations/drop-in/publish.ts';
import { rescheduleDropIn } from '#lib/server/operations/drop-in/reschedule.ts';
import { type NewDropIn, scheduleDropIn } from '#lib/server/operations/drop-in/schedule.ts';
import { placeField, setPlaces } from '#lib/server/operations/drop-in/set-places.ts';
import { addTables, changeTable, removeTable } from '#lib/server/operations/drop-in/set-tables.ts';
import { saveHub } from '#lib/server/operations/hub/save.ts';
import { retireTopic, saveTopic } from '#lib/server/operations/topic/save.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { booked } from '../support/booked.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';

const before: Instant = '2024-03-20T09:00:00.000Z';

onBothEngines('a schedule', (open) => {
	it('refuses a weekday that does not match its date, and says which it is', async () => {
		const { db, by, hubId } = await house();
		const wrong = scheduleDropIn(db, { ...plan(hubId), weekday: 4 }, by, before);
		expect(await wrong).toEqual({
			ok: false,
			refusal: { reason: 'weekday_mismatch', field: 'weekday', values: { weekday: 3 } }
		});
		expect(await refusalOf(scheduleDropIn(db, { ...plan(hubId), weekday: null }, by, before))).toEqual([
			'field_missing',
			'weekday'
		]);
		expect(await refusalOf(scheduleDropIn(db, { ...plan(hubId), date: '2024-02-30' }, by, before))).toEqual([
			'date_invalid',
			'date'
		]);
	});

	it('says everything that is wrong at once, in the order of the form', async () => {
		const { db, by, hubId } = await house();
		const typed = {
			...plan(hubId),
			date: '',
			weekday: null,
			starts: '',
			ends: 'six',
			headStart: Number.NaN,
			priorityRate: 9,
			words: { en: { title: '', audience: 'x'.repeat(201), elsewhere: '' } }
		};
		const answer = await scheduleDropIn(db, typed, by, before);
		if (answer.ok) throw new Error('it was scheduled');
		expect(everyRefusal(answer.refusal).map(({ reason, field }) => [field, reason])).toEqual([
			['title-en', 'field_missing'],
			['audience-en', 'text_too_long'],
			['date', 'date_invalid'],
			['weekday', 'field_missing'],
			['starts', 'hours_invalid'],
			['ends', 'hours_invalid'],
			['headStart', 'number_invalid'],
			['priorityRate', 'amount_invalid']
		]);
	});

	it('keeps the hour on both sides of the clock change, and refuses the one it skips', async () => {
		const { db, by, hubId } = await house();
		const winter = await must(scheduleDropIn(db, plan(hubId), by, before));
		const summer = await must(scheduleDropIn(db, { ...plan(hubId), date: '2024-04-03' }, by, before));
		expect(await dropInRow(db.read, winter.dropInId)).toMatchObject({
			starts_at: '2024-03-27T15:00:00.000Z',
			ends_at: '2024-03-27T18:00:00.000Z',
			delete_on: '2024-04-03'
		});
		expect(await dropInRow(db.read, summer.dropInId)).toMatchObject({
			starts_at: '2024-04-03T14:00:00.000Z',
			ends_at: '2024-04-03T17:00:00.000Z'
		});
		const sunday = { ...plan(hubId), date: '2024-03-31', weekday: 7, slug: 'sunday' };
		expect(await refusalOf(scheduleDropIn(db, { ...sunday, starts: '01:30', ends: '04:00' }, by, before))).toEqual([
			'hours_invalid',
			'starts'
		]);
		const across = await must(scheduleDropIn(db, { ...sunday, starts: '00:30', ends: '02:30' }, by, before));
		expect(await dropInRow(db.read, across.dropInId)).toMatchObject({
			starts_at: '2024-03-31T00:30:00.000Z',
			ends_at: '2024-03-31T01:30:00.000Z'
		});
		expect(await windowsOfDropIn(db.read, across.dropInId)).toHaveLength(4);
	});

	it('refuses an end before its start unless it is said to be after midnight, and more than twelve hours', async () => {
		const { db, by, hubId } = await house();
		const night = { ...plan(hubId), starts: '22:15', ends: '02:15' };
		expect(await refusalOf(scheduleDropIn(db, night, by, before))).toEqual(['hours_invalid', 'ends']);
		const made = await must(scheduleDropIn(db, { ...night, endsNextDay: true }, by, before));
		expect(await dropInRow(db.read, made.dropInId)).toMatchObject({
			date: '2024-03-27',
			ends_at: '2024-03-28T02:15:00.000Z'
		});
		expect(
			await refusalOf(scheduleDropIn(db, { ...night, slug: 'x', endsNextDay: true, ends: '10:16' }, by, before))
		).toEqual(['hours_too_long', 'ends']);
	});

	it('refuses words that are missing, far too long or hostile in an address, and an address somebody has', async () => {
		const { db, by, hubId } = await house();
		const words = plan(hubId).words;
		expect(
			await refusalOf(scheduleDropIn(db, { ...plan(hubId), words: { ar: words.en ?? none } }, by, before))
		).toEqual(['field_missing', 'title-en']);
		const long = { en: { ...none, title: 'x'.repeat(200_000) } };
		expect(await refusalOf(scheduleDropIn(db, { ...plan(hubId), words: long }, by, before))).toEqual([
			'text_too_long',
			'title-en'
		]);
		expect(await refusalOf(scheduleDropIn(db, { ...plan(hubId), slug: '../admin' }, by, before))).toEqual([
			'slug_invalid',
			'slug'
		]);
		const first = await must(scheduleDropIn(db, plan(hubId), by, before));
		expect(first.slug).toBe('project-harmony-community-hub-2024-03-27');
		expect(await refusalOf(scheduleDropIn(db, plan(hubId), by, before))).toEqual(['slug_taken', 'slug']);
		expect(await refusalOf(scheduleDropIn(db, plan(newId()), by, before))).toEqual(['hub_unknown', 'hubId']);
		expect(await refusalOf(scheduleDropIn(db, { ...plan(hubId), windowMinutes: Number.NaN }, by, before))).toEqual([
			'number_invalid',
			'windowMinutes'
		]);
	});

	it('has a last check-in inside its hours, or none, and it can be changed while people are inside', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const last = async (lastAdmission?: string) => {
			const changed = { ...plan(hall.hubId), dropInId: hall.dropInId, lastAdmission };
			const result = await rescheduleDropIn(db, changed, hall.coordinator, at(0));
			const kept = (await dropInRow(db.read, hall.dropInId))?.last_admission_at;
			return result.ok ? kept : [result.refusal.reason, result.refusal.field];
		};
		expect(await last('17:30')).toBe('2024-03-27T17:30:00.000Z');
		for (const wrong of ['14:00', '15:00', '18:01', '25:00', '💥'])
			expect(await last(wrong), wrong).toEqual(['hours_outside', 'lastAdmission']);
		expect(await last('18:00')).toBe('2024-03-27T18:00:00.000Z');
		expect(await last('')).toBeNull();
	});

	it('gives an agency places in the windows it is there for, and no others', async () => {
		const { db, by, dropInId, agencyId } = await draft();
		expect(
			await refusalOf(attend(db, { dropInId, agencyId, starts: '14:00', ends: '16:00', capacity: 2 }, by, before))
		).toEqual(['hours_outside', 'starts']);
		const { attendanceId } = await must(
			attend(db, { dropInId, agencyId, starts: '15:10', ends: '16:00', capacity: 2 }, by, before)
		);
		expect(await placeCounts(db.read, dropInId)).toHaveLength(3);
		await must(attend(db, { dropInId, agencyId, starts: '15:00', ends: '16:00', capacity: 5 }, by, before));
		expect((await placeCounts(db.read, dropInId)).map(({ capacity }) => capacity).sort()).toEqual([2, 2, 2, 5]);
		await must(stopAttending(db, { dropInId, attendanceId }, by, before));
		expect(await placeCounts(db.read, dropInId)).toEqual([]);
	});

	it('moves its agencies along with their places when its day changes, and stays when somebody has booked', async () => {
		const { db, by, hubId, dropInId, agencyId } = await draft();
		await must(attend(db, { dropInId, agencyId, starts: '15:00', ends: '16:00', capacity: 3 }, by, before));
		await must(
			rescheduleDropIn(db, { ...plan(hubId), dropInId, date: '2024-04-10', starts: '16:00', ends: '19:00' }, by, before)
		);
		expect(await attendingAgencies(db.read, dropInId)).toMatchObject([
			{ startsAt: '2024-04-10T15:00:00.000Z', endsAt: '2024-04-10T16:00:00.000Z' }
		]);
		const places = await placeCounts(db.read, dropInId);
		expect(places.map(({ capacity }) => capacity)).toEqual([3, 3, 3, 3]);

		const hall = await makeHall(db);
		await must(
			walkIn(
				db,
				{ ...arrival(at(1)), dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false },
				hall.kiosk,
				at(1)
			)
		);
		const later = rescheduleDropIn(db, { ...plan(hubId), dropInId: hall.dropInId, date: '2024-04-10' }, by, before);
		expect(await refusalOf(later)).toEqual(['bookings_made', 'date']);
		await must(rescheduleDropIn(db, { ...plan(hubId), dropInId: hall.dropInId, headStart: 45 }, by, before));
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({
			head_start: 45,
			starts_at: '2024-03-27T15:00:00.000Z'
		});
	});

	it('never takes a place away that somebody holds', async () => {
		const { db, by } = await house();
		const hall = await makeHall(db, { capacity: 2 });
		const [first, second] = await placeCounts(db.read, hall.dropInId);
		if (!first || !second) throw new Error('no places');
		await book(db, hall.dropInId, first);
		const places = [
			{ ...second, capacity: 9 },
			{ ...first, capacity: 0 }
		];
		expect(await refusalOf(setPlaces(db, { dropInId: hall.dropInId, places }, by, before))).toEqual([
			'places_taken',
			placeField(first)
		]);
		expect((await placeCounts(db.read, hall.dropInId)).every(({ capacity }) => capacity === 2)).toBe(true);
		expect(
			await must(setPlaces(db, { dropInId: hall.dropInId, places: [{ ...first, capacity: 1 }, second] }, by, before))
		).toMatchObject({ changed: 1 });
		expect(
			await refusalOf(setPlaces(db, { dropInId: hall.dropInId, places: [{ ...first, capacity: 1.5 }] }, by, before))
		).toEqual(['number_invalid', placeField(first)]);
		const agencyId =
			Object.values(hall.agencies).find(({ attendanceId }) => attendanceId === first.attendanceId)?.agencyId ?? '';
		const late = attend(
			db,
			{ dropInId: hall.dropInId, agencyId, starts: '17:45', ends: '18:00', capacity: 1 },
			by,
			before
		);
		expect(await refusalOf(late)).toEqual(['places_taken', 'ends']);
		expect(
			await refusalOf(stopAttending(db, { dropInId: hall.dropInId, attendanceId: first.attendanceId }, by, before))
		).toEqual(['attendance_in_use', undefined]);
	});

	it('has one table for each number, and keeps a table somebody sits at', async () => {
		const { db, by } = await house();
		const hall = await makeHall(db, { sharedTables: 1, ownTables: { police: 1 } });
		const { dropInId } = hall;
		expect(await refusalOf(addTables(db, { dropInId, number: 1, count: 3, attendanceId: null }, by, before))).toEqual([
			'table_number_taken',
			'number'
		]);
		await must(addTables(db, { dropInId, number: 3, count: 2, attendanceId: null }, by, before));
		const tables = await tablesOf(db.read, dropInId);
		expect(tables.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
		const rep = hall.agencies.police?.reps[0];
		if (!rep) throw new Error('no rep');
		await must(openDesk(db, dropInId, rep, at(0)));
		const own = tables[1]?.id ?? '';
		expect(
			await refusalOf(changeTable(db, { dropInId, tableId: own, attendanceId: null, outOfUse: true }, by, before))
		).toEqual(['table_in_use', undefined]);
		expect(await refusalOf(removeTable(db, { dropInId, tableId: own }, by, before))).toEqual([
			'table_in_use',
			undefined
		]);
		await must(removeTable(db, { dropInId, tableId: tables[3]?.id ?? '' }, by, before));
		expect(await tablesOf(db.read, dropInId)).toHaveLength(3);
	});

	it('is published with an agency and a topic, and not without', async () => {
		const { db, by, dropInId, agencyId } = await draft();
		expect(await refusalOf(publishDropIn(db, { dropInId }, by, before))).toEqual(['nothing_to_publish', undefined]);
		await must(attend(db, { dropInId, agencyId, starts: '15:00', ends: '18:00', capacity: 2 }, by, before));
		expect(await refusalOf(publishDropIn(db, { dropInId }, by, before))).toEqual(['nothing_to_publish', undefined]);
		const { topicId } = await must(saveTopic(db, topic(agencyId), by, before));
		expect(await refusalOf(publishDropIn(db, { dropInId }, by, '2024-03-28T09:00:00.000Z'))).toEqual([
			'drop_in_over',
			undefined
		]);
		await must(publishDropIn(db, { dropInId }, by, before));
		expect(await refusalOf(publishDropIn(db, { dropInId }, by, before))).toEqual(['drop_in_state', undefined]);
		await must(unpublishDropIn(db, { dropInId }, by, before));
		await must(retireTopic(db, { topicId, retired: true }, by, before));
		expect(await refusalOf(publishDropIn(db, { dropInId }, by, before))).toEqual(['nothing_to_publish', undefined]);
		await must(cancelDropIn(db, { dropInId }, by, before));
		expect(await refusalOf(publishDropIn(db, { dropInId }, by, before))).toEqual(['drop_in_state', undefined]);
	});

	it('does not open for nobody: not without an agency that has a topic', async () => {
		const { db, by } = await house();
		const hall = await makeHall(db, { agencies: ['police'], state: 'published' });
		const topicId = hall.agencies.police?.topicId ?? '';
		await must(retireTopic(db, { topicId, retired: true }, by, at(-30)));
		expect(await refusalOf(openDropIn(db, hall, by, at(-20)))).toEqual(['nothing_to_open', undefined]);
		await must(retireTopic(db, { topicId, retired: false }, by, at(-19)));
		await must(openDropIn(db, hall, by, at(-18)));
	});

	it('opens on its own day only', async () => {
		const { db, by } = await house();
		const hall = await makeHall(db, { state: 'published' });
		expect(await refusalOf(openDropIn(db, hall, by, '2024-03-26T15:00:00.000Z'))).toEqual(['not_its_day', undefined]);
		await must(openDropIn(db, hall, by, at(-20)));
		await must(stopCheckIn(db, hall, by, at(100)));
		const late = walkIn(
			db,
			{ ...arrival(at(101)), dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false },
			hall.kiosk,
			at(101)
		);
		expect((await refusalOf(late))[0]).toBe('nobody_new');
		await must(openDropIn(db, hall, by, at(110)));
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ state: 'open', opened_at: at(-20) });
	});

	it('ends with nobody left in line, at a table or at a desk', async () => {
		const { db, by } = await house();
		const hall = await makeHall(db);
		const { police, housing } = hall.agencies;
		const rep = police?.reps[0];
		if (!police || !housing || !rep) throw new Error('no agencies');
		const { deskId } = await must(openDesk(db, hall.dropInId, rep, at(0)));
		const helped = await comes(db, hall, [police.topicId]);
		const both = await comes(db, hall, [police.topicId, housing.topicId]);
		await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep, at(5)));
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId, seen: at(5) }, rep, at(6)));
		expect(await refusalOf(closeDropIn(db, hall, by, at(30)))).toEqual(['still_people_here', 'endsLines']);
		await must(closeDropIn(db, { ...hall, endsLines: true }, by, at(30)));

		const stops = await db.read.selectFrom('stop').select(['visit_id', 'state', 'finished_at', 'outcome']).execute();
		expect(stops.filter(({ visit_id: id }) => id === helped)).toEqual([
			{ visit_id: helped, state: 'finished', finished_at: at(30), outcome: null }
		]);
		expect(stops.filter(({ visit_id: id }) => id === both).map(({ state }) => state)).toEqual([
			'withdrawn',
			'withdrawn'
		]);
		const visits = await db.read.selectFrom('visit').select(['id', 'left_how', 'left_at']).orderBy('id').execute();
		expect(visits.map((visit) => [visit.id === helped, visit.left_how, visit.left_at])).toEqual([
			[true, 'finished', at(30)],
			[false, 'closed', at(30)]
		]);
		expect(await db.read.selectFrom('desk').select('state').execute()).toEqual([{ state: 'closed' }]);
		expect(await dropInRow(db.read, hall.dropInId)).toMatchObject({ state: 'closed', closed_at: at(30) });
		expect((await auditLog(db.read, { limit: 1 }))[0]).toMatchObject({ action: 'closed', who: 'A coordinator' });
	});

	it('opens again for walk-ins: a booking used before it closed does not check in once more', async () => {
		const { db, by } = await house();
		const hall = await makeHall(db);
		const { reference: used } = await booked(db, hall, null, 0);
		const { reference: unused } = await booked(db, hall, null, 0);
		const arrives = (code: string, minute: number) =>
			checkIn(
				db,
				{ ...arrival(at(minute)), commandId: newId(), dropInId: hall.dropInId, code },
				hall.kiosk,
				at(minute)
			);
		await must(arrives(used, 1));
		await must(closeDropIn(db, { ...hall, endsLines: true }, by, at(30)));
		await must(openDropIn(db, hall, by, at(31)));
		expect(await refusalOf(arrives(used, 32))).toEqual(['visit_left', 'code']);
		await must(arrives(unused, 33));
		expect(await comes(db, hall, [hall.agencies.police?.topicId ?? ''])).toBeTruthy();
	});

	it('names topics in English at least, offers an alternative at another agency only, each with its own picture', async () => {
		const { db, by, agencyId } = await draft();
		const { agencyId: other } = await must(
			saveAgency(db, { agencyId: null, name: 'Catalyst', kind: 'community', typicalMinutes: 10 }, by, before)
		);
		const { topicId: first } = await must(saveTopic(db, topic(agencyId), by, before));
		expect(
			await refusalOf(saveTopic(db, { ...topic(agencyId), words: { en: { label: 'x', meet: '' } } }, by, before))
		).toEqual(['field_missing', 'meet-en']);
		expect(await refusalOf(saveTopic(db, { ...topic(agencyId), icon: 'javascript:' }, by, before))).toEqual([
			'icon_unknown',
			'icon'
		]);
		expect(
			await refusalOf(saveTopic(db, { ...topic(agencyId), icon: 'circle-help' }, by, before)),
			'that says “not sure”'
		).toEqual(['icon_unknown', 'icon']);
		expect(await refusalOf(saveTopic(db, { ...topic(agencyId), insteadOfId: first }, by, before))).toEqual([
			'alternative_invalid',
			'insteadOfId'
		]);
		const alternative = { ...topic(other), insteadOfId: first, icon: 'message-circle' };
		expect(await refusalOf(saveTopic(db, { ...alternative, icon: 'shield' }, by, before))).toEqual([
			'icon_taken',
			'icon'
		]);
		const { topicId: instead } = await must(saveTopic(db, alternative, by, before));
		await must(saveTopic(db, { ...alternative, topicId: instead }, by, before));
		expect(
			await refusalOf(saveTopic(db, { ...topic(agencyId), topicId: first, icon: 'message-circle' }, by, before))
		).toEqual(['icon_taken', 'icon']);
		await must(saveTopic(db, { ...topic(agencyId), icon: 'shield' }, by, before));
		expect(await refusalOf(saveTopic(db, { ...topic(agencyId), insteadOfId: instead }, by, before))).toEqual([
			'alternative_invalid',
			'insteadOfId'
		]);
		expect(
			await refusalOf(
				saveAgency(db, { agencyId: null, name: ' Catalyst ', kind: 'youth', typicalMinutes: 10 }, by, before)
			)
		).toEqual(['name_taken', 'name']);
	});

	it('lists agencies as people look for them, capitals, accents and numbers alike', async () => {
		const { db, by } = await house();
		const names = ['Agency 2', 'Agency 10', 'drop-in clinic', 'École', 'Zest'];
		for (const name of names.toReversed())
			await must(saveAgency(db, { agencyId: null, name, kind: 'health', typicalMinutes: 10 }, by, before));
		expect((await everyAgency(db.read)).map(({ name }) => name)).toEqual(names);
	});

	it('gives a retired topic’s picture to the one beside it, and brings it back with another only', async () => {
		const { db, by, agencyId } = await draft();
		const { agencyId: other } = await must(
			saveAgency(db, { agencyId: null, name: 'Catalyst', kind: 'community', typicalMinutes: 10 }, by, before)
		);
		const { topicId: first } = await must(saveTopic(db, topic(agencyId), by, before));
		const alternative = { ...topic(other), insteadOfId: first, icon: 'message-circle' };
		const { topicId: retired } = await must(saveTopic(db, alternative, by, before));
		await must(retireTopic(db, { topicId: retired, retired: true }, by, before));
		await must(saveTopic(db, alternative, by, before));
		const back = { topicId: retired, retired: false };
		expect(await refusalOf(retireTopic(db, back, by, before))).toEqual(['icon_taken', 'icon']);
		await must(saveTopic(db, { ...alternative, topicId: retired, words: topic(other).words }, by, before));
		await must(saveTopic(db, { ...alternative, topicId: retired, icon: 'house' }, by, before));
		await must(retireTopic(db, back, by, before));
	});

	async function house() {
		const db = await open();
		const by = await coordinator(db);
		const { hubId } = await must(
			saveHub(
				db,
				{
					hubId: null,
					name: 'Stockton Family Hub',
					street: 'Yarm Road',
					town: 'Stockton-on-Tees',
					postcode: 'ts18 3pj',
					access: ''
				},
				by,
				before
			)
		);
		return { db, by, hubId };
	}

	async function draft() {
		const { db, by, hubId } = await house();
		const { agencyId } = await must(
			saveAgency(db, { agencyId: null, name: 'Cleveland Police', kind: 'police', typicalMinutes: 12 }, by, before)
		);
		const { dropInId } = await must(scheduleDropIn(db, plan(hubId), by, before));
		return { db, by, hubId, agencyId, dropInId };
	}
});

const none = { title: '', audience: '', elsewhere: '' };

function plan(hubId: string): NewDropIn {
	return {
		hubId,
		slug: '',
		date: '2024-03-27',
		weekday: 3,
		starts: '15:00',
		ends: '18:00',
		endsNextDay: false,
		windowMinutes: 15,
		headStart: 30,
		priorityRate: 2,
		words: { en: { title: 'Project Harmony community hub', audience: 'Residents of Ropner', elsewhere: '' } }
	};
}

function topic(agencyId: string) {
	const words = { en: { label: 'Crime', meet: 'a police officer' } };
	return { topicId: null, agencyId, insteadOfId: null, icon: 'shield', position: 1, sensitive: true, words };
}

async function coordinator(db: Database): Promise<Coordinator> {
	return (await makeHall(db, { agencies: [] })).coordinator;
}

async function comes(db: Database, hall: Awaited<ReturnType<typeof makeHall>>, topicIds: string[]): Promise<string> {
	const ids = arrival(at(1));
	await must(
		walkIn(
			db,
			{ ...ids, dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false },
			hall.kiosk,
			at(1)
		)
	);
	return ids.visitId;
}

/** Somebody books the place. */
async function book(
	db: Database,
	dropInId: string,
	{ attendanceId, windowId }: { attendanceId: string; windowId: string }
): Promise<void> {
	const topic = await db.read
		.selectFrom('topic')
		.innerJoin('attendance', 'attendance.agency_id', 'topic.agency_id')
		.select('topic.id')
		.where('attendance.id', '=', attendanceId)
		.executeTakeFirstOrThrow();
	const { secret } = await must(startDraft(db, { dropInId, language: 'en' }, before));
	await must(saveAnswers(db, secret, (answers) => ({ ...answers, topicIds: [topic.id], windowId }), before));
	await must(bookPlaces(db, { secret }, { kind: 'resident', deviceLookup: null }, before));
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const answer = await result;
	if (!answer.ok) throw new Error(`${answer.refusal.reason} at ${answer.refusal.field}`);
	return answer;
}

async function refusalOf(result: Promise<Result>): Promise<[RefusalReason | undefined, string | undefined]> {
	const answer = await result;
	return answer.ok ? [undefined, undefined] : [answer.refusal.reason, answer.refusal.field];
}
