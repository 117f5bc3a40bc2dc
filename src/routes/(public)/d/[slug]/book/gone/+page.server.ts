import { publicDropIn } from '../../public-drop-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { slug } = await publicDropIn(event);
	return { slug, back: `/d/${slug}` };
};
