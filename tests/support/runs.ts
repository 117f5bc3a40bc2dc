import fc from 'fast-check';

/** `npm run test:long` runs the full counts. */
export const long = process.env.ONE_ROOF_LONG === '1';

/** The same every time, so that a failure is found again; `ONE_ROOF_SEED=n` tries others. */
export const seed = Number(process.env.ONE_ROOF_SEED ?? 20_240_327);

/** `usual` runs, or `full` in a long run. */
export function runs(usual: number, full = usual * 25): number {
	return long ? full : usual;
}

/** Tries a property with made-up values. A failure prints its seed, its path and the smallest case. */
export function always<T>(property: fc.IProperty<T>, usual = 200): void {
	fc.assert(property, { seed, numRuns: runs(usual) });
}

export async function alwaysAsync<T>(property: fc.IAsyncProperty<T>, usual = 20): Promise<void> {
	await fc.assert(property, { seed, numRuns: runs(usual) });
}
