import { expect, it } from 'vitest';
import { lookAtCard, takeUpCard } from '#lib/server/auth/day-card.ts';
import { readLogin } from '#lib/server/auth/logins.ts';
import type { Database } from '#lib/server/db/change.ts';
import { dayCardsOf } from '#lib/server/db/day-cards.ts';
import { liveDesksOf } from '#lib/server/db/desks.ts';
import { newId } from '#lib/server/ids.ts';
import { approve } from '#lib/server/operations/day-card/approve.ts';
import { checkLetters } from '#lib/server/operations/day-card/held-by.ts';
import { issue } from '#lib/server/operations/day-card/issue.ts';
import { revoke } from '#lib/server/operations/day-card/revoke.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn } from '#lib/server/operations/drop-in/open.ts';
import { cancelDropIn } from '#lib/server/operations/drop-in/publish.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { onBothEngines } from '../support/databases.ts';

onBothEngines('a day card', (open) => {
	it('signs its one device in as a rep of its agency, for its drop-in, once the coordinator has approved it', async () => {
		const { db, hall, token, dayCardId, secret } = await cardIn(await open());
		expect(await lookAtCard(db, token, secret)).toEqual({ state: 'issued' });
		expect(await takeUpCard(db, { token, secret }, () => at(1))).toEqual({ ok: true, login: null });
		const view = await lookAtCard(db, token, secret);
		const [card] = await dayCardsOf(db.read, hall.dropInId);
		expect(view).toEqual({ state: 'claimed', letters: card && checkLetters(card) });
		expect(await approve(db, { dayCardId, dropInId: hall.dropInId }, hall.coordinator, at(2))).toMatchObject({
			ok: true
		});
		const taken = await takeUpCard(db, { token, secret }, () => at(3));
		if (!taken.ok || taken.login === null) throw new Error('not signed in');
		const login = await readLogin(db, taken.login, () => at(4));
		expect(login?.staff).toMatchObject({
			name: 'Housing 2',
			email: null,
			dayCardId,
			roles: [{ role: 'rep', agencyId: hall.agencies.housing?.agencyId, dropInId: hall.dropInId }]
		});
	});

	it('belongs to the first device, even when two take it up together', async () => {
		const { db, hall, token, dayCardId } = await cardIn(await open());
		const secrets = [db.codes.token(), db.codes.token()] as const;
		const results = await Promise.all(secrets.map((secret) => takeUpCard(db, { token, secret }, () => at(1))));
		expect(results.filter((result) => result.ok)).toHaveLength(1);
		expect(results.filter((result) => !result.ok)).toEqual([{ ok: false, refusal: { reason: 'day_card_used' } }]);
		await approve(db, { dayCardId, dropInId: hall.dropInId }, hall.coordinator, at(2));
		const after = await Promise.all(secrets.map((secret) => takeUpCard(db, { token, secret }, () => at(3))));
		expect(after.filter((result) => result.ok && result.login !== null)).toHaveLength(1);
		expect(await lookAtCard(db, token, null)).toEqual({ state: 'taken' });
	});

	it('that is revoked ends the login it opened at once', async () => {
		const { db, hall, token, dayCardId, secret } = await cardIn(await open());
		await takeUpCard(db, { token, secret }, () => at(1));
		await approve(db, { dayCardId, dropInId: hall.dropInId }, hall.coordinator, at(2));
		const taken = await takeUpCard(db, { token, secret }, () => at(3));
		if (!taken.ok || taken.login === null) throw new Error('not signed in');
		expect(await revoke(db, { dayCardId }, hall.coordinator, at(4))).toEqual({ ok: true });
		expect(await readLogin(db, taken.login, () => at(4))).toBeNull();
		expect(await takeUpCard(db, { token, secret }, () => at(5))).toMatchObject({
			refusal: { reason: 'day_card_revoked' }
		});
		expect(await lookAtCard(db, token, secret)).toEqual({ state: 'revoked' });
		expect(await revoke(db, { dayCardId }, hall.coordinator, at(6))).toMatchObject({
			refusal: { reason: 'day_card_unknown' }
		});
	});

	it('that is revoked closes its desk in the same breath, and whoever was called waits again', async () => {
		const { db, hall, login, rep } = await cardAtWork(await open());
		const desk = await openDesk(db, hall.dropInId, rep, at(4));
		if (!desk.ok) throw new Error(desk.refusal.reason);
		const topicIds = [hall.agencies.housing?.topicId ?? ''];
		const wanted = { dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false };
		await walkIn(db, { ...arrival(at(4)), ...wanted }, hall.kiosk, at(4));
		await callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId }, rep, at(5));
		expect(await revoke(db, { dayCardId: rep.dayCardId }, hall.coordinator, at(6))).toEqual({ ok: true });
		expect(await liveDesksOf(db.read, rep.staffId)).toEqual([]);
		expect(await db.read.selectFrom('stop').select('state').execute()).toEqual([{ state: 'waiting' }]);
		expect(await openDesk(db, hall.dropInId, rep, at(7))).toEqual({ ok: false, refusal: { reason: 'not_allowed' } });
		expect(await readLogin(db, login, () => at(7))).toBeNull();
	});

	it.each([
		['closes', 'open'],
		['is called off', 'published']
	] as const)('ends when its drop-in %s', async (_, state) => {
		const { db, hall, token, secret, login } = await cardAtWork(await open(), state);
		const end = state === 'open' ? closeDropIn : cancelDropIn;
		expect(await end(db, hall, hall.coordinator, at(10))).toEqual({ ok: true });
		expect(await readLogin(db, login, () => at(10))).toBeNull();
		expect(await takeUpCard(db, { token, secret }, () => at(11))).toMatchObject({
			refusal: { reason: 'drop_in_over' }
		});
	});

	it('signs its device in again when its drop-in was closed by mistake', async () => {
		const { db, hall, token, secret } = await cardAtWork(await open());
		await closeDropIn(db, hall, hall.coordinator, at(10));
		expect(await openDropIn(db, hall, hall.coordinator, at(11))).toEqual({ ok: true });
		const again = await takeUpCard(db, { token, secret }, () => at(12));
		expect(again.ok && again.login).toMatch(/./);
	});

	it('is approved only at its own drop-in, only once claimed, and only once', async () => {
		const { db, hall, token, dayCardId, secret } = await cardIn(await open());
		const other = await makeHall(db);
		const here = () => approve(db, { dayCardId, dropInId: hall.dropInId }, hall.coordinator, at(2));
		const no = { ok: false, refusal: { reason: 'day_card_unknown' } };
		expect(await here()).toEqual(no);
		await takeUpCard(db, { token, secret }, () => at(1));
		expect(await approve(db, { dayCardId, dropInId: other.dropInId }, other.coordinator, at(2))).toEqual(no);
		expect(await here()).toMatchObject({ ok: true });
		expect(await here()).toEqual(no);
	});

	it('is issued for agencies that attend, and unknown ones open nothing', async () => {
		const { db, hall } = await cardIn(await open());
		const other = await makeHall(db, { agencies: ['fire'] });
		const stranger = { dropInId: hall.dropInId, agencyId: other.agencies.fire?.agencyId ?? '', label: 'Fire' };
		expect(await issue(db, stranger, hall.coordinator, at(0))).toMatchObject({ refusal: { reason: 'not_allowed' } });
		const made_up = { token: db.codes.token(), secret: db.codes.token() };
		expect(await takeUpCard(db, made_up, () => at(1))).toMatchObject({ refusal: { reason: 'day_card_unknown' } });
		expect(await lookAtCard(db, made_up.token, made_up.secret)).toEqual({ state: 'unknown' });
	});
});

/** A card whose rep is signed in. */
async function cardAtWork(db: Database, state: 'published' | 'open' = 'open') {
	const { hall, token, dayCardId, secret } = await cardIn(db, state);
	await takeUpCard(db, { token, secret }, () => at(1));
	const approved = await approve(db, { dayCardId, dropInId: hall.dropInId }, hall.coordinator, at(2));
	const taken = await takeUpCard(db, { token, secret }, () => at(3));
	if (!approved.ok || !taken.ok || taken.login === null) throw new Error('not signed in');
	const agencyId = hall.agencies.housing?.agencyId ?? '';
	const rep = { kind: 'rep' as const, staffId: approved.staffId, agencyId, dropInId: hall.dropInId, dayCardId };
	return { db, hall, token, secret, login: taken.login, rep };
}

async function cardIn(
	db: Database,
	state: 'published' | 'open' = 'open'
): Promise<{ db: Database; hall: Hall; token: string; dayCardId: string; secret: string }> {
	const hall = await makeHall(db, { state });
	const wanted = { dropInId: hall.dropInId, agencyId: hall.agencies.housing?.agencyId ?? '', label: 'Housing 2' };
	const issued = await issue(db, wanted, hall.coordinator, at(0));
	if (!issued.ok) throw new Error(issued.refusal.reason);
	return { db, hall, token: issued.token, dayCardId: issued.dayCardId, secret: db.codes.token() };
}
