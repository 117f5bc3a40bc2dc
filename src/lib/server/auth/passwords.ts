import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2 = promisify(argon2Callback);

interface Cost {
	/** KiB. */
	memory: number;
	passes: number;
	parallelism: number;
}

/** OWASP Password Storage Cheat Sheet, 2025: argon2id with 19 MiB, two passes, one lane. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_LENGTH = 32;

/** Longer texts are refused before they are hashed. */
export const PASSWORD_MAX = 256;

/** `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. Takes tens of milliseconds off the main thread: never inside a change. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const tag = await tagOf(password, salt, cost, TAG_LENGTH);
	const { memory, passes, parallelism } = cost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Without a hash (nobody has that address) it does the same work and answers no, so that time tells nothing. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
	const { salt, tag, ...asked } = parse(hash ?? (await decoy()));
	const given = await tagOf(password.slice(0, PASSWORD_MAX), salt, asked, tag.length);
	return timingSafeEqual(given, tag) && hash !== null;
}

let decoyMade: Promise<string> | undefined;
function decoy(): Promise<string> {
	decoyMade ??= hashPassword(randomBytes(16).toString('hex'));
	return decoyMade;
}

function tagOf(
	password: string,
	nonce: Buffer,
	{ memory, passes, parallelism }: Cost,
	tagLength: number
): Promise<Buffer> {
	// Two keyboards may write the same letter in two ways.
	const message = password.normalize('NFKC');
	return argon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength });
}

function parse(hash: string): Cost & { salt: Buffer; tag: Buffer } {
	const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
	if (!parts) throw new Error('A password hash is not in the form expected');
	const [, memory, passes, parallelism, salt = '', tag = ''] = parts;
	return {
		memory: Number(memory),
		passes: Number(passes),
		parallelism: Number(parallelism),
		salt: Buffer.from(salt, 'base64'),
		tag: Buffer.from(tag, 'base64')
	};
}

function unpadded(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}
