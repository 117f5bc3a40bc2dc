/** Whether the server is there at all. */
export async function answers(): Promise<boolean> {
	return fetch('/healthz', { method: 'HEAD', cache: 'no-store' }).then(
		({ ok }) => ok,
		() => false
	);
}
