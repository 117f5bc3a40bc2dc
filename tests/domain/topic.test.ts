import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inReadingOrder } from '#lib/domain/topic.ts';
import { always } from '../support/runs.ts';

const topics = fc.uniqueArray(
	fc.record({
		id: fc.constantFrom(...'abcdefgh'),
		insteadOfId: fc.option(fc.constantFrom(...'abcdefgh', 'elsewhere'), { nil: null })
	}),
	{ selector: ({ id }) => id }
);

describe('topics as they are read', () => {
	it('are all there, each once, however the alternatives hang together', () => {
		always(
			fc.property(topics, (offered) => {
				expect(
					inReadingOrder(offered)
						.map(({ id }) => id)
						.toSorted()
				).toEqual(offered.map(({ id }) => id).toSorted());
			})
		);
	});

	it('have each alternative right after what it stands in for', () => {
		const list = ['repairs', 'police', 'health', 'not the police', 'not them either'].map((id) => ({
			id,
			insteadOfId: { 'not the police': 'police', 'not them either': 'not the police' }[id] ?? null
		}));
		expect(inReadingOrder(list).map(({ id }) => id)).toEqual([
			'repairs',
			'police',
			'not the police',
			'not them either',
			'health'
		]);
	});

	it('keep an alternative whose topic nobody answers today', () => {
		expect(inReadingOrder([{ id: 'not the police', insteadOfId: 'police' }])).toHaveLength(1);
	});
});
