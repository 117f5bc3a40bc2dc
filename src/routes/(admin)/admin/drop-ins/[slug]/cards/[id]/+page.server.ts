import { error } from '@sveltejs/kit';
import { drawQr } from '#lib/kiosk/qr.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { dayCardsOf } from '#lib/server/db/day-cards.ts';
import { agencyById } from '#lib/server/db/agencies.ts';
import { dropInOf } from '../../../../drop-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db } = event.locals;
	const { id } = await dropInOf(event);
	const card = (await dayCardsOf(db.read, id)).find((one) => one.id === event.params.id);
	if (!card || card.state === 'revoked') error(404, 'No such day card');
	const link = `${event.url.origin}/card/${db.codes.unseal('day-card', card.tokenSealed)}`;
	const agency = (await agencyById(db.read, card.agencyId))?.name ?? '';
	return { label: card.label, agency, link, qr: drawQr(link) };
};
