/** Names as people look for them. Each engine would sort them its own way: by bytes, or by the server's locale. */
const names = new Intl.Collator('en-GB', { numeric: true });

/** Rows in the order of their names; those of one name by id. Gives a new list. */
export function byName<T extends { id: string; name: string }>(rows: readonly T[]): T[] {
	return rows.toSorted((a, b) => names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}
