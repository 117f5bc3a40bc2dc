import type { Database as SqliteHandle } from 'better-sqlite3';
import { sql } from 'kysely';
import { done } from '#lib/domain/refusal.ts';
import type { Writer } from '#lib/server/db/change.ts';
import { groupCommit } from '#lib/server/db/group-commit.ts';
import { openForWriting } from '#lib/server/db/sqlite.ts';
import { newId } from '#lib/server/ids.ts';
import { OPENS } from '../support/hall.ts';
import type { Contender } from './measure.ts';

/**
 * The same small command four ways: count the revision, mark the command as applied, write one row down.
 * The file's flush to disk is the limit of one commit each; the bare driver in one transaction that of a group.
 */
export function commits(file: string, dropInId: string): { contenders: Contender[]; close(): Promise<void> } {
	const { raw, kysely } = openForWriting(file);
	const bare = bareCommand(raw, dropInId);
	const singly = groupCommit(raw, kysely, 1);
	const grouped = groupCommit(raw, kysely);
	const many = (writer: Writer) => async (count: number) => {
		await Promise.all(Array.from({ length: count }, () => command(writer, dropInId)));
	};
	return {
		contenders: [
			{
				name: 'bare driver, one commit each',
				against: 'bare driver, one commit each',
				count: 300,
				run: (count) => repeat(count, () => inOne(raw, 1, bare))
			},
			{ name: 'Kysely, one commit each', against: 'bare driver, one commit each', count: 300, run: many(singly) },
			{
				name: 'bare driver, 256 a commit',
				against: 'bare driver, 256 a commit',
				count: 5120,
				run: (count) => repeat(count / 256, () => inOne(raw, 256, bare))
			},
			{ name: 'Kysely, group commit', against: 'bare driver, 256 a commit', count: 5120, run: many(grouped) },
			{ name: 'Kysely, group commit again', against: 'Kysely, one commit each', count: 5120, run: many(grouped) }
		],
		close: () => kysely.destroy()
	};
}

function command(writer: Writer, dropInId: string) {
	return writer.run(async (trx) => {
		await trx
			.updateTable('drop_in')
			.set({ revision: sql<number>`revision + 1` })
			.where('id', '=', dropInId)
			.returningAll()
			.executeTakeFirst();
		await trx
			.insertInto('command')
			.values({ id: newId(), drop_in_id: dropInId, actor: 'bench', kind: 'bench', answer: '{}', applied_at: OPENS })
			.onConflict((conflict) => conflict.column('id').doNothing())
			.returning('id')
			.executeTakeFirst();
		await trx
			.insertInto('audit')
			.values({ id: newId(), created_at: OPENS, staff_id: null, drop_in_id: dropInId, action: 'bench', detail: '' })
			.execute();
		return done();
	});
}

function bareCommand(raw: SqliteHandle, dropInId: string): () => void {
	const revise = raw.prepare('update drop_in set revision = revision + 1 where id = ? returning *');
	const apply = raw.prepare(
		`insert into command (id, drop_in_id, actor, kind, answer, applied_at) values (?, ?, 'bench', 'bench', '{}', ?) on conflict (id) do nothing returning id`
	);
	const note = raw.prepare(
		`insert into audit (id, created_at, staff_id, drop_in_id, action, detail) values (?, ?, null, ?, 'bench', '')`
	);
	return () => {
		revise.get(dropInId);
		apply.get(newId(), dropInId, OPENS);
		note.run(newId(), OPENS, dropInId);
	};
}

function inOne(raw: SqliteHandle, size: number, bare: () => void): void {
	raw.exec('begin immediate');
	for (let i = 0; i < size; i++) {
		raw.exec('savepoint change');
		bare();
		raw.exec('release change');
	}
	raw.exec('commit');
}

function repeat(count: number, act: () => void): void {
	for (let i = 0; i < count; i++) act();
}
