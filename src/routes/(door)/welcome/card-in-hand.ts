import type { RequestEvent } from '@sveltejs/kit';
import type { Welcomer } from '#lib/domain/actor.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { openHandle, sealHandle } from '#lib/server/operations/door/handle.ts';
import type { Entries } from './entries.ts';

/** What was typed or chosen so far, sealed for the way between the walk-in form and the picture card. */
export function sealCard({ locals }: RequestEvent, dropIn: DropIn, actor: Welcomer, entries: Entries): string {
	return sealHandle(
		locals.db.codes,
		{ kind: 'card', dropInId: dropIn.id, staffId: actor.staffId, entries: { ...entries } },
		locals.now()
	);
}

export function cardIn({ locals }: RequestEvent, dropIn: DropIn, actor: Welcomer, sealed: string): Entries | null {
	const wanted = { kind: 'card' as const, dropInId: dropIn.id, staffId: actor.staffId };
	const handle = openHandle(locals.db.codes, sealed, wanted, locals.now());
	return handle === null ? null : (handle.entries as unknown as Entries);
}
