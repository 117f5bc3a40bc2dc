import { describe, expect, it } from 'vitest';
import { lookUpWords } from '../../src/routes/(admin)/admin/record/look-up-words.ts';

describe('a look-up in the record', () => {
	it('says by what somebody was looked for, and whether they were found', () => {
		expect(lookUpWords('name: several')).toBe('Looked for somebody at the door by full name: several found');
		expect(lookUpWords('reference_or_name: nobody')).toBe(
			'Looked for somebody at the door by reference and by full name: nobody found'
		);
		expect(lookUpWords('note: found')).toBe('Opened the ticket of somebody who asked for help at the door');
		const said = ['reference', 'code', 'name', 'number'].map((by) => lookUpWords(`${by}: found`));
		expect(new Set(said).size).toBe(4);
		expect(said).not.toContain(null);
	});

	it('is left as it was written down when it is of another time', () => {
		for (const detail of ['', 'name', 'by heart: found', 'name: perhaps']) expect(lookUpWords(detail)).toBeNull();
	});
});
