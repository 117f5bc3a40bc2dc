import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { linkByToken } from '#lib/server/db/links.ts';
import { claim, isClaimable, isClaimedBy } from '#lib/server/operations/visit/claim.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('the kiosk’s QR', (open) => {
	it('becomes the ticket of one phone, and is dead for the next', async () => {
		const { db, token, visitId } = await start();
		const [mine, theirs] = [db.codes.token(), db.codes.token()];
		expect(await isClaimable(db, token)).toBe(true);
		expect(await claim(db, { token, ticket: mine }, at(2))).toEqual({ ok: true, ticket: mine });
		expect(await claim(db, { token, ticket: theirs }, at(3))).toEqual(ended);
		expect(await isClaimable(db, token)).toBe(false);
		expect(await isClaimedBy(db, { token, ticket: mine })).toBe(true);
		expect(await isClaimedBy(db, { token, ticket: theirs })).toBe(false);
		expect(await linkByToken(db.read, db.codes, mine)).toMatchObject({
			purpose: 'ticket',
			visit_id: visitId,
			ended_at: null
		});
		expect(await linkByToken(db.read, db.codes, theirs)).toBeNull();
	});

	it('lands on the same ticket at a double tap', async () => {
		const { db, token } = await start();
		const ticket = db.codes.token();
		const both = await Promise.all([claim(db, { token, ticket }, at(2)), claim(db, { token, ticket }, at(2))]);
		expect(both).toEqual([done({ ticket }), done({ ticket })]);
	});

	it('goes to one of two phones that press at once', async () => {
		const { db, token } = await start();
		const both = await Promise.all([1, 2].map(() => claim(db, { token, ticket: db.codes.token() }, at(2))));
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
	});

	it('opens nothing when it is unknown, a ticket itself, or of a visit that is over', async () => {
		const { db, token, visitId } = await start();
		const ticket = db.codes.token();
		expect(await claim(db, { token: db.codes.token(), ticket }, at(2))).toEqual(ended);
		await leave(db, visitId);
		expect(await isClaimable(db, token)).toBe(false);
		expect(await claim(db, { token, ticket }, at(4))).toEqual(ended);
	});

	it('cannot be turned into somebody else’s ticket', async () => {
		const { db, token, hall } = await start();
		const theirs = await admitted(db, hall);
		const ticket = db.codes.token();
		await claim(db, { token: theirs.token, ticket }, at(2));
		expect(await claim(db, { token, ticket }, at(3))).toEqual(ended);
		expect(await claim(db, { token: ticket, ticket: db.codes.token() }, at(3))).toEqual(ended);
	});

	async function start() {
		const db = await open();
		const hall = await makeHall(db);
		return { db, hall, ...(await admitted(db, hall)) };
	}
});

const ended = { ok: false, refusal: { reason: 'link_ended' } };

async function admitted(db: Database, hall: Awaited<ReturnType<typeof makeHall>>) {
	const ids = { ...arrival(at(1)), claim: db.codes.token() };
	const choice = { dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false };
	expect(await walkIn(db, { ...ids, ...choice }, hall.kiosk, at(1))).toMatchObject({ ok: true });
	return { token: ids.claim, visitId: ids.visitId };
}

async function leave(db: Database, visitId: string): Promise<void> {
	await change(db, async (trx) => {
		await trx
			.updateTable('visit')
			.set({ state: 'left', left_at: at(3), left_how: 'walkout' })
			.where('id', '=', visitId)
			.execute();
		return done();
	});
}
