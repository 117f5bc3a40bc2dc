import type { RequestEvent } from '@sveltejs/kit';
import type { Resident } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import { residentOf } from '#lib/server/auth/resident.ts';
import type { Database } from '#lib/server/db/change.ts';
import { idIn } from '#lib/server/form.ts';
import { newId } from '#lib/server/ids.ts';
import type { ByTicket } from '#lib/server/operations/ticket/by-ticket.ts';
import { tokenIn } from './ticket-token.ts';

type Deed = (db: Database, input: ByTicket, actor: Resident, now: Instant) => Promise<Result>;

/** Does something with the ticket of this page, once for each page shown. */
export async function byHolder(event: RequestEvent<{ token: string }>, form: FormData, deed: Deed): Promise<Result> {
	const { db, now } = event.locals;
	const token = tokenIn(event);
	return deed(db, { commandId: idIn(form, 'command') || newId(), token }, residentOf(event), now());
}
