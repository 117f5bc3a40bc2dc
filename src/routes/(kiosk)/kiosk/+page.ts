/** One app in one tab: what a person says is kept in its memory and nowhere else (UX K9). */
export const ssr = false;
