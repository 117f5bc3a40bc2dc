/** A ticket's number standing by itself: not three digits of an id, a moment or a file's name. */
export function alone(number: string): RegExp {
	return new RegExp(`(?<![\\w.-])${number}(?![\\w.-])`);
}
