import { applyAction } from '$app/forms';
import { invalidateAll } from '$app/navigation';
import type { ActionResult, SubmitFunction } from '@sveltejs/kit';
import { onMount } from 'svelte';
import type { RefusalReason } from '#lib/domain/refusal.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { answers } from '#lib/ui/answers.ts';
import { isSame, isTooOld, kept, keep, newPress, type Pressed, send as post } from './pressed.ts';

/** What came of the last press, beside the button it was meant for. */
export interface Answer {
	action: string;
	refused: string;
	/** Not when something broke: nothing was decided. */
	why?: RefusalReason;
	/** What is wrong beside which field, and what was typed there, in a form of several fields. */
	errors?: { field?: string; text: string }[];
	typed?: { agency: string; note: string; consent: boolean; namesSender: boolean };
}

/** An answer that takes longer counts as a connection that is away, in milliseconds. */
const PATIENCE = 3_000;
/** How long until a press that did not get through is sent again, in milliseconds: at first, and at most. */
const AGAIN = { first: 1_000, most: 8_000 };

/**
 * Presses without loading the page anew. One at a time: a press that does not get through waits, is shown as waiting, and
 * is sent again with the same command id until the server has it; until then nothing else can be pressed that might
 * contradict it. What is pressed in the moment an answer is on its way comes next, but for the same once more and after a
 * refusal. `name` is what it is kept under in the tab's storage, so that it outlives a reload.
 * Without script the same buttons are plain forms.
 */
export function presses(name: string, after: () => unknown = () => {}) {
	let answer = $state<Answer | null | undefined>();
	let pressed = $state.raw<Pressed | null>(null);
	let next = $state.raw<Pressed | null>(null);
	let isAway = $state(false);
	let wake = () => {};

	onMount(() => {
		const [before, after = null] = kept(name);
		if (before) void deliver(before, true, after);
		const soon = () => wake();
		addEventListener('online', soon);
		return () => {
			removeEventListener('online', soon);
			settle();
		};
	});

	/** Sends a press until there is an answer, or until it is taken back. */
	async function deliver(press: Pressed, late = false, after: Pressed | null = null): Promise<void> {
		pressed = press;
		next = after;
		isAway = late;
		let wait = AGAIN.first;
		for (;;) {
			if (isTooOld(press)) return void conclude({ action: press.action, refused: m.desk_not_sent() });
			keep(name, next ? [press, next] : [press]);
			const slow = setTimeout(() => (isAway = pressed === press || isAway), PATIENCE);
			const result = await post(press);
			clearTimeout(slow);
			if (pressed !== press) return;
			if (result !== null) return receive(press, result, late || isAway);
			isAway = true;
			await new Promise<void>((resolve) => {
				wake = resolve;
				setTimeout(resolve, wait);
			});
			if (pressed !== press) return;
			wait = Math.min(wait * 1.6, AGAIN.most);
		}
	}

	async function receive(press: Pressed, result: ActionResult, late: boolean): Promise<void> {
		if (result.type === 'redirect' && result.location !== '/desk') {
			settle();
			return applyAction(result);
		}
		if (result.type === 'error' && (result.status ?? 500) < 500) {
			settle();
			return applyAction(result);
		}
		if (result.type === 'failure') answer = inWords(result.data as unknown as Answer, late ? press.label : null);
		else if (result.type === 'error') answer = { action: press.action, refused: faultText(result.error) };
		else answer = null;
		const isDone = result.type === 'success' || result.type === 'redirect';
		// What was refused is pressed again at once, mended: how long the page takes to fetch is not waited for.
		if (!isDone) settle();
		// After a refusal too: things have moved on meanwhile.
		if (result.type !== 'error') await invalidateAll();
		if (isDone && next !== null) return deliver(next);
		if (isDone) settle();
		await after();
	}

	function conclude(said: Answer): void {
		answer = said;
		settle();
	}

	function settle(): void {
		pressed = null;
		next = null;
		isAway = false;
		keep(name, []);
		wake();
	}

	const send: SubmitFunction = ({ action, formData, submitter, cancel }) => {
		cancel();
		begin(newPress(action.search.slice(2), formData, labelOf(submitter)));
	};

	function begin(press: Pressed): void {
		if (pressed === null) void deliver(press);
		else if (!isAway && !isSame(press, pressed)) keep(name, [pressed, (next = press)]);
	}

	return {
		/** For `use:enhance`. */
		send,
		/** Presses what no form in sight does. */
		press(action: string, fields: Record<string, string>, label: string): void {
			const form = new FormData();
			for (const [field, value] of Object.entries(fields)) form.set(field, value);
			begin(newPress(action, form, label));
		},
		/** The server may be back: a press that waits is sent now. */
		again: () => wake(),
		/** Takes back a press that waits. Should it have got through already, the page shows that once it is back. */
		async forget(): Promise<void> {
			settle();
			if (await answers()) await invalidateAll();
		},
		/** Undefined before the first press. */
		get answer() {
			return answer;
		},
		get busy() {
			return pressed !== null;
		},
		/** The words on the button of a press that waits for the connection, and of one that comes next. */
		get waiting() {
			return pressed !== null && isAway ? [pressed, next].flatMap((press) => press?.label ?? []).join(' · ') : null;
		}
	};
}

function inWords(answer: Answer, press: string | null): Answer {
	return press === null ? answer : { ...answer, refused: m.desk_late({ press, why: answer.refused }) };
}

function labelOf(button: HTMLElement | null): string {
	return (button?.querySelector('span') ?? button)?.textContent.trim() ?? '';
}

function faultText(error: { id?: string }): string {
	return error.id ? m.desk_fault({ id: error.id }) : m.desk_not_sent();
}
