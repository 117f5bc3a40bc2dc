import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codesFrom } from '#lib/server/codes.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import { makeHall } from '../support/hall.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { commits } from './commits.ts';
import { forecasts, forecastTable } from './forecasts.ts';
import { hallWork } from './hall-work.ts';
import { measure, table } from './measure.ts';
import { pages } from './pages.ts';

// How fast the house works on this machine. Ratios within one run say something; the figures alone do not.
const folder = mkdtempSync(join(tmpdir(), 'one-roof-bench-'));
const codes = codesFrom(randomBytes(32));
try {
	const file = join(folder, 'one-roof.db');
	const db = await openDatabase({ file }, { codes });
	const { dropInId } = await makeHall(db);
	const { contenders, close } = commits(file, dropInId);
	console.log(table('One small command on SQLite, every commit flushed to disk', await measure(contenders)));
	await close();
	console.log(table('Commands of a busy hall on SQLite', await measure(hallWork(db), 3)));
	const foreseen = forecasts(db);
	console.log(forecastTable(await measure(foreseen.contenders, 3)));
	await foreseen.close();
	await db.close();

	const { url, stop } = await startPostgres();
	const other = await openDatabase({ url: `${url}/postgres` }, { codes });
	console.log(table('The same on PostgreSQL', await measure(hallWork(other), 3)));
	await other.close();
	await stop();

	if (existsSync('build/handler.js')) {
		const http = await pages();
		console.log(table('Pages of the built app', await measure(http.contenders, 3)));
		await http.close();
	} else console.log('Pages: not measured, for there is no build (npm run build)');
} finally {
	rmSync(folder, { recursive: true, force: true });
}
