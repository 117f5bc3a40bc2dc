import { posix } from 'node:path';
import ts from 'typescript';
import { isScript, scriptOf, type Tree } from './tree.ts';

/** Who may import what (DESIGN 7): other layers of ours, and packages. */
const layers: { name: string; files: RegExp; may: string[]; packages: RegExp }[] = [
	{ name: 'migrations', files: /^migrations\//, may: ['migrations'], packages: /^kysely$/ },
	{ name: 'domain', files: /^src\/lib\/domain\//, may: ['domain'], packages: /^temporal-polyfill$/ },
	{
		name: 'codes',
		files: /^src\/lib\/server\/(codes|ids)\.ts$/,
		may: ['domain'],
		packages: /^node:crypto$/
	},
	{
		name: 'db',
		files: /^src\/lib\/server\/db\//,
		may: ['db', 'domain', 'codes', 'migrations'],
		packages: /^(kysely(\/migration)?|better-sqlite3|pg|node:(fs|path))$/
	},
	{
		name: 'operations',
		files: /^src\/lib\/server\/operations\//,
		may: ['operations', 'db', 'domain', 'codes'],
		packages: /^node:crypto$/
	},
	{
		name: 'server',
		files: /^src\/lib\/server\//,
		may: ['server', 'operations', 'db', 'domain', 'codes', 'i18n'],
		packages: /^(?!kysely|better-sqlite3$|pg$|svelte)/
	},
	{
		name: 'i18n',
		files: /^src\/lib\/i18n\//,
		may: ['i18n', 'domain'],
		packages: /^(temporal-polyfill|\$app\/.*|@sveltejs\/kit)$/
	},
	{
		name: 'kiosk',
		files: /^src\/lib\/kiosk\//,
		may: ['kiosk', 'domain', 'i18n', 'ui'],
		packages: /^(svelte(\/.*)?|\$app\/.*|@lucide\/svelte\/.*|qrcode|barcode-detector\/ponyfill|zxing-wasm\/reader\/.*)$/
	},
	{
		name: 'ui',
		files: /^src\/lib\/ui\//,
		may: ['ui', 'domain', 'i18n'],
		packages: /^(svelte(\/.*)?|\$app\/.*|@lucide\/svelte.*|@fontsource.*)$/
	},
	{
		name: 'page',
		files: /^src\/routes\/.*\.svelte$/,
		may: ['page', 'page code', 'ui', 'domain', 'i18n', 'kiosk'],
		packages: /^(svelte(\/.*)?|\$app\/.*|@lucide\/svelte.*|\.\/\$types|@sveltejs\/kit)$/
	},
	{
		name: 'page code',
		files: /^src\/routes\//,
		may: ['page', 'page code', 'server', 'operations', 'db', 'domain', 'codes', 'i18n', 'ui', 'kiosk'],
		packages: /^(?!kysely|better-sqlite3$|pg$)/
	},
	{
		name: 'browser entry',
		files: /^src\/(hooks\.client|service-worker)\.ts$/,
		may: ['ui', 'kiosk', 'domain', 'i18n'],
		packages: /^(\$app\/.*|\$service-worker)$/
	},
	{
		name: 'entry',
		files: /^src\/(bin\/|server\.ts|hooks\.server\.ts|hooks\.ts|app\.d\.ts)/,
		may: ['server', 'operations', 'db', 'domain', 'codes', 'i18n', 'entry'],
		packages: /^(?!kysely|better-sqlite3$|pg$)/
	}
];

/** Imports that go where they may not. */
export function forbiddenImports(tree: Tree): string[] {
	return each(tree, (file, imported) => {
		const layer = layerOf(file);
		if (!layer) return null;
		const target = resolve(file, imported);
		if (target === null) return layer.packages.test(imported) ? null : `${layer.name} must not import ${imported}`;
		const other = layerOf(target)?.name ?? 'nothing known';
		return layer.may.includes(other) ? null : `${layer.name} must not import ${other} (${imported})`;
	});
}

/** Files of src that no layer claims: a new folder has to find its place among the rules. */
export function placeless(tree: Tree): string[] {
	return [...tree.keys()].filter((file) => /^(src|migrations)\//.test(file) && isScript(file) && !layerOf(file));
}

/** Files that only pass on what others export. */
export function barrels(tree: Tree): string[] {
	return [...tree].flatMap(([file, text]) => {
		if (!/^(src|migrations)\//.test(file) || !isScript(file)) return [];
		if (/\/index\.ts$/.test(file)) return [`${file}: an index file`];
		const { statements } = ts.createSourceFile(file, scriptOf(file, text), ts.ScriptTarget.Latest);
		const passedOn = statements.filter((one) => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined);
		return passedOn.length > 0 ? [`${file}: exports what another file made`] : [];
	});
}

function each(tree: Tree, judge: (file: string, imported: string) => string | null): string[] {
	return [...tree].flatMap(([file, text]) => {
		if (!isScript(file)) return [];
		const { importedFiles } = ts.preProcessFile(scriptOf(file, text), true, true);
		return importedFiles.flatMap(({ fileName }) => {
			const wrong = judge(file, fileName);
			return wrong === null ? [] : [`${file}: ${wrong}`];
		});
	});
}

function layerOf(file: string) {
	return layers.find(({ files }) => files.test(file));
}

/** A path in the tree, or null for a package and for what Kit generates. */
function resolve(file: string, imported: string): string | null {
	if (imported.startsWith('#lib/')) return `src/lib/${imported.slice('#lib/'.length)}`;
	if (imported.startsWith('#')) return imported.slice(1);
	if (/\/\$types(\.js)?$/.test(imported)) return null;
	return imported.startsWith('.') ? posix.join(posix.dirname(file), imported) : null;
}
