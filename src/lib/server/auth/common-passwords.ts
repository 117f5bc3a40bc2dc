/**
 * Passwords of twelve characters and more that turn up again and again in published breaches, and the ones people
 * here would think of first: lower case, letters and digits only. Compared without case, signs and outer digits.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
	`
	password passwords passwordpassword passw0rd passw0rdpassw0rd p4ssw0rd mypassword thisismypassword yourpassword newpassword
	oldpassword thepassword password1password changeme changemenow changemeplease changeit pleasechangeme letmein letmeinletmein
	letmeinnow letmeinplease welcome welcomewelcome welcomehome welcometoday welcomeback administrator administration
	adminadmin adminadminadmin adminpassword administrator1 superadmin superuser rootpassword rootroot rootrootroot
	temporary temporarypassword temppassword defaultpassword default secretpassword topsecret secretsecret supersecret
	qwerty qwertyuiop qwertyuiop12 qwertyqwerty qwertyuiopasdf qwerty123456 qwerty12345678 1q2w3e4r5t6y 1q2w3e4r5t6y7u
	1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv qazwsxedc zaq12wsxcde3 q1w2e3r4t5y6 asdfghjkl asdfghjklzxcv asdfasdfasdf zxcvbnm
	zxcvbnmasdfgh abc123abc123 abcd1234abcd abcd12345678 a1b2c3d4e5f6 abcdef123456 123456abcdef 123qweasdzxc 1234qwerasdf
	123456789abc 1234567890ab 0123456789ab 123123123123 121212121212 112233445566 102030405060 147258369 147258369147
	987654321098 789456123 789456123789 159753456852 123654789 123654789123 314159265358 31415926535897
	iloveyou iloveyouiloveyou iloveyousomuch iloveyouforever iloveyoubaby ilovemyfamily ilovemymum ilovemydad ilovemykids
	iloveyou2 loveyouforever foreverandever forevertogether princess princessprincess sunshine sunshinesunshine superman
	supermansuperman batmanbatman spiderman starwars starwarsstarwars harrypotter hogwarts lordoftherings gameofthrones
	pokemonpokemon minecraft minecraftminecraft football footballfootball ilovefootball liverpool liverpoolfc ynwaynwaynwa
	manchester manchesterunited manchestercity manutd arsenalarsenal chelseachelsea newcastleunited sunderland sunderlandafc
	middlesbrough middlesbroughfc tottenhamhotspur leedsunited celticceltic rangersrangers
	michaelmichael jessicajessica jenniferjennifer charliecharlie williamwilliam alexanderalexander christopher
	monkeymonkey dragondragon shadowshadow mastermaster freedomfreedom whatever whateverwhatever trustnoone trustno1trustno1
	correcthorse correcthorsebatterystaple horsebatterystaple opensesame opensesameopen
	computercomputer internetinternet samsungsamsung microsoftmicrosoft googlegoogle facebookfacebook
	summer winter spring autumn january february september october november december summersummer winterwinter
	monday tuesday wednesday thursday friday saturday sunday happybirthday merrychristmas happynewyear
	unitedkingdom greatbritain englandengland scotland scotlandscotland london londonlondon
	oneroof oneroofoneroof underoneroof allunderoneroof dropin dropindropin dropincentre communityhub
	communityhubs familyhub familyhubs stockton stocktonontees stocktonfamilyhub ropnerward yarmroad teesside clevelandpolice
	projectharmony coordinator coordinatorcoordinator receptionist reception welcomedesk policepolice councilcouncil housinghousing
	`
		.trim()
		.split(/\s+/)
);
