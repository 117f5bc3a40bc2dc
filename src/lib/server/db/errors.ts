/** Whether another process holds the SQLite file just now. */
export function isBusy(error: unknown): boolean {
	return codeOf(error).startsWith('SQLITE_BUSY');
}

/** Whether PostgreSQL undid a transaction because of another: a unique index both wrote to, or a deadlock. */
export function metAnother(error: unknown): boolean {
	return ['23505', '40P01', '40001'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : '';
}
