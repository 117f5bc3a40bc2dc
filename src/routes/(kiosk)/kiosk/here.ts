import type { PageData } from './$types';

/** The drop-in a paired tablet stands at. */
export type Here = NonNullable<PageData['here']>;
