import { existsSync } from 'node:fs';
import { start } from '../server.ts';

// `npm start`: the built app, with embedded SQLite under DATA_DIR unless DATABASE_URL says otherwise.
if (!existsSync(new URL('../../build/handler.js', import.meta.url))) {
	console.error('One Roof is not built yet. Run `npm run build` first, then `npm start` again.');
	process.exit(1);
}
await start();
