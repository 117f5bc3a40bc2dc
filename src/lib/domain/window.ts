import { addMinutes, type Instant, minutesBetween } from './instant.ts';

export interface Hours {
	startsAt: Instant;
	endsAt: Instant;
}

/** The arrival windows of a drop-in, one after another, `minutes` long (at least one); a last shorter one is left out. */
export function windowsOf(hours: Hours, minutes: number): Hours[] {
	const windows: Hours[] = [];
	if (!(minutes >= 1 && minutes <= minutesBetween(hours.startsAt, hours.endsAt))) return windows;
	for (let startsAt = hours.startsAt; ;) {
		const endsAt = addMinutes(startsAt, minutes);
		if (endsAt > hours.endsAt) return windows;
		windows.push({ startsAt, endsAt });
		startsAt = endsAt;
	}
}

/** Whether an agency is there for the whole of a window. */
export function covers(attendance: Hours, window: Hours): boolean {
	return attendance.startsAt <= window.startsAt && window.endsAt <= attendance.endsAt;
}

/** One agency's places in one window. */
export interface Places extends Hours {
	windowId: string;
	attendanceId: string;
	free: number;
}

export interface WindowChoice extends Hours {
	windowId: string;
	available: boolean;
}

/**
 * Each window, and whether every one of `attendanceIds` has a place in it. Only that is said, never how many (UX8).
 * Windows that have begun are left out: whoever is in the hall already joins the line as it is.
 */
export function windowChoices(
	places: readonly Places[],
	attendanceIds: readonly string[],
	now: Instant
): WindowChoice[] {
	const wanted = new Set(attendanceIds);
	const byWindow = new Map<string, WindowChoice & { with: number }>();
	for (const place of places) {
		if (place.startsAt <= now || !wanted.has(place.attendanceId)) continue;
		const { windowId, startsAt, endsAt } = place;
		const choice = byWindow.get(windowId) ?? { windowId, startsAt, endsAt, available: false, with: 0 };
		if (place.free > 0) choice.with += 1;
		byWindow.set(windowId, choice);
	}
	return [...byWindow.values()]
		.map(({ with: having, ...choice }) => ({ ...choice, available: having === wanted.size }))
		.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}
