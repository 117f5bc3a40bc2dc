import type { Uniform } from './gamma.ts';

/**
 * Chance that can be had again: the numbers one seed gives are always the same. Not for secrets.
 * Mulberry32 (Ettinger 2017), whose state is one 32-bit number; keys are mixed by MurmurHash3's finalizer (Appleby).
 */
export function seeded(seed: number): Uniform {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** One seed made of several numbers, each of which changes all of it. */
export function mix(...parts: number[]): number {
	let h = 0x9e3779b9;
	for (const part of parts) {
		h = Math.imul(h ^ part, 0x85ebca6b);
		h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
		h ^= h >>> 16;
	}
	return h >>> 0;
}

/** A text as a number for {@link mix}: FNV-1a. */
export function numberOf(text: string): number {
	let h = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
	return h >>> 0;
}
