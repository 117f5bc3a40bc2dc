import { describe, expect, it } from 'vitest';
import { type DropInState, isBookable, mayBecome } from '#lib/domain/drop-in.ts';
import { after } from '../support/lines.ts';

const states: DropInState[] = ['draft', 'published', 'open', 'closing', 'closed', 'cancelled'];

describe('a drop-in', () => {
	it('goes only the ways a coordinator may take it', () => {
		const ways = states.flatMap((from) => states.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`));
		expect(ways).toEqual([
			'draft → published',
			'draft → cancelled',
			'published → draft',
			'published → open',
			'published → cancelled',
			'open → closing',
			'open → closed',
			'closing → open',
			'closing → closed',
			'closed → open'
		]);
	});

	it('takes bookings while it is published or open and has not ended', () => {
		const endsAt = after(3600);
		expect(states.filter((state) => isBookable({ state, endsAt }, after(0)))).toEqual(['published', 'open']);
		expect(states.filter((state) => isBookable({ state, endsAt }, endsAt))).toEqual([]);
	});
});
