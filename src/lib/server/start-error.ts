/** Why the server does not start, in words for the person who started it: shown without a stack. */
export class StartError extends Error {
	override readonly name = 'StartError';
}

/** By name and not by class: the built app carries a copy of the class of its own. */
export function isStartError(error: unknown): error is StartError {
	return error instanceof Error && error.name === 'StartError';
}
