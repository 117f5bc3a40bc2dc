import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { leaveLineEnded } from '#lib/server/db/door-notes.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { approvePairing } from '#lib/server/operations/device/approve-pairing.ts';
import { askPairing } from '#lib/server/operations/device/ask-pairing.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { whoAtDoor } from '#lib/server/operations/door/person.ts';
import { settleNote } from '#lib/server/operations/door/settle-note.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { replaceTicket, reprintTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { setHowToCall } from '#lib/server/operations/visit/set-how-to-call.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, called, follows, must, newPaper, reasonOf, rep, topic, walksIn } from '../support/door.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';
import { bookFor } from '../support/residents.ts';

onBothEngines('what waits for the welcomers', (open) => {
	it('asks to fetch those who wished it, the newest first, until they sit at the table', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		await walksIn(db, hall, ['police'], at(0), 'fetch');
		await walksIn(db, hall, ['police'], at(1), 'phone');
		await called(db, hall, desk, at(5));
		const view = await doorView(db, hall.dropInId, hall.welcomer.staffId);
		expect(view).toEqual({
			fetch: [
				{
					number: expect.stringMatching(/^\d{3}$/),
					table: expect.any(Number),
					calledAt: at(5),
					seen: at(5),
					fetcher: null
				}
			],
			notes: []
		});
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) }, rep(hall), at(6)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toEqual([]);
	});

	it('says of whoever asks for help that they talk just now, never at which table or with whom', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await change(db, async (trx) => {
			await leaveLineEnded(trx, { dropInId: hall.dropInId, visitId }, at(2));
			return done();
		});
		await called(db, hall, desk, at(5));
		const notes = async () => (await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes;
		expect(await notes()).toMatchObject([{ talking: false }]);
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) }, rep(hall), at(6)));
		expect(await notes()).toMatchObject([{ talking: true, lineEnded: true }]);
		const who = await whoAtDoor(db, visitId);
		expect(who).toEqual({ number: expect.stringMatching(/^\d{3}$/), lineEnded: true, talking: true });
	});

	it('shows nobody to fetch who is called on the screen, or on a phone that follows their ticket', async () => {
		for (const way of ['screen', 'phone'] as const) {
			const { db, hall, desk } = await atTheDoor(open);
			const visitId = await walksIn(db, hall, ['police'], at(1), way);
			if (way === 'phone') await follows(db, hall, visitId, at(2));
			await called(db, hall, desk, at(5));
			expect(await doorView(db, hall.dropInId, hall.welcomer.staffId)).toEqual({ fetch: [], notes: [] });
		}
	});

	it('asks to fetch whoever is called on a phone that does not follow their ticket, until one does', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1), 'phone');
		const qr = db.codes.token();
		await must(reprintTicket(db, { dropInId: hall.dropInId, visitId, claim: qr }, hall.welcomer, at(2)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch, 'nobody is called yet').toEqual([]);
		await called(db, hall, desk, at(5));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toMatchObject([{ calledAt: at(5) }]);
		const seat = { dropInId: hall.dropInId, deskId: desk, seen: at(5) };
		const view = await deskView(db, { ...seat, locale: 'en' }, rep(hall), at(5));
		expect(view?.person?.party.howToCall, 'the desk knows it too').toBe('fetch');
		expect(await reasonOf(callAgain(db, { ...seat, commandId: newId() }, rep(hall), at(6.5)))).toBe('give_them_time');
		await must(claim(db, { token: qr, ticket: db.codes.token() }, at(6)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toEqual([]);
	});

	it('asks to fetch whoever would watch a screen that is not there', async () => {
		const { db, hall, desk } = await atTheDoor(open, { board: false });
		await makeHall(db);
		await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		expect(await boardView(db, hall.dropInId, at(5))).toMatchObject({ calls: [{}] });
		expect(
			(await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch,
			'the screen of another hall shows nothing here'
		).toEqual([
			{
				number: expect.stringMatching(/^\d{3}$/),
				table: expect.any(Number),
				calledAt: at(5),
				seen: at(5),
				fetcher: null
			}
		]);
		const seat = { dropInId: hall.dropInId, deskId: desk, seen: at(5) };
		const view = await deskView(db, { ...seat, locale: 'en' }, rep(hall), at(5));
		expect(view?.person?.party.howToCall, 'the desk knows it too').toBe('fetch');
		expect(await reasonOf(callAgain(db, { ...seat, commandId: newId() }, rep(hall), at(6.5)))).toBe('give_them_time');
	});

	it('asks to fetch those on the screen from when it is taken away, until another is paired', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toEqual([]);
		await must(revoke(db, { deviceId: hall.boardId ?? '' }, hall.coordinator, at(6)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toHaveLength(1);
		const { code } = await must(askPairing(db, { kind: 'board', secret: db.codes.token() }, at(7)));
		const { dropInId, coordinator } = hall;
		await must(approvePairing(db, { dropInId, code, name: 'Wall' }, coordinator, at(7)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toEqual([]);
	});

	it('asks to fetch whoever lost the phone’s ticket link to a new paper', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1), 'phone');
		await follows(db, hall, visitId, at(2));
		await must(replaceTicket(db, newPaper(db, hall, visitId), hall.welcomer, at(3)));
		await called(db, hall, desk, at(5));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toHaveLength(1);
	});

	it('counts a booking’s own page as the phone that calls them', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const { token } = await must(bookFor(db, hall, ['police'], 0, at(-30)));
		const ids = arrival(at(1));
		await must(checkIn(db, { ...ids, dropInId: hall.dropInId, code: token }, hall.kiosk, at(1)));
		await must(
			setHowToCall(db, { dropInId: hall.dropInId, visitId: ids.visitId, howToCall: 'phone' }, hall.welcomer, at(2))
		);
		await called(db, hall, desk, at(5));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch).toEqual([]);
	});

	it('ticks a note off once, and confirms or not that somebody cannot wait long', async () => {
		const { db, hall } = await atTheDoor(open);
		const ids = arrival(at(0));
		const asks = {
			...ids,
			dropInId: hall.dropInId,
			topicIds: [topic(hall, 'police')],
			party: nobodyInParticular,
			priorityAsked: true
		};
		await must(walkIn(db, asks, hall.kiosk, at(0)));
		const [note] = (await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes;
		expect(note).toMatchObject({ kind: 'priority_asked', number: expect.stringMatching(/^\d{3}$/) });
		const answer = { dropInId: hall.dropInId, noteId: note?.id ?? '' };
		await must(settleNote(db, { ...answer, sooner: true }, hall.welcomer, at(10)));
		await must(settleNote(db, { ...answer, sooner: false }, hall.welcomer, at(11)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes).toEqual([]);
		const stop = await db.read.selectFrom('stop').select(['credit', 'as_of', 'rate']).executeTakeFirstOrThrow();
		expect(stop).toEqual({ credit: 10, as_of: at(10), rate: 2 });
	});

	it('forgets that somebody wanted help choosing once a welcomer has chosen with them, or they have left', async () => {
		const { db, hall } = await atTheDoor(open);
		const [helped, gone] = [await walksIn(db, hall, [], at(0)), await walksIn(db, hall, [], at(1))];
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes.map(({ kind }) => kind)).toEqual([
			'help_choosing',
			'help_choosing'
		]);
		await must(
			addTopics(
				db,
				{ dropInId: hall.dropInId, visitId: helped, topicIds: [topic(hall, 'housing')] },
				hall.welcomer,
				at(3)
			)
		);
		await must(markLeft(db, { dropInId: hall.dropInId, visitId: gone }, hall.welcomer, at(3)));
		expect((await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes).toEqual([]);
	});
});
