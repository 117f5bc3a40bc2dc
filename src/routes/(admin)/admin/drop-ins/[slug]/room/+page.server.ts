import { fail, redirect } from '@sveltejs/kit';
import type { Coordinator } from '#lib/domain/actor.ts';
import { isAfterLastAdmission } from '#lib/domain/drop-in.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import { troubles } from '#lib/domain/room.ts';
import { refusalText } from '#lib/i18n/refusal.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import type { Database } from '#lib/server/db/change.ts';
import { idIn } from '#lib/server/form.ts';
import { answerHelp } from '#lib/server/operations/desk/answer-help.ts';
import { cannotGo } from '#lib/server/operations/desk/cannot-go.ts';
import { endHelp } from '#lib/server/operations/desk/end-help.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn, stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { changeTable } from '#lib/server/operations/drop-in/set-tables.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const { id, lastAdmissionAt } = await dropInOf(event);
	const at = now();
	const room = await roomView(db, id, at);
	const last = lastAdmissionAt && { at: lastAdmissionAt, over: isAfterLastAdmission(lastAdmissionAt, at) };
	return { room, troubles: troubles(room, at), last, now: at };
};

export const actions: Actions = {
	answerHelp: (event) => onHelp(event, requireCoordinator(event), answerHelp),
	goInstead: (event) =>
		onHelp(event, requireCoordinator(event), (db, input, by, at) =>
			answerHelp(db, { ...input, instead: true }, by, at)
		),
	cannotGo: (event) => onHelp(event, requireCoordinator(event), cannotGo),
	endHelp: (event) => onHelp(event, requireCoordinator(event), endHelp),
	stop: async (event) => turned(event, requireCoordinator(event), stopCheckIn),
	reopen: async (event) => turned(event, requireCoordinator(event), openDropIn),
	close: async (event) => turned(event, requireCoordinator(event), closeDropIn),
	/** A table that was out of use. */
	table: async (event) => {
		const actor = requireCoordinator(event);
		const tableId = idIn(await event.request.formData(), 'tableId');
		return turned(event, actor, (db, { dropInId }, by, at) =>
			changeTable(db, { dropInId, tableId, attendanceId: null, outOfUse: false }, by, at)
		);
	}
};

type Turn = (db: Database, input: { dropInId: string }, actor: Coordinator, now: Instant) => Promise<Result>;

async function turned(event: RequestEvent, actor: Coordinator, turn: Turn) {
	const { db, now } = event.locals;
	const { id: dropInId, slug } = await dropInOf(event);
	const result = await turn(db, { dropInId }, actor, now());
	if (!result.ok) return fail(400, { refused: refusalText(result.refusal) });
	redirect(303, `/admin/drop-ins/${slug}/room`);
}

async function onHelp(event: RequestEvent, actor: Coordinator, verb: typeof endHelp) {
	const { db, now } = event.locals;
	const { id: dropInId, slug } = await dropInOf(event);
	const helpId = idIn(await event.request.formData(), 'helpId');
	const result = await verb(db, { dropInId, helpId }, actor, now());
	if (!result.ok) return fail(400, { refused: refusalText(result.refusal) });
	redirect(303, `/admin/drop-ins/${slug}/room`);
}
