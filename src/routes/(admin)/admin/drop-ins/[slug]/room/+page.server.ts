import { fail, redirect } from '@sveltejs/kit';
import type { Coordinator } from '#lib/domain/actor.ts';
import { troubles } from '#lib/domain/room.ts';
import { refusalText } from '#lib/i18n/refusal.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { idIn } from '#lib/server/form.ts';
import { answerHelp } from '#lib/server/operations/desk/answer-help.ts';
import { endHelp } from '#lib/server/operations/desk/end-help.ts';
import { helpInRoom } from '#lib/server/operations/desk/help.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { staffId } = requireCoordinator(event);
	const { db, now } = event.locals;
	const { id } = await dropInOf(event);
	const at = now();
	const [room, help] = await Promise.all([roomView(db, id, at), helpInRoom(db.read, id, staffId)]);
	return { room, help, troubles: troubles(room, at), now: at };
};

export const actions: Actions = {
	answerHelp: (event) => onHelp(event, requireCoordinator(event), answerHelp),
	endHelp: (event) => onHelp(event, requireCoordinator(event), endHelp)
};

async function onHelp(event: RequestEvent, actor: Coordinator, verb: typeof answerHelp) {
	const { db, now } = event.locals;
	const { id: dropInId, slug } = await dropInOf(event);
	const helpId = idIn(await event.request.formData(), 'helpId');
	const result = await verb(db, { dropInId, helpId }, actor, now());
	if (!result.ok) return fail(400, { refused: refusalText(result.refusal) });
	redirect(303, `/admin/drop-ins/${slug}/room`);
}
