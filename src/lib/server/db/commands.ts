import { type Actor, actorKey } from '../../domain/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Trx } from './change.ts';

interface Command {
	id: string;
	dropInId: string;
	kind: string;
}

/**
 * Marks a command as applied. Gives null the first time, and afterwards what it answered then, so that an answer
 * lost on the way changes nothing. Somebody else's command id answers nothing, nor does one whose answer was deleted.
 */
export async function applyOnce<T>(
	trx: Trx,
	command: Command,
	actor: Actor,
	now: Instant
): Promise<{ answer: T | null } | null> {
	const fresh = await trx
		.insertInto('command')
		.values({
			id: command.id,
			drop_in_id: command.dropInId,
			kind: command.kind,
			actor: actorKey(actor),
			answer: '{}',
			applied_at: now
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.returning('id')
		.executeTakeFirst();
	if (fresh) return null;
	const known = await trx.selectFrom('command').selectAll().where('id', '=', command.id).executeTakeFirstOrThrow();
	const same = known.actor === actorKey(actor) && known.kind === command.kind && known.drop_in_id === command.dropInId;
	return { answer: same ? (JSON.parse(known.answer) as T | null) : null };
}

/** Forgets what any command answered with this visit's numbers: asked again, it answers nothing and does nothing. */
export async function forgetAnswers(trx: Trx, visit: { id: string; drop_in_id: string }): Promise<void> {
	const tickets = await trx.selectFrom('ticket').select('number').where('visit_id', '=', visit.id).execute();
	for (const { number } of tickets)
		await trx
			.updateTable('command')
			.set({ answer: 'null' })
			.where('drop_in_id', '=', visit.drop_in_id)
			// A number is given once at a drop-in, so that it stands for the visit.
			.where('answer', 'like', `%"number":"${number}"%`)
			.execute();
}

/** Keeps what a command answered. */
export async function keepAnswer(trx: Trx, id: string, answer: object): Promise<void> {
	await trx
		.updateTable('command')
		.set({ answer: JSON.stringify(answer) })
		.where('id', '=', id)
		.execute();
}
