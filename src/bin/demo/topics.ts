/** Topics of the demonstration, in plain words: what the release of March 2024 names, and what its agencies are there for. */
export interface DemoTopic {
	/** By which another topic says that it is an alternative to this one. */
	key: string;
	agency: string;
	icon: string;
	sensitive?: boolean;
	insteadOf?: string;
	en: [label: string, meet: string];
	ar: [label: string, meet: string];
}

const POLICE = 'Cleveland Police';
const COUNCIL = 'Stockton-on-Tees Borough Council';
const HOUSING = 'Thirteen Group';
const HEALTH = 'Public health';
const CHILDREN = "Children's services";
const AMBULANCE = 'North East Ambulance Service';
const FIRE = 'Cleveland Fire Brigade';
const CATALYST = 'Catalyst';
const YOUTH = 'Corner House Youth Project';

export const demoTopics: readonly DemoTopic[] = [
	{
		key: 'unsafe',
		agency: POLICE,
		icon: 'shield',
		sensitive: true,
		en: ['Feeling safe, crime or violence', 'a police officer'],
		ar: ['الشعور بالأمان، أو جريمة أو عنف', 'شرطي أو شرطية']
	},
	{
		key: 'unsafe-instead',
		agency: CATALYST,
		icon: 'message-circle',
		sensitive: true,
		insteadOf: 'unsafe',
		en: ['The same, but not the police, please', 'a worker from a community charity'],
		ar: ['الأمر نفسه، لكن من دون الشرطة من فضلكم', 'شخص من جمعية خيرية في الحي']
	},
	{
		key: 'theft',
		agency: POLICE,
		icon: 'lock',
		sensitive: true,
		en: ['Burglary, robbery, theft, or a stolen or damaged vehicle', 'a police officer'],
		ar: ['سطو أو سلب أو سرقة، أو مركبة مسروقة أو متضررة', 'شرطي أو شرطية']
	},
	{
		key: 'theft-instead',
		agency: CATALYST,
		icon: 'message-circle',
		sensitive: true,
		insteadOf: 'theft',
		en: ['Help after a theft or burglary, but not the police', 'a worker from a community charity'],
		ar: ['مساعدة بعد سرقة أو سطو، لكن من دون الشرطة', 'شخص من جمعية خيرية في الحي']
	},
	{
		key: 'exploited',
		agency: POLICE,
		icon: 'eye',
		sensitive: true,
		en: ['Somebody is being used or forced, for sex or for work', 'a police officer'],
		ar: ['شخص يُستغل أو يُجبر على الجنس أو العمل', 'شرطي أو شرطية']
	},
	{
		key: 'exploited-instead',
		agency: CATALYST,
		icon: 'message-circle',
		sensitive: true,
		insteadOf: 'exploited',
		en: ['Talk about being used or forced, but not to the police', 'a worker from a community charity'],
		ar: ['الحديث عن الاستغلال أو الإجبار، لكن ليس مع الشرطة', 'شخص من جمعية خيرية في الحي']
	},
	{
		key: 'nuisance',
		agency: COUNCIL,
		icon: 'volume-x',
		en: ['Noise, nuisance and antisocial behaviour', 'a council officer'],
		ar: ['الضوضاء والإزعاج والسلوك المعادي للمجتمع', 'موظف من البلدية']
	},
	{
		key: 'streets',
		agency: COUNCIL,
		icon: 'trash-2',
		en: ['Bins, street lights, fly-tipping, parking', 'a council officer'],
		ar: ['القمامة وإنارة الشوارع ورمي النفايات ومواقف السيارات', 'موظف من البلدية']
	},
	{
		key: 'money',
		agency: COUNCIL,
		icon: 'banknote',
		en: ['Council tax, benefits, money worries', 'a council adviser'],
		ar: ['ضريبة البلدية والإعانات وهموم المال', 'مستشار من البلدية']
	},
	{
		key: 'business',
		agency: COUNCIL,
		icon: 'store',
		en: ['My shop or business', 'a council officer for businesses'],
		ar: ['متجري أو عملي التجاري', 'موظف البلدية لشؤون الأعمال']
	},
	{
		key: 'repairs',
		agency: HOUSING,
		icon: 'house',
		en: ['Repairs, damp, my tenancy', 'a housing officer'],
		ar: ['الإصلاحات والرطوبة وعقد السكن', 'موظف الإسكان']
	},
	{
		key: 'health',
		agency: HEALTH,
		icon: 'heart-pulse',
		en: ['My health or wellbeing', 'a health adviser'],
		ar: ['صحتي أو راحتي النفسية', 'مستشار صحي']
	},
	{
		key: 'drink-drugs',
		agency: HEALTH,
		icon: 'pill',
		sensitive: true,
		en: ['Alcohol or drugs, mine or somebody else’s', 'a health adviser'],
		ar: ['الكحول أو المخدرات، لي أو لشخص آخر', 'مستشار صحي']
	},
	{
		key: 'family',
		agency: CHILDREN,
		icon: 'baby',
		en: ['My children, family or school', 'a family worker'],
		ar: ['أطفالي أو العائلة أو المدرسة', 'مرشد عائلي']
	},
	{
		key: 'child-worry',
		agency: CHILDREN,
		icon: 'hand-heart',
		sensitive: true,
		en: ['I am worried about a child', 'a social worker for children'],
		ar: ['أنا قلق على طفل', 'أخصائي اجتماعي للأطفال']
	},
	{
		key: 'child-worry-instead',
		agency: YOUTH,
		icon: 'message-circle',
		sensitive: true,
		insteadOf: 'child-worry',
		en: ['The same, but not a social worker, please', 'a youth worker from a charity'],
		ar: ['الأمر نفسه، لكن من دون أخصائي اجتماعي من فضلكم', 'عامل شباب من جمعية خيرية']
	},
	{
		key: 'young',
		agency: YOUTH,
		icon: 'gamepad-2',
		en: ['Things to do and somebody to talk to, for young people', 'a youth worker'],
		ar: ['أنشطة للشباب وشخص يتحدثون معه', 'عامل شباب']
	},
	{
		key: 'join-in',
		agency: CATALYST,
		icon: 'users',
		en: ['Local groups, volunteering, meeting people', 'a worker from a community charity'],
		ar: ['مجموعات الحي والتطوع والتعرف على الناس', 'شخص من جمعية خيرية في الحي']
	},
	{
		key: 'fire',
		agency: FIRE,
		icon: 'bell-ring',
		en: ['Smoke alarms and safety at home', 'a firefighter'],
		ar: ['أجهزة إنذار الدخان والسلامة في المنزل', 'رجل إطفاء']
	},
	{
		key: 'first-aid',
		agency: AMBULANCE,
		icon: 'ambulance',
		en: ['First aid, and when to call 999', 'somebody from the ambulance service'],
		ar: ['الإسعافات الأولية ومتى نتصل بالرقم 999', 'شخص من خدمة الإسعاف']
	}
];

/** A conversation's usual length in minutes, made up. */
export const typicalMinutes: Record<string, number> = {
	[POLICE]: 14,
	[COUNCIL]: 10,
	[HOUSING]: 12,
	[HEALTH]: 12,
	[CHILDREN]: 15,
	[AMBULANCE]: 6,
	[FIRE]: 6,
	[CATALYST]: 12,
	[YOUTH]: 8
};

/** The five the release says were under one roof on 27 March 2024. */
export const onTheDay = [POLICE, COUNCIL, HOUSING, CHILDREN, HEALTH];
/** Who comes to the drop-in that is open now. */
export const openNow = [...onTheDay, CATALYST, YOUTH];
/** Who comes next week. */
export const nextWeek = [...openNow, FIRE, AMBULANCE];
export { CATALYST, CHILDREN, COUNCIL, HEALTH, HOUSING, POLICE, YOUTH };
