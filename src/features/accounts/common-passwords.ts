/**
 * The words that most often make up a guessed password, from published lists of leaked ones. A
 * password is also
 * compared without the numbers and marks at its end: "sunshine2024!" is "sunshine".
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
password passwords passw0rd p@ssword p@ssw0rd p4ssword pass passcode passphrase mypassword
thepassword newpassword oldpassword password123password passwordpassword letmein letmeinnow
letmeinplease welcome welcomehome welcomeback changeme changemenow changethis changeit default
secret topsecret mysecret supersecret admin administrator adminadmin adminpassword root rootroot
toor guest guestguest user username useruser login loginlogin signin test testtest testing
testingtesting tester temp temporary temppassword qwerty qwertyuiop qwertyqwerty qwertyui qwert
qwertz azerty azertyuiop asdfgh asdfghjkl asdfasdf asdf zxcvbn zxcvbnm zxcvbnmasdf qazwsx
qazwsxedc qazwsxedcrfv qazxsw zaqwsx zaqxsw zaq1zaq1 zaq12wsx qweasd qweasdzxc qweqwe qwaszx
1qaz2wsx 1qaz2wsx3edc 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3 q1w2e3r4 q1w2e3r4t5
q1w2e3r4t5y6 abc abcd abcde abcdef abcdefg abcdefgh abcdefghij abcabc abc123 abcd1234 a1b2c3
a1b2c3d4 a1b2c3d4e5 aa123456 123abc 123qwe 123qweasd 123456qwerty qwerty123456 monkey dragon
football footballer footballfan baseball basketball cricket rugby rugbyrugby golf tennis hockey
soccer swimming fishing runner cycling sunshine sunshines mysunshine princess princesses
myprincess prince queen king kingkong superman batman batmanbatman spiderman spider ironman
wonderwoman catwoman hulk avengers marvel starwars startrek darthvader skywalker pokemon pikachu
mario nintendo playstation xbox xboxone minecraft fortnite roblox sonic zelda master mastermaster
shadow shadows hunter hunters killer ninja samurai warrior wizard magic merlin phoenix falcon
eagle eagles tiger tigers lion lions panther leopard jaguar cheetah elephant dolphin dolphins
shark butterfly butterflies rabbit bunny kitten kitty kittycat hellokitty puppy puppies doggy
doggie buster rover rex max milo teddy teddybear bailey charlie charliebrown oscar rocky lucky
lucky7 molly bella poppy daisy lola ruby rosie luna coco tinkerbell tigger winnie snoopy garfield
mickey mickeymouse minnie donald bugsbunny disney cinderella snowwhite michael michelle jessica
jennifer ashley amanda nicole daniel danielle andrew joshua matthew anthony robert thomas william
george harry jack james john joseph david christopher christian alexander alexandra alexandre
benjamin samuel nathan jordan justin brandon ryan tyler austin dylan connor liam oliver oscaroscar
mohammed muhammad mohamed ahmed ali fatima aisha abdullah maria mariam mary sarah sarahsarah emma
emily emilyemily sophie sophia olivia amelia isabella charlotte chloe hannah rachel rebecca lauren
laura megan katie lucy elizabeth victoria catherine margaret patricia linda susan susansusan
barbara karen nancy lisa steven stephen richard edward kevin brian paul mark simon peter martin
gary liverpool liverpoolfc arsenal arsenalfc chelsea chelseafc manchester manchesterunited
manchestercity manutd mancity tottenham tottenhamhotspur spurs everton evertonfc westham
westhamunited newcastle newcastleunited sunderland leeds leedsunited astonvilla villa wolves
derbycounty norwichcity leicester leicestercity nottingham nottinghamforest southampton portsmouth
millwall crystalpalace celtic celticfc rangers rangersfc glasgowrangers hibernian aberdeen cardiff
cardiffcity swansea swanseacity barcelona realmadrid juventus bayern england englandengland
scotland wales ireland britain greatbritain unitedkingdom london londonlondon londonbridge
birmingham bristol sheffield bradford edinburgh glasgow belfast dublin york yorkshire lancashire
cornwall devon essex kent surrey sussex norfolk suffolk india pakistan bangladesh nigeria jamaica
poland polska romania france germany spain italy portugal america canada australia monday tuesday
wednesday thursday friday saturday sunday january february march april may june july august
september october november december spring summer summertime summersummer autumn winter
winterwinter christmas easter birthday happybirthday newyear holiday holidays weekend iloveyou
iloveyouu iloveyouall iloveu iloveme ilovemyself ilovejesus ilovegod loveyou loveme lovelove
lovely love loveyouforever iloveyouforever lover lovers mylove mybaby babyboy babygirl baby angel
angels myangel angelbaby sweetheart sweetie sweet honey honeybee darling sugar candy cookie
cookies chocolate cupcake cheesecake cheese chicken banana bananas apple apples orange oranges
cherry strawberry strawberries blueberry peaches lemon pumpkin pepper ginger coffee coffeecoffee
guinness whisky vodka family myfamily familyfirst mother father mum mummy dad daddy daddysgirl
mumanddad brother sister sisters brothers grandma grandad granny nana children mychildren mykids
friends friendsforever bestfriend bestfriends bff forever foreverandever together always happy
happyday happydays behappy smile smiles laughter hope hopeful faith faithhope blessed blessing
believe trustno1 trustnoone jesus jesuschrist jesussaves jesusislord christ god godisgood
godislove godbless allah allahuakbar bismillah mashallah inshallah buddha krishna heaven peace
peaceful peaceandlove freedom liberty justice destiny dream dreams dreamer dreaming rainbow
rainbows sunflower sunflowers flower flowers flowerpower rose roses lily lilies lavender moonlight
moonshine starlight star stars superstar sunrise sunset ocean river mountain mountains forest
garden gardens beach paradise diamond diamonds crystal silver golden gold purple purplerain yellow
orangeorange blue bluesky skyblue black blackcat blackbird red redred green greenday pink white
whitewhite computer computers internet laptop samsung samsunggalaxy iphone android google
googlegoogle facebook instagram youtube twitter whatsapp microsoft windows apple123 linkedin
amazon netflix hotmail gmail yahoo outlook email emailemail website online security secure access
accessdenied system server network ferrari porsche mercedes mercedesbenz corvette mustang harley
harleydavidson yamaha suzuki honda toyota toyotatoyota nissan landrover rangerover audi bmw ford
vauxhall volkswagen metallica ironmaiden nirvana blink182 slipknot eminem rihanna beyonce madonna
elvis elvispresley beatles thebeatles rollingstones queenqueen oasis coldplay radiohead
onedirection justinbieber taylorswift ladygaga guitar music musicmusic musicislife rocknroll
hiphop dancer dancing ballet whatever whateverr whatsup nothing nothings something anything
everything nobody somebody somebodyelse myself idontknow idontcare dontforget remember rememberme
forgetmenot forgotten incorrect opensesame sesame abracadabra hello hellohello hellothere
helloworld goodbye goodmorning goodnight thankyou please pleaseletmein comeonin enter entrance
nopassword nopasswords none null asshole bastard bollocks bugger fuckyou fuckoff fuckthis shit
bitch pussy sexy sexybitch loser biteme nurse nurses doctor doctors hospital surgery therapy
therapist therapists counselling counsellor psychology mental mentalhealth wellbeing wellness
recovery healing nhs nhsnhs nhspassword nhsengland talking talkingtherapies talkingtherapy
handrail correcthorsebatterystaple correcthorse batterystaple tobeornottobe maytheforcebewithyou
nevergonnagiveyouup thequickbrownfox quickbrownfox onceuponatime happilyeverafter
`
    .trim()
    .split(/\s+/),
)
