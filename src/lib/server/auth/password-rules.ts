import { refuse, type Result, done } from '../../domain/refusal.ts';
import { commonPasswords } from './common-passwords.ts';
import { PASSWORD_MAX } from './passwords.ts';

const SHORTEST = 12;

/** Twelve characters or more and none that everybody tries first; no rules about what it is made of (UX P10, NCSC). */
export function checkPassword(password: string, { name, email }: { name: string; email: string }): Result {
	const field = 'password';
	if ([...password].length < SHORTEST) return refuse('password_short', { field, values: { shortest: SHORTEST } });
	if (password.length > PASSWORD_MAX) return refuse('text_too_long', { field, values: { longest: PASSWORD_MAX } });
	return isCommon(password, [name, email, email.split('@')[0] ?? '']) ? refuse('password_common', { field }) : done();
}

function isCommon(password: string, own: string[]): boolean {
	const plain = bare(password);
	const words = plain.replace(/[\d]+$/, '').replace(/^[\d]+/, '');
	if (commonPasswords.has(plain) || commonPasswords.has(words)) return true;
	if (new Set(plain).size < 5 || isRepeated(plain) || isRun(plain)) return true;
	return own.map(bare).some((word) => word.length >= 4 && (words === word || isRepeated(words.replaceAll(word, '#'))));
}

function bare(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/** `abcabcabcabc`, `summersummer`. */
function isRepeated(text: string): boolean {
	return /^(.+?)\1+$/su.test(text) || /^#+$/.test(text);
}

/** `123456789012`, `abcdefghijkl`, `qwertyuiopas`, and backwards. */
function isRun(text: string): boolean {
	const rows = ['12345678901234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];
	return rows.some((row) => row.includes(text) || [...row].toReversed().join('').includes(text));
}
