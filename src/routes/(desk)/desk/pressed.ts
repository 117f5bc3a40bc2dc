import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';

/** A press of a button, as it is sent and sent again. */
export interface Pressed {
	/** The form action: `start`. */
	action: string;
	fields: [string, string][];
	/** The words on the button. */
	label: string;
	/** By this browser's clock, in milliseconds. */
	at: number;
}

/** A press that has waited for longer is not sent any more, in milliseconds. The server believes no more either. */
const TOO_OLD = 15 * 60_000;
/** Nobody waits longer than this for one answer, in milliseconds. */
const MOST = 8_000;

/** What may be kept in the tab's storage: ids, moments and outcomes. Words typed and choices about a person are not (UX K9). */
const KEEPABLE = new Set(['commandId', 'deskId', 'seen', 'outcome', 'helpId']);

/** With a command id of its own, so that sent twice it happens once (DESIGN 7). */
export function newPress(action: string, form: FormData, label: string): Pressed {
	const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
	return {
		action,
		fields: [...fields.filter(([name]) => name !== 'commandId'), ['commandId', uuid()]],
		label,
		at: Date.now()
	};
}

/** What the server answered; null when it did not, or something else did: a proxy, a hall's sign-on page. */
export async function send({ action, fields, at }: Pressed): Promise<ActionResult | null> {
	const body = new URLSearchParams([...fields, ['ago', String(Math.max(0, Math.floor((Date.now() - at) / 1000)))]]);
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), MOST);
	try {
		const response = await fetch(`/desk?/${action}`, {
			method: 'POST',
			body,
			headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
			signal: abort.signal
		});
		const result = deserialize(await response.text());
		const isOurs = ['success', 'failure', 'redirect', 'error'].includes(result.type);
		// Our own faults come with an id; without one it was somebody on the way.
		const isAway = result.type === 'error' && (result.status ?? 500) >= 500 && !result.error.id;
		return isOurs && !isAway ? result : null;
	} catch {
		return null;
	} finally {
		clearTimeout(timer);
	}
}

/** Whether two presses ask for the same: a finger that came down twice. */
export function isSame(one: Pressed, other: Pressed): boolean {
	const asked = ({ action, fields }: Pressed) =>
		JSON.stringify([action, fields.filter(([name]) => name !== 'commandId')]);
	return asked(one) === asked(other);
}

export function isTooOld({ at }: Pressed): boolean {
	return Date.now() - at > TOO_OLD;
}

/** Keeps presses in this tab for a reload; none forgets them. What holds anything else than ids is not kept, nor what comes after it. */
export function keep(name: string, presses: readonly Pressed[]): void {
	const first = presses.findIndex(
		({ fields }) => !fields.every(([field, value]) => value === '' || KEEPABLE.has(field))
	);
	const may = first < 0 ? presses : presses.slice(0, first);
	try {
		if (may.length > 0) sessionStorage.setItem(name, JSON.stringify(may));
		else sessionStorage.removeItem(name);
	} catch {
		// A browser that keeps nothing: it lives as long as the page.
	}
}

/** The presses that waited when the page was loaded anew, the first to be sent first. */
export function kept(name: string): Pressed[] {
	try {
		return JSON.parse(sessionStorage.getItem(name) ?? '[]') as Pressed[];
	} catch {
		return [];
	}
}

/** By hand: a page without HTTPS has no `crypto.randomUUID`. */
function uuid(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
