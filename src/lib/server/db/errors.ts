/** Whether another process holds the SQLite file just now. */
export function isBusy(error: unknown): boolean {
	return codeOf(error).startsWith('SQLITE_BUSY');
}

/** Whether a unique rule said no, on either engine. For tests and logs: operations decide by `on conflict`, never by catching. */
export function isUniqueViolation(error: unknown): boolean {
	const code = codeOf(error);
	return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** Whether a CHECK, foreign key, not-null or unique rule said no, on either engine. */
export function isRuleViolation(error: unknown): boolean {
	const code = codeOf(error);
	return code.startsWith('23') || code.startsWith('SQLITE_CONSTRAINT');
}

function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : '';
}
