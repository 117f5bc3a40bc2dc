import { pino } from 'pino';

/**
 * The server's log: one line of JSON each. It never holds a name, an address, a token or the path of a page
 * (a path may be a link that opens something): only route ids, reasons, counts, and the ids of the staff who signed in
 * or were turned away, which say nothing without the database.
 */
export const log = pino({
	level: process.env.LOG_LEVEL || 'info',
	base: undefined,
	timestamp: pino.stdTimeFunctions.isoTime
});

/** What may be written down of a fault: its kind, where it happened, and its words without anything quoted in them. */
export function describe(error: unknown): { kind: string; code?: string; words: string; frames: string[] } {
	if (!(error instanceof Error)) return { kind: typeof error, words: '', frames: [] };
	const code = (error as { code?: unknown }).code;
	return {
		kind: error.name,
		...(typeof code === 'string' ? { code } : {}),
		words: withoutQuotes(error.message),
		frames: (error.stack ?? '')
			.split('\n')
			.filter((line) => /^\s+at /.test(line))
			.slice(0, 12)
			.map((line) => line.trim())
	};
}

function withoutQuotes(message: string): string {
	return message.replace(/(["'`“]).*["'`”]/gs, '“…”').slice(0, 300);
}
