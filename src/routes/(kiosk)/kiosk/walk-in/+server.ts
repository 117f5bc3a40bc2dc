import { arrivalAtTablet } from '#lib/domain/visit.ts';
import { requireKiosk } from '#lib/server/auth/guards.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { notUnderstood, tellArrival } from '../answers.ts';
import { readBody, walkInBody } from '../bodies.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const kiosk = requireKiosk(event);
	const { db, now } = event.locals;
	const body = await readBody(event.request, walkInBody);
	if (body === null) return notUnderstood();
	const { topicIds, sooner, size, language, needs, interpreter, howToCall, arrivedAt, sentAt, ...ids } = body;
	const party = { name: null, size, language, needs, needsOther: '', interpreter, howToCall };
	const came = arrivalAtTablet({ arrivedAt, sentAt }, now());
	const input = { ...ids, dropInId: kiosk.dropInId, arrivedAt: came, topicIds, party, priorityAsked: sooner };
	return tellArrival(await walkIn(db, input, kiosk, now()), body.visitId);
};
