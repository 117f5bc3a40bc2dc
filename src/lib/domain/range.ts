import type { Wait } from './forecast.ts';

/** A wait in round minutes: from 0 is "less than `to`", to Infinity "more than `from`". */
export interface Range {
	from: number;
	to: number;
}

/** The minutes that are said: steps of five up to an hour, then of a quarter. */
const STEPS = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 75, 90, 105, 120];
/** A said end stays until the true one is this many minutes beyond it. */
const SLACK = 1.5;
/** Wider than this share of its own end, and than half an hour, a range says nothing. */
const WIDEST = 0.75;
/** "More than an hour" is as far as it goes. */
const FAR = 60;

/**
 * What to say of a wait: rounded outwards, so that it never promises more than is known. Null when cold: in one of five
 * futures or more nobody calls them, or anything might be.
 * @param before what was said last: its ends stay while they still hold, so that a phone's range does not flicker
 */
export function rangeOf({ low, high }: Wait, before: Range | null = null): Range | null {
	if (!Number.isFinite(high)) return null;
	if (low >= (before?.to === Infinity ? FAR - 2 * SLACK : FAR)) return { from: FAR, to: Infinity };
	if (high - low > Math.max(30, WIDEST * high)) return null;
	const from = holdsBelow(before?.from, low) ? before.from : stepBelow(low);
	const to = holdsAbove(before?.to, high) ? before.to : stepAbove(high);
	return { from: Math.min(from, stepBelow(to - 1)), to };
}

function holdsBelow(said: number | undefined, low: number): said is number {
	return said !== undefined && low >= said - SLACK && low < stepAfter(said) + SLACK;
}

function holdsAbove(said: number | undefined, high: number): said is number {
	return said !== undefined && high <= said + SLACK && high > stepBelow(said - 1) - SLACK;
}

function stepBelow(minutes: number): number {
	return STEPS.findLast((step) => step <= minutes) ?? 0;
}

function stepAbove(minutes: number): number {
	return STEPS.find((step) => step >= minutes && step > 0) ?? Infinity;
}

function stepAfter(step: number): number {
	return STEPS.find((one) => one > step) ?? Infinity;
}
