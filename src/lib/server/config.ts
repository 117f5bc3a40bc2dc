import { resolve } from 'node:path';
import * as v from 'valibot';
import { StartError } from './start-error.ts';

/** What the environment says, checked. Folders are absolute. */
export interface Config {
	dataDir: string;
	/** A PostgreSQL address; SQLite under `dataDir` without one. */
	databaseUrl: string | null;
	/** 0 takes any that is free. */
	port: number;
	host: string;
	/** The public address, where there is only one. Without it each request says its own. */
	origin: string | null;
	/** Whether `X-Forwarded-Proto`, `-Host` and `-For` come from a proxy of ours and are believed. */
	trustProxy: boolean;
	/** 32 bytes; kept in `dataDir/key` without it. */
	key: Buffer | null;
	logLevel: (typeof logLevels)[number];
	demo: boolean;
	/** Tests only: a file that says what time it is. */
	clockFile: string | null;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const on = v.optional(
	v.pipe(
		v.picklist(['0', '1', 'true', 'false'], 'must be 1 or 0'),
		v.transform((said) => said === '1' || said === 'true')
	),
	'0'
);

const environment = v.object({
	DATA_DIR: v.optional(v.string(), './data'),
	DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\/\S+$/, 'must begin with postgres://'))),
	PORT: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^\d{1,5}$/, 'must be a number up to 65535'),
			v.transform(Number),
			v.maxValue(65_535, 'must be a number up to 65535')
		),
		'3000'
	),
	HOST: v.optional(v.string(), '0.0.0.0'),
	ORIGIN: v.optional(v.pipe(v.string(), v.check(isOrigin, 'must be like https://queue.example.org, without a path'))),
	TRUST_PROXY: on,
	ONE_ROOF_KEY: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) => Buffer.from(text, 'base64')),
			v.check((key) => key.length === 32, 'must be 32 bytes in base64 (try: openssl rand -base64 32)')
		)
	),
	LOG_LEVEL: v.optional(v.picklist(logLevels, `must be one of ${logLevels.join(', ')}`), 'info'),
	ONE_ROOF_DEMO: on,
	ONE_ROOF_TEST: on,
	ONE_ROOF_CLOCK_FILE: v.optional(v.string())
});

/**
 * Reads the environment. Empty variables count as absent.
 * @throws StartError that names every variable that makes no sense, and never repeats a value: some are secret.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
	const read = v.safeParse(environment, present);
	if (!read.success) {
		const lines = read.issues.map((issue) => `  ${v.getDotPath(issue)} ${issue.message}`);
		throw new StartError(`One Roof cannot start with this environment:\n${lines.join('\n')}`);
	}
	const said = read.output;
	return {
		dataDir: resolve(said.DATA_DIR),
		databaseUrl: said.DATABASE_URL ?? null,
		port: said.PORT,
		host: said.HOST,
		origin: said.ORIGIN ? new URL(said.ORIGIN).origin : null,
		trustProxy: said.TRUST_PROXY,
		key: said.ONE_ROOF_KEY ?? null,
		logLevel: said.LOG_LEVEL,
		demo: said.ONE_ROOF_DEMO,
		clockFile: said.ONE_ROOF_TEST ? (said.ONE_ROOF_CLOCK_FILE ?? null) : null
	};
}

function isOrigin(text: string): boolean {
	const url = URL.canParse(text) ? new URL(text) : null;
	return (
		url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
	);
}
