/** UX K7: so long without a touch, then a warning that counts down, in seconds. Announced on the first screen. */
export const IDLE_SECONDS = 60;
export const WARNING_SECONDS = 30;

export type Idle = { state: 'here' } | { state: 'warning'; left: number } | { state: 'gone' };

/** What to do when the screen was last touched `milliseconds` ago. */
export function idleAfter(milliseconds: number): Idle {
	const seconds = Math.floor(milliseconds / 1000);
	if (seconds < IDLE_SECONDS) return { state: 'here' };
	const left = IDLE_SECONDS + WARNING_SECONDS - seconds;
	return left > 0 ? { state: 'warning', left } : { state: 'gone' };
}
