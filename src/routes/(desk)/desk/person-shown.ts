import type { DeskView } from '#lib/server/operations/desk/view.ts';

/** The page's own names for what the server sends: types only, nothing of the server reaches the browser. */
export type DeskShown = DeskView;
export type PersonShown = NonNullable<DeskView['person']>;
