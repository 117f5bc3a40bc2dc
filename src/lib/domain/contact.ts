import type { Contact } from './booking.ts';
import { asciiDigits } from './reference.ts';
import { done, type Result, refuse } from './refusal.ts';

/**
 * How to reach somebody, as typed (UX6): any phone format will do. "No messages" keeps nothing at all.
 * @param typed `safe` is `yes`, `no`, or nothing said
 */
export function readContact(typed: { phone: string; email: string; safe: string }): Result<{ contact: Contact }> {
	const phone = typed.phone.trim();
	const email = typed.email.trim();
	if (typed.safe === 'no' || (phone === '' && email === ''))
		return done({ contact: { phone: null, email: null, safe: false } });
	if (phone !== '' && !isPhone(phone)) return refuse('phone_invalid', { field: 'phone' });
	if (email !== '' && !isEmail(email)) return refuse('email_invalid', { field: 'email' });
	if (typed.safe !== 'yes') return refuse('contact_choice_missing', { field: 'safe' });
	return done({ contact: { phone: phone || null, email: email || null, safe: true } });
}

function isPhone(text: string): boolean {
	const digits = asciiDigits(text).replace(/\D/g, '');
	return text.length <= 40 && digits.length >= 6 && digits.length <= 15;
}

/** Whether a text can be an email address: not more than that, since only a message shows that it is one. */
export function isEmail(text: string): boolean {
	return text.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}
