import { applyAction } from '$app/forms';
import { invalidateAll } from '$app/navigation';
import type { SubmitFunction } from '@sveltejs/kit';
import type { RefusalReason } from '#lib/domain/refusal.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** What came of the last press, beside the button it was meant for. */
export interface Answer {
	action: string;
	refused: string;
	/** Not when it did not get through, or something broke: nothing was decided. */
	why?: RefusalReason;
}

/**
 * Presses without loading the page anew: one at a time, what was typed stays, and a lost connection is said in words.
 * Without script the same buttons are plain forms.
 */
export function presses(after: () => void) {
	let answer = $state<Answer | null | undefined>();
	let busy = $state(false);

	const send: SubmitFunction = ({ action, cancel }) => {
		if (busy) return cancel();
		busy = true;
		return async ({ result }) => {
			busy = false;
			if (result.type === 'redirect' && result.location !== '/desk') return applyAction(result);
			if (result.type === 'failure') answer = result.data as unknown as Answer;
			else if (result.type === 'error') answer = { action: action.search.slice(2), refused: faultText(result.error) };
			else answer = null;
			// After a refusal too: things have moved on meanwhile.
			if (result.type !== 'error') await invalidateAll();
			after();
		};
	};

	return {
		send,
		/** Undefined before the first press. */
		get answer() {
			return answer;
		},
		get busy() {
			return busy;
		}
	};
}

function faultText(error: { id?: string } | undefined): string {
	return error?.id ? m.desk_fault({ id: error.id }) : m.desk_not_sent();
}
