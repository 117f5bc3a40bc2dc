/** What the demonstration's drop-ins are called, and where else one can talk. The telephone lines are real. */
export const words = {
	first: {
		en: { title: 'Project Harmony community hub', audience: 'For residents and businesses in Ropner' },
		ar: { title: 'ملتقى «بروجكت هارموني» للأهالي', audience: 'لسكان روبنر وأصحاب الأعمال فيها' }
	},
	openNow: {
		en: {
			title: 'Community hub, open now',
			audience: 'For residents and businesses in Ropner. This is a demonstration.'
		},
		ar: { title: 'ملتقى الأهالي، مفتوح الآن', audience: 'لسكان روبنر وأصحاب الأعمال فيها. هذا عرض تجريبي.' }
	},
	nextWeek: {
		en: {
			title: 'Community hub, next week',
			audience: 'For residents and businesses in Ropner. This is a demonstration.'
		},
		ar: { title: 'ملتقى الأهالي، الأسبوع المقبل', audience: 'لسكان روبنر وأصحاب الأعمال فيها. هذا عرض تجريبي.' }
	}
};

export const access = {
	en: 'Step-free from Yarm Road. A quiet space, a hearing loop and an accessible toilet. Pushchairs are welcome.'
};

export const elsewhere = {
	en: [
		'In danger now: 999. If you cannot speak, press 55 when asked.',
		'Police, not urgent: 101.',
		'Anonymous, no name asked: Crimestoppers 0800 555 111.',
		'Modern Slavery and Exploitation Helpline: 08000 121 700.',
		'Domestic abuse, day and night: 0808 2000 247.',
		'To talk to somebody: Samaritans 116 123.'
	].join('\n'),
	ar: [
		'في خطر الآن: 999. إذا لم تستطع الكلام فاضغط 55 عندما يُطلب منك.',
		'الشرطة، لغير الطوارئ: 101.',
		'من دون ذكر الاسم: Crimestoppers ‏0800 555 111.',
		'خط المساعدة في الاستغلال والعبودية الحديثة: 08000 121 700.',
		'العنف المنزلي، ليلًا ونهارًا: 0808 2000 247.',
		'للحديث مع أحد: Samaritans ‏116 123.'
	].join('\n')
};
