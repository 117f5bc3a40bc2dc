// The ticket page, live. The stream carries no data: it only says that something changed, and the page is fetched again.
(() => {
	const box = document.getElementById('ticket');
	const bar = document.getElementById('live');
	if (!box || !box.dataset.follow || !bar || !window.EventSource || !window.DOMParser) return;

	/** Nothing heard for so long, in milliseconds: every stream ends and begins anew within a minute. */
	const SILENCE = 90000;
	/** A stream that is away for no longer than this is no news. */
	const PATIENCE = 5000;
	/** A page that takes longer to fetch hangs, in milliseconds. */
	const LONGEST = 8000;

	const live = bar.querySelector('[data-live]');
	const button = bar.querySelector('button');
	const said = bar.querySelector('[role=status]');
	let source, busy, again, retry, heard, lost, sound, awake;
	let call = callOn(document);

	function listen() {
		if (source) source.close();
		if (!box.dataset.follow) return (bar.hidden = true);
		heard = Date.now();
		source = new EventSource(box.dataset.follow);
		source.onopen = () => {
			hear();
			// Something may have changed while nobody listened.
			look();
		};
		source.addEventListener('change', () => {
			hear();
			look();
		});
		source.onerror = () => {
			lost = lost || setTimeout(() => isLive(false), PATIENCE);
			// An answer that is no stream ends it for good; the network alone does not.
			if (source.readyState === 2) setTimeout(listen, PATIENCE);
		};
	}

	function hear() {
		heard = Date.now();
		clearTimeout(lost);
		lost = null;
		isLive(true);
	}

	function isLive(yes) {
		const words = yes ? live.dataset.live : live.dataset.lost;
		if (live.textContent === words) return;
		live.textContent = words;
		live.classList.toggle('lost', !yes);
	}

	async function look() {
		if (busy) return (again = true);
		busy = true;
		const give = new AbortController();
		const late = setTimeout(() => give.abort(), LONGEST);
		try {
			const headers = { accept: 'text/html' };
			const answer = await fetch(location.pathname, { cache: 'no-store', headers, signal: give.signal });
			if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
			if (source.readyState === 1 && navigator.onLine) isLive(true);
		} catch {
			// The page stays as it is, says so, and looks again: what it was woken for may be a call.
			isLive(false);
			clearTimeout(retry);
			retry = setTimeout(look, PATIENCE);
		}
		clearTimeout(late);
		busy = false;
		if (again) {
			again = false;
			look();
		}
	}

	function show(page) {
		const next = page.getElementById('ticket');
		if (!next) return;
		dropByHand(page);
		const before = news(document);
		const at = scrollY;
		for (const part of document.querySelectorAll('[data-part]')) swap(part, page.getElementById(part.id));
		Object.assign(box.dataset, next.dataset);
		if (!next.dataset.follow) delete box.dataset.follow;
		document.title = page.title;
		say(news(document).filter((text) => !before.includes(text)));
		scrollTo(0, at);
		isCalled(callOn(document));
		if (!box.dataset.follow) listen();
		else button.parentElement.hidden = box.dataset.state !== 'here';
	}

	/** What is the same stays untouched, so that nothing flickers and nobody loses what they are at. */
	function swap(old, fresh) {
		const focused = document.activeElement;
		const name = old.contains(focused) ? nameOf(focused) : null;
		const [was, is] = [[...old.children], fresh ? [...fresh.children] : []];
		is.forEach((child, i) => {
			// Makes one press count once; until it is pressed the one that is there will do.
			child.querySelectorAll('[name=command]').forEach((field) => {
				const known = was[i] && was[i].querySelector('[name=command]');
				if (known) field.setAttribute('value', known.value);
			});
			if (!was[i]) old.append(child);
			else if (!was[i].isEqualNode(child)) was[i].replaceWith(child);
		});
		was.slice(is.length).forEach((child) => child.remove());
		if (name === null || focused.isConnected) return;
		const same = [...old.querySelectorAll('a, button, summary')].find((one) => nameOf(one) === name);
		(same || document.getElementById('main')).focus({ preventScroll: true });
	}

	/** What is said to whoever has no script. */
	function dropByHand(page) {
		page.querySelectorAll('[data-by-hand]').forEach((words) => words.remove());
	}

	function nameOf(element) {
		return element.getAttribute('href') || element.textContent;
	}

	function news(page) {
		return [...page.querySelectorAll('[data-say]')].map(({ textContent }) => textContent.trim());
	}

	/** Read out by a screen reader: what changed alone, for the page is too long. */
	function say(texts) {
		if (texts.length > 0) said.textContent = texts.join(' ');
	}

	function callOn(page) {
		const card = page.querySelector('[data-call]');
		return card ? card.dataset.call : null;
	}

	/** Once for each call, however often the page is looked at. */
	function isCalled(now) {
		const fresh = now !== null && now !== call;
		call = now;
		if (!fresh) return;
		scrollTo(0, 0);
		if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
		if (sound) ring();
	}

	function ring() {
		[0, 0.35, 0.7].forEach((wait, i) => {
			const [tone, loud] = [sound.createOscillator(), sound.createGain()];
			const from = sound.currentTime + wait;
			tone.frequency.value = [660, 880, 660][i];
			loud.gain.setValueAtTime(0.4, from);
			loud.gain.exponentialRampToValueAtTime(0.001, from + 0.3);
			tone.connect(loud).connect(sound.destination);
			tone.start(from);
			tone.stop(from + 0.3);
		});
	}

	/** A sound only for whoever asked for one; a phone whose screen is dark hears nothing, so it stays on. */
	button.addEventListener('click', () => {
		const on = button.getAttribute('aria-pressed') !== 'true';
		turn(on);
		if (sound) ring();
		if (on && navigator.vibrate) navigator.vibrate(100);
	});

	function turn(on) {
		button.setAttribute('aria-pressed', on);
		if (sound) sound.close();
		sound = on && window.AudioContext ? new AudioContext() : null;
		kept(on ? 'on' : 'off');
		stayAwake(on);
	}

	/** For this tab alone, through the page's own forms: whether a sound was asked for, and nothing else. */
	function kept(word) {
		try {
			if (word) sessionStorage.setItem('sound', word);
			return sessionStorage.getItem('sound') === 'on';
		} catch {
			return false;
		}
	}

	/** No browser lets a page be loud before it was touched: so it is on again at the first touch, and says so then. */
	async function touched({ target }) {
		// Its own press turns it on by itself.
		if (sound || button.contains(target) || !kept() || !window.AudioContext) return;
		const again = new AudioContext();
		await Promise.race([again.resume(), new Promise((end) => setTimeout(end, 300))]);
		if (again.state !== 'running' || sound || !kept()) return again.close();
		sound = again;
		button.setAttribute('aria-pressed', true);
		stayAwake(true);
	}

	async function stayAwake(on) {
		try {
			if (awake) await awake.release();
			awake = on ? await navigator.wakeLock.request('screen') : null;
		} catch {
			// Not every phone can, and a phone low on power may not.
		}
	}

	function wake() {
		if (document.visibilityState !== 'visible') return;
		if (button.getAttribute('aria-pressed') === 'true') stayAwake(true);
		listen();
	}

	bar.hidden = false;
	// A finger that scrolls is no touch to a browser, and one that is lifted is.
	for (const what of ['pointerup', 'keydown']) addEventListener(what, touched);
	button.parentElement.hidden = box.dataset.state !== 'here';
	dropByHand(document);
	listen();
	// A phone that slept has missed ticks, and its stream may be dead without knowing.
	document.addEventListener('visibilitychange', wake);
	addEventListener('pageshow', (event) => event.persisted && wake());
	addEventListener('online', listen);
	addEventListener('offline', () => isLive(false));
	setInterval(() => Date.now() - heard > SILENCE && listen(), PATIENCE);
})();
