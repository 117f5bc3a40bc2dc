import { building } from '$app/environment';
import { error, type Handle, type HandleServerError, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { isLanguageCode, baseLanguage, languageOf } from '#lib/i18n/languages.ts';
import { paraglideMiddleware } from '#lib/i18n/paraglide/server.js';
import { theApp } from '#lib/server/app.ts';
import { dropCookie, readCookie, setCookie } from '#lib/server/auth/cookies.ts';
import { readLogin } from '#lib/server/auth/logins.ts';
import { networkOf } from '#lib/server/auth/network.ts';
import { provesOrigin } from '#lib/server/auth/origin.ts';
import { pairedDevice, readSecret } from '#lib/server/auth/pairing.ts';
import { narrowPolicy, securityHeaders } from '#lib/server/headers.ts';
import { newFaultId } from '#lib/server/ids.ts';
import { describe, log } from '#lib/server/log.ts';

export const init: ServerInit = async () => {
	if (!building) await theApp();
};

type Arrival = Parameters<Handle>[0];

export const handle: Handle = sequence(withHeaders, fromOurPages, inTheReadersLanguage, withTheApp);

export const handleError: HandleServerError = ({ error: fault, event, status, message }) => {
	if (status < 500) return { message };
	const id = newFaultId();
	// The route's pattern, never its address: that may be a link which opens something.
	log.error({ id, route: event.route.id, method: event.request.method, ...describe(fault) }, 'fault');
	return { message, id };
};

async function withHeaders({ event, resolve }: Arrival): Promise<Response> {
	const response = await resolve(event);
	for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
	const policy = response.headers.get('content-security-policy');
	if (policy !== null) response.headers.set('content-security-policy', narrowPolicy(policy, event.url.pathname));
	if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000');
	// Nothing of a ticket, desk or kiosk stays in a shared browser unless its route says otherwise.
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
	return response;
}

async function fromOurPages({ event, resolve }: Arrival): Promise<Response> {
	if (!provesOrigin(event.request, event.url)) {
		log.warn({ route: event.route.id, method: event.request.method, status: 403 }, 'access refused: another site');
		return new Response('This request came from another site.', { status: 403 });
	}
	refuseBodiesThatAreNoForm(event.request);
	return resolve(event);
}

function inTheReadersLanguage({ event, resolve }: Arrival): Promise<Response> {
	// Headers only: the body is the action's to read.
	const asked = new Request(event.url, { headers: event.request.headers });
	return paraglideMiddleware(asked, ({ locale }) => {
		const language = languageOf(isLanguageCode(locale) ? locale : baseLanguage);
		event.locals.locale = locale;
		event.locals.dir = language.dir;
		return resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%dir%', language.dir)
		});
	});
}

async function withTheApp({ event, resolve }: Arrival): Promise<Response> {
	if (building) return resolve(event);
	const { config, db, now } = await theApp();
	const { locals } = event;
	Object.assign(locals, { db, now, demo: config.demo, staff: null, loginEnded: false, device: null });
	locals.clientKey = db.codes.lookup('throttle', `address ${networkOf(event.getClientAddress())}`);
	await rememberStaff(event);
	locals.deviceSecret = readSecret(event, 'device');
	locals.device = await pairedDevice(event);
	return resolve(event);
}

async function rememberStaff(event: RequestEvent): Promise<void> {
	const secret = readCookie(event, 'login');
	if (secret === null) return;
	const login = await readLogin(event.locals.db, secret, event.locals.now);
	event.locals.staff = login?.staff ?? null;
	event.locals.loginEnded = login === null;
	if (!login) dropCookie(event, 'login');
	else if (login.renewed) setCookie(event, 'login', secret);
}

/** A body that says it is a form and is none is the sender's mistake, not a fault of ours. */
function refuseBodiesThatAreNoForm(request: Request): void {
	const read = request.formData.bind(request);
	request.formData = async () => {
		try {
			return await read();
		} catch (fault) {
			if (fault instanceof TypeError) error(400, 'This is no form');
			throw fault;
		}
	};
}
