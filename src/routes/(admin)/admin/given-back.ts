interface GivenForm {
	which?: string;
	values?: Record<string, string>;
	errors?: { field?: string; text: string }[];
}

/**
 * What the fields of a form show: what was typed when it came back with something wrong, else what is stored.
 * @param which tells forms of one page apart; none for a page's only form
 */
export function givenBack(form: unknown, stored: Record<string, string | number | null | undefined>, which = '') {
	const given = (form ?? {}) as GivenForm;
	const mine = given.values !== undefined && (given.which ?? '') === which;
	const errors = mine ? (given.errors ?? []) : [];
	function value(name: string): string {
		return mine ? (given.values?.[name] ?? '') : String(stored[name] ?? '');
	}
	return {
		errors,
		value,
		field: (name: string) => ({ value: value(name), error: errors.find((error) => error.field === name)?.text }),
		isTicked: (name: string) => value(name) === 'on',
		chosen: (name: string) => value(name).split(' ').filter(Boolean)
	};
}
