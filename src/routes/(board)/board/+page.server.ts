import { redirect } from '@sveltejs/kit';
import { isLanguageCode, type LanguageCode } from '#lib/i18n/languages.ts';
import { requireBoard } from '#lib/server/auth/guards.ts';
import { forgetPairing, pairingFor } from '#lib/server/auth/pairing.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const pairing = await pairingFor(event, 'board');
	if (pairing.state !== 'paired') return { pairing, view: null };
	const { dropInId } = requireBoard(event);
	const { db, locale } = event.locals;
	const now = event.locals.now();
	const view = await boardView(db, dropInId, now);
	if (view === null) return { pairing: { state: 'revoked' as const }, view };
	return {
		pairing: { state: 'paired' as const },
		view: { ...view, speech: view.speech.filter(isLanguageCode) },
		now,
		languages: [locale, beside(locale, view.speech)]
	};
};

export const actions: Actions = {
	// For whoever stands before a screen that was taken away: it forgets only itself.
	askAgain: (event) => {
		if (event.locals.device === null) forgetPairing(event, 'board');
		redirect(303, '/board');
	}
};

/**
 * The hall's second language (UX P3), beside the screen's own: the one it hears beside English, else Arabic. The same words
 * for every call, so they tell of nobody.
 */
function beside(own: LanguageCode, heard: readonly string[]): LanguageCode {
	if (own !== 'en') return 'en';
	return heard.filter(isLanguageCode).find((code) => code !== 'en') ?? 'ar';
}
