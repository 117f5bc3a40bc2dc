import { languageOf, languages, type LanguageCode } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { FieldWords } from './forms.server.ts';

// What is said beside a field of a form when nothing is in it, and how the field is called otherwise.

type Fields = Record<string, FieldWords>;

export const hubFields: Fields = {
	name: { label: m.admin_hub_name, missing: m.admin_missing_hub_name },
	street: { label: m.admin_hub_street, missing: m.admin_missing_street },
	town: { label: m.admin_hub_town, missing: m.admin_missing_town },
	postcode: { label: m.admin_hub_postcode, missing: m.admin_missing_postcode },
	access: { label: m.admin_hub_access }
};

export const agencyFields: Fields = {
	name: { label: m.admin_agency_name, missing: m.admin_missing_agency_name },
	typicalMinutes: { label: m.admin_agency_minutes, missing: m.admin_missing_minutes }
};

export const topicFields: Fields = {
	position: { label: m.admin_topic_position, missing: m.admin_missing_position },
	...inEachLanguage('label', { label: m.admin_topic_label, missing: m.admin_missing_topic_label }),
	...inEachLanguage('meet', { label: m.admin_topic_meet, missing: m.admin_missing_meet })
};

export const scheduleFields: Fields = {
	...inEachLanguage('title', { label: m.admin_form_name, missing: m.admin_missing_title }),
	...inEachLanguage('audience', { label: m.admin_form_audience }),
	...inEachLanguage('elsewhere', { label: m.admin_form_elsewhere }),
	date: { missing: m.admin_missing_date },
	weekday: { missing: m.admin_missing_weekday },
	starts: { missing: m.admin_missing_starts },
	ends: { missing: m.admin_missing_ends },
	lastAdmission: { label: m.admin_form_last },
	headStart: { label: m.admin_form_head_start, missing: m.admin_missing_head_start },
	priorityRate: { label: m.admin_form_priority, missing: m.admin_missing_priority }
};

export const attendingFields: Fields = {
	starts: { label: m.admin_att_from, missing: m.admin_missing_from },
	ends: { label: m.admin_att_to, missing: m.admin_missing_to },
	capacity: { label: m.admin_att_capacity, missing: m.admin_missing_capacity }
};

export const agencyDayFields: Fields = {
	starts: { label: m.admin_day_from, missing: m.admin_missing_from },
	how: { missing: m.admin_missing_how },
	line: { missing: m.admin_missing_line }
};

export const tableFields: Fields = {
	number: { label: m.admin_tables_first, missing: m.admin_missing_table_number },
	count: { label: m.admin_tables_count, missing: m.admin_missing_count }
};

export const deviceFields: Fields = {
	code: { missing: m.admin_missing_code },
	name: { label: m.admin_dev_name, missing: m.admin_missing_device_name },
	linkName: { label: m.admin_dev_name, missing: m.admin_missing_device_name }
};

export const boardFields: Fields = {
	starts: { label: m.admin_dev_quiet_from, missing: m.admin_missing_quiet_from },
	ends: { label: m.admin_dev_quiet_until, missing: m.admin_missing_quiet_until }
};

export const cardFields: Fields = { label: { label: m.admin_cards_label, missing: m.admin_missing_card_label } };

export const personFields: Fields = {
	name: { label: m.admin_people_name, missing: m.admin_missing_person_name },
	email: { missing: m.admin_missing_email }
};

export const tellFields: Fields = { reason: { label: m.admin_tell_reason, missing: m.admin_missing_reason } };

/** The same in every language of a form; English goes without saying. */
function inEachLanguage(name: string, words: FieldWords): Fields {
	return Object.fromEntries(
		languages.map(({ code }) => [`${name}-${code}`, code === 'en' ? words : inLanguage(code, words)])
	);
}

function inLanguage(code: LanguageCode, { label, missing }: FieldWords): FieldWords {
	const said = (words: () => string) => () =>
		m.admin_named_problem({ field: m.admin_in_language({ language: languageOf(code).name }), problem: words() });
	return { label: label && said(label), missing: missing && said(missing) };
}
