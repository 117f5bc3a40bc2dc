import type { LayoutServerLoad } from './$types';

/** Dates are told with their year where today's reader could not know it. */
export const load: LayoutServerLoad = ({ locals }) => ({ now: locals.now() });
