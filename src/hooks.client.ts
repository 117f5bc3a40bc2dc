import { navigating } from '$app/state';
import { patientFetch } from '#lib/ui/patient-fetch.ts';

// SvelteKit fetches the data of its pages here, and lets `window.fetch` be another's.
window.fetch = patientFetch(
	window.fetch.bind(window),
	(address) => new URL(address, location.href).pathname.endsWith('/__data.json') && navigating.to === null
);
