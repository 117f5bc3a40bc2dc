import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** One way into the app: a page, one of its actions, or a method of an endpoint. */
export interface Entry {
	/** The route with its groups left out: `/d/[slug]/book/topics`. */
	route: string;
	/** `page`, `action <name>`, or a method: `GET`, `POST`. */
	how: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];

/** Every way into the app, read from the route files themselves. */
export function entries(root = 'src/routes'): Entry[] {
	const found: Entry[] = [];
	for (const file of globSync(`${root}/**/+{page.svelte,page@*.svelte,page.server.ts,server.ts}`)) {
		const route = routeOf(file, root);
		if (/\+page(@.*)?\.svelte$/.test(file)) found.push({ route, how: 'page' });
		else if (file.endsWith('+page.server.ts'))
			found.push(...actionsOf(file).map((name) => ({ route, how: `action ${name}` })));
		else found.push(...methodsOf(file).map((how) => ({ route, how })));
	}
	return found.sort((a, b) => `${a.route} ${a.how}`.localeCompare(`${b.route} ${b.how}`));
}

function routeOf(file: string, root: string): string {
	const parts = file
		.slice(root.length)
		.split('/')
		.slice(0, -1)
		.filter((part) => part !== '' && !/^\(.*\)$/.test(part));
	return `/${parts.join('/')}`;
}

function actionsOf(file: string): string[] {
	const actions = exported(file).get('actions');
	if (!actions) return [];
	const object = unwrap(actions);
	if (!ts.isObjectLiteralExpression(object)) throw new Error(`${file}: actions must be written out as an object`);
	return object.properties.map((property) => {
		if (!property.name || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)))
			throw new Error(`${file}: an action without a plain name`);
		return property.name.text;
	});
}

function methodsOf(file: string): string[] {
	return [...exported(file).keys()].filter((name) => METHODS.includes(name));
}

function exported(file: string): Map<string, ts.Expression | undefined> {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const names = new Map<string, ts.Expression | undefined>();
	for (const statement of source.statements) {
		const isExported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) continue;
		if (ts.isVariableStatement(statement))
			for (const declaration of statement.declarationList.declarations)
				if (ts.isIdentifier(declaration.name)) names.set(declaration.name.text, declaration.initializer);
		if (ts.isFunctionDeclaration(statement) && statement.name) names.set(statement.name.text, undefined);
	}
	return names;
}

function unwrap(expression: ts.Expression): ts.Expression {
	return ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression)
		? unwrap(expression.expression)
		: expression;
}
