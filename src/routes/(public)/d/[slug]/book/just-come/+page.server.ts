import { publicDropIn } from '../../public-drop-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { slug, startsAt, endsAt, hub } = await publicDropIn(event);
	const { name, street, town, postcode, zone } = hub;
	return { back: `/d/${slug}/book/topics`, startsAt, endsAt, hub: { name, street, town, postcode, zone } };
};
