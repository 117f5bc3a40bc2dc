import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../db/change.ts';
import { describe, log } from '../log.ts';
import { onStop } from '../stopping.ts';
import { STEP, watcherOf } from './watch.ts';

/** A comment line this often keeps proxies from closing a quiet stream, in milliseconds. */
const HEARTBEAT = 20_000;
/** A stream ends after this long and the browser opens another, so that a lost right to follow is noticed, in milliseconds. */
const LIFETIME = 60_000;

export interface Audience {
	dropInId: string;
	/** Woken by pairings and the like too. For the few; not for tickets. */
	everything?: boolean;
	/** What this viewer may see now. The stream ticks when it changes and says nothing of it; null ends the stream. */
	project(): Promise<unknown>;
	/**
	 * What others' doings change for this viewer: looked at on the clock alone, in steps, so that a tick's moment tells
	 * nothing of theirs (DESIGN 7).
	 */
	others?: { look(): Promise<unknown>; step?: number };
	/** Milliseconds between a change and its tick: a jittered half-second, so that a tick's moment tells nothing. */
	delay?: () => number;
}

/** Half a second, give or take a half of it. */
export function jittered(): number {
	return 250 + Math.random() * 500;
}

/**
 * A stream of server-sent events that carries no data: an opaque cursor each time what this audience may see has changed.
 * The page then fetches that again, with its own right to see it.
 */
export function liveStream(
	db: Database,
	{ dropInId, everything = false, project, others, delay = jittered }: Audience
): Response {
	let close = () => {};
	const body = new ReadableStream<Uint8Array>({
		async start(controller) {
			const text = new TextEncoder();
			const say = (line: string) => void (ended || controller.enqueue(text.encode(line)));
			let last: string | null = null;
			let due: NodeJS.Timeout | null = null;
			let ended = false;
			let early = false;
			let outlook: unknown = null;
			let step: NodeJS.Timeout | null = null;
			const whole = async () => withOthers(await project(), outlook);

			async function check(): Promise<void> {
				due = null;
				const now = await digestOf(whole).catch((error: unknown) => {
					log.error(describe(error), 'a live view failed');
					return last;
				});
				if (ended || now === last) return;
				// Woken while it was still being looked at for the first time: looked at again then.
				if (last === null) return void (early = true);
				if (now === null) return close();
				last = now;
				tick();
			}
			function wake(): void {
				due ??= setTimeout(check, delay());
			}
			async function takeStep(): Promise<void> {
				outlook = await others?.look().catch(() => outlook);
				if (ended) return;
				wake();
				nextStep();
			}
			function nextStep(): void {
				if (others) step = setTimeout(takeStep, untilStep(others.step));
			}
			function tick(): void {
				say(`event: change\ndata: ${randomBytes(9).toString('base64url')}\n\n`);
			}

			const unfollow = watcherOf(db).follow({ dropInId, everything, wake });
			const heartbeat = setInterval(() => say(':\n\n'), HEARTBEAT);
			const lifetime = setTimeout(() => close(), LIFETIME * (0.9 + Math.random() * 0.2));
			const forget = onStop(() => close());
			close = () => {
				if (ended) return;
				ended = true;
				unfollow();
				forget();
				clearInterval(heartbeat);
				clearTimeout(lifetime);
				if (due) clearTimeout(due);
				if (step) clearTimeout(step);
				try {
					controller.close();
				} catch {
					// The browser had left already.
				}
			};
			// Followed first and looked at then, so that nothing is missed in between.
			outlook = await others?.look().catch(() => null);
			last = await digestOf(whole).catch((error: unknown) => {
				log.error(describe(error), 'a live view failed');
				return null;
			});
			if (last === null) return close();
			say(`retry: 1000\n:\n\n`);
			if (early) wake();
			nextStep();
		},
		cancel: () => close()
	});
	return new Response(body, {
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
	});
}

/** Milliseconds to the next step, and a moment more: what is computed once a step is computed anew then. */
function untilStep(step = STEP): number {
	return step - (Date.now() % step) + Math.random() * Math.min(1000, step / 4);
}

function withOthers(own: unknown, outlook: unknown): unknown {
	return own === null || own === undefined ? null : [own, outlook];
}

async function digestOf(project: () => Promise<unknown>): Promise<string | null> {
	const seen = await project();
	return seen === null || seen === undefined
		? null
		: createHash('sha256').update(JSON.stringify(seen)).digest('base64');
}
