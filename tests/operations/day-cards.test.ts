import { expect, it } from 'vitest';
import { lookAtCard, takeUpCard } from '#lib/server/auth/day-card.ts';
import { readLogin } from '#lib/server/auth/logins.ts';
import type { Database } from '#lib/server/db/change.ts';
import { dayCardsOf } from '#lib/server/db/day-cards.ts';
import { approve } from '#lib/server/operations/day-card/approve.ts';
import { checkLetters } from '#lib/server/operations/day-card/held-by.ts';
import { issue } from '#lib/server/operations/day-card/issue.ts';
import { revoke } from '#lib/server/operations/day-card/revoke.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
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

async function cardIn(
	db: Database
): Promise<{ db: Database; hall: Hall; token: string; dayCardId: string; secret: string }> {
	const hall = await makeHall(db);
	const wanted = { dropInId: hall.dropInId, agencyId: hall.agencies.housing?.agencyId ?? '', label: 'Housing 2' };
	const issued = await issue(db, wanted, hall.coordinator, at(0));
	if (!issued.ok) throw new Error(issued.refusal.reason);
	return { db, hall, token: issued.token, dayCardId: issued.dayCardId, secret: db.codes.token() };
}
