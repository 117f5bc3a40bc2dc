/** A moment as UTC ISO text with milliseconds (`2024-03-27T15:24:00.000Z`): text order is time order. */
export type Instant = string;

/** Minutes from one moment to another; negative when `to` is before `from`. */
export function minutesBetween(from: Instant, to: Instant): number {
	return (Date.parse(to) - Date.parse(from)) / 60_000;
}

/** The moment `minutes` after `at`. */
export function addMinutes(at: Instant, minutes: number): Instant {
	return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}

/** The moment `seconds` after `at`. */
export function addSeconds(at: Instant, seconds: number): Instant {
	return new Date(Date.parse(at) + seconds * 1000).toISOString();
}

export function laterOf(a: Instant, b: Instant): Instant {
	return a > b ? a : b;
}

export function earlierOf(a: Instant, b: Instant): Instant {
	return a < b ? a : b;
}

/** When a button was pressed whose press came `ago` seconds late: never before what went before it, never in the future. */
export function pressedAt(now: Instant, ago: number, before: Instant | null): Instant {
	const pressed = addSeconds(now, -Math.max(0, ago));
	const earliest = before === null ? pressed : laterOf(pressed, before);
	return earliest < now ? earliest : now;
}
