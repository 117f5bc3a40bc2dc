import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { done, refuse } from '#lib/domain/refusal.ts';
import { change, changeDropIn, onCommit } from '#lib/server/db/change.ts';
import { onBothEngines } from '../support/databases.ts';

const row = (bucket: string) => ({ bucket, tries: 1, as_of: '2024-03-27T15:00:00.000Z' });

onBothEngines('a change', (open, engine) => {
	it('is kept when it answers ok, and undone when it refuses or throws', async () => {
		const db = await open();
		await change(db, async (trx) => {
			await trx.insertInto('throttle').values(row('kept')).execute();
			return done();
		});
		const refused = await change(db, async (trx) => {
			await trx.insertInto('throttle').values(row('refused')).execute();
			return refuse('not_allowed');
		});
		await expect(
			change(db, async (trx) => {
				await trx.insertInto('throttle').values(row('thrown')).execute();
				throw new Error('a bug');
			})
		).rejects.toThrow('a bug');
		expect(refused).toEqual({ ok: false, refusal: { reason: 'not_allowed' } });
		expect(await db.read.selectFrom('throttle').select('bucket').execute()).toEqual([{ bucket: 'kept' }]);
	});

	it('that breaks a rule leaves its neighbours in the same group alone', async () => {
		const db = await open();
		const one = (bucket: string) =>
			change(db, async (trx) => {
				await trx.insertInto('throttle').values(row(bucket)).execute();
				return done();
			});
		const results = await Promise.allSettled([one('a'), one('a'), one('b')]);
		expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(2);
		expect(await db.read.selectFrom('throttle').select('bucket').orderBy('bucket').execute()).toHaveLength(2);
	});

	it('cannot be made through the handle for reading', async () => {
		const db = await open();
		await expect(db.read.insertInto('throttle').values(row('sneaked')).execute()).rejects.toThrow(/read.?only/i);
	});

	it('is told to listeners only after it is committed, and not when refused', async () => {
		const db = await open();
		let told = 0;
		onCommit(db, () => (told += 1));
		await change(db, async () => refuse('not_allowed'));
		expect(told).toBe(0);
		await change(db, async () => done());
		expect(told).toBe(1);
	});

	if (engine === 'postgres') {
		it('whose connection is lost says what went wrong first', async () => {
			const db = await open();
			const lost = change(db, async (trx) => {
				await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx).catch(() => {});
				throw new Error('a bug');
			});
			await expect(lost).rejects.toThrow('a bug');
			expect(await change(db, async () => done())).toEqual({ ok: true });
		});
	}

	it('on a drop-in nobody knows is refused', async () => {
		const db = await open();
		expect(await changeDropIn(db, 'nowhere', async () => done())).toEqual({
			ok: false,
			refusal: { reason: 'drop_in_unknown' }
		});
	});
});
