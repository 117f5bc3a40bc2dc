import { expect, it } from 'vitest';
import { newId } from '#lib/server/ids.ts';

it('an id tells when it was made', () => {
	const before = Date.now();
	const made = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
	expect(made).toBeGreaterThanOrEqual(before);
	expect(made).toBeLessThanOrEqual(Date.now());
});

it('an id made later sorts later, in one millisecond too', () => {
	const made = Array.from({ length: 50_000 }, newId);
	expect(made.toSorted()).toEqual(made);
	expect(new Set(made).size).toBe(made.length);
	for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
