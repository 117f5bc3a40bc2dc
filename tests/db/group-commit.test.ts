import { rmSync } from 'node:fs';
import type { Database as SqliteHandle } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done, refuse } from '#lib/domain/refusal.ts';
import type { Writer } from '#lib/server/db/change.ts';
import { groupCommit } from '#lib/server/db/group-commit.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import type { Tables } from '#lib/server/db/schema.ts';
import { openForWriting } from '#lib/server/db/sqlite.ts';
import { emptyPlace } from '../support/databases.ts';

describe('changes that share one commit', () => {
	let raw: SqliteHandle;
	let kysely: Kysely<Tables>;
	let writer: Writer;
	let cleanup = async () => {};
	let file = '';

	beforeEach(async () => {
		const made = await emptyPlace('sqlite');
		cleanup = made.cleanup;
		file = 'file' in made.place ? made.place.file : '';
		({ raw, kysely } = openForWriting(file));
		await migrate(kysely);
		writer = groupCommit(raw, kysely);
	});
	afterEach(async () => {
		await kysely.destroy();
		await cleanup();
		rmSync(file, { force: true });
	});

	it('are kept together: nobody is told before all of them are on disk', async () => {
		const other = openForWriting(file);
		const seen: number[] = [];
		const one = (bucket: string) =>
			write(bucket).then(() => {
				seen.push((other.raw.prepare('select count(*) as n from throttle').get() as { n: number }).n);
			});
		await Promise.all(['a', 'b', 'c', 'd'].map(one));
		await other.kysely.destroy();
		expect(seen).toEqual([4, 4, 4, 4]);
	});

	it('run strictly one after another, in the order they came', async () => {
		const order: string[] = [];
		const work = (name: string) =>
			writer.run(async (trx) => {
				order.push(`${name} begins`);
				await trx.selectFrom('throttle').selectAll().execute();
				await trx.selectFrom('throttle').selectAll().execute();
				order.push(`${name} ends`);
				return done();
			});
		await Promise.all([work('first'), work('second'), work('third')]);
		expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
	});

	it('do not see what a neighbour was refused, and see what it was granted', async () => {
		const refused = writer.run(async (trx) => {
			await trx.insertInto('throttle').values(row('refused')).execute();
			return refuse('not_allowed');
		});
		const granted = write('granted');
		const sees = writer.run(async (trx) =>
			done({ buckets: await trx.selectFrom('throttle').select('bucket').execute() })
		);
		expect([(await refused).ok, (await granted).ok]).toEqual([false, true]);
		expect(await sees).toEqual({ ok: true, buckets: [{ bucket: 'granted' }] });
	});

	it('all fail when the disk is full, none of them by half, and the next ones work again', async () => {
		await write('before');
		raw.pragma(`max_page_count = ${raw.pragma('page_count', { simple: true }) as number}`);
		const neighbours = ['a', 'b'].map(write);
		const greedy = writer.run(async (trx) => {
			for (let i = 0; i < 200; i++)
				await trx
					.insertInto('throttle')
					.values(row(`${i} ${'x'.repeat(4000)}`))
					.execute();
			return done();
		});
		const after = ['c', 'd'].map(write);
		const results = await Promise.allSettled([...neighbours, greedy, ...after]);
		expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
		expect(buckets()).toEqual(['before']);

		raw.pragma('max_page_count = 1000000');
		expect(await write('afterwards')).toEqual({ ok: true });
		expect(buckets()).toEqual(['afterwards', 'before']);
		expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
	});

	it('that come while one group commits wait for the next, however many', async () => {
		const small = groupCommit(raw, kysely, 3);
		const many = Array.from({ length: 20 }, (_, i) =>
			small.run(async (trx) => {
				await trx
					.insertInto('throttle')
					.values(row(`many ${i}`))
					.execute();
				return done();
			})
		);
		expect((await Promise.all(many)).every(({ ok }) => ok)).toBe(true);
		expect(buckets()).toHaveLength(20);
	});

	it('wait while another process holds the file', async () => {
		const other = openForWriting(file);
		other.raw.exec('begin immediate');
		const waiting = write('patient');
		let settled = false;
		void waiting.then(() => (settled = true));
		for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
		expect(settled).toBe(false);
		other.raw.exec('rollback');
		expect(await waiting).toEqual({ ok: true });
		await other.kysely.destroy();
	});

	function write(bucket: string) {
		return writer.run(async (trx) => {
			await trx.insertInto('throttle').values(row(bucket)).execute();
			return done();
		});
	}

	function buckets(): string[] {
		return (raw.prepare('select bucket from throttle order by bucket').all() as { bucket: string }[]).map(
			({ bucket }) => bucket
		);
	}
});

function row(bucket: string) {
	return { bucket, tries: 1, as_of: '2024-03-27T15:00:00.000Z' };
}
