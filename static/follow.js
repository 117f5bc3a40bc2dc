// A ticket page that looks again by itself. The stream carries no data: it only says that something changed.
(() => {
	const box = document.getElementById('ticket');
	const stream = box && box.dataset.follow;
	if (!stream || !window.EventSource || !window.DOMParser) return;
	let source, busy, again, cut;
	// Read out by a screen reader when it changes; the page itself is too long to be.
	const said = document.createElement('p');
	said.className = 'visually-hidden';
	said.setAttribute('role', 'status');
	box.after(said);

	function listen() {
		source = new EventSource(stream);
		source.addEventListener('change', look);
		source.onerror = () => (cut = true);
		source.onopen = () => {
			// Something may have changed while nobody listened.
			if (cut) look();
			cut = false;
		};
	}

	async function look() {
		if (busy) return (again = true);
		busy = true;
		try {
			const answer = await fetch(location.href, { cache: 'no-store', headers: { accept: 'text/html' } });
			if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
		} catch {
			// Without a connection the page stays as it is; the stream comes back by itself.
		}
		busy = false;
		if (again) {
			again = false;
			look();
		}
	}

	function show(page) {
		const next = page.getElementById('ticket');
		if (!next || next.innerHTML === box.innerHTML) return;
		box.innerHTML = next.innerHTML;
		document.title = page.title;
		said.textContent = box.querySelector('h1').textContent;
		if (next.querySelector('[data-called]') && navigator.vibrate) navigator.vibrate([300, 150, 300]);
		if (!next.dataset.follow) source.close();
	}

	listen();
	// A phone that slept has missed ticks.
	document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
})();
