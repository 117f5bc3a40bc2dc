import { plainText } from '../domain/words.ts';

/** What was typed into one field. Empty when it is missing, is a file, or came twice: no form of ours does that. */
export function textIn(form: FormData, name: string): string {
	const all = form.getAll(name);
	const [only] = all;
	return all.length === 1 && typeof only === 'string' ? plainText(only) : '';
}

/** The boxes ticked under one name, each once; files are none. */
export function choicesIn(form: FormData, name: string): string[] {
	const all = form.getAll(name).filter((value) => typeof value === 'string');
	return [...new Set(all.map(plainText))];
}

/** An id as it can be one, empty otherwise: PostgreSQL takes no NUL in a text. */
export function idIn(form: FormData, name: string): string {
	const id = textIn(form, name);
	return /^[\w-]{1,64}$/.test(id) ? id : '';
}
