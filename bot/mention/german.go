package mention

func german() language {
	return language{
		code: "de",
		phrases: map[sense]string{
			filler: `
				der, die, das, den, dem, des, {dies|dieses|dieser|diese|diesen|diesem}, ein, eine, einen,
				einem, einer, eines, ich, mir, mich, du, dir, dich, dein, deine, deinen, ihr, euch, wir,
				uns, unser, sie, ihnen, er, es, man, ist, sind, war, waren, bin, bist, sein, hat, haben,
				habe, hast, werden, mal, doch, denn, schon, auch, nur, noch, sehr, ganz, so, da, hier, dort,
				drin, darin, dazu, dafur, davon, damit, in, im, an, am, auf, bei, mit, nach, fur, wenn,
				dass, weil, seit, plan, dokument, text, gesagt, geschrieben, steht, stehen, gibt, sagt,
				sagen, meint, thema, themenbereich, bereich der, heute, {morgen|gestern}, jetzt gerade,
				gern, gerne, lieber, wie, warum, wieso, weshalb, kurz, kurze, kurzes,
				{schone|gute|passende|interessante|tolle|nette}{|s|n|r}, vielleicht, ja, genau, vortrag,
				seminar, aus dem {plan|dokument|text}, freund, freunde, bereich, gebiet, eigentlich,
				uberhaupt, sowas, so was, so etwas, bisschen, ein bisschen, bot, hm, ah, oh, ach, also, ok,
				okay, na ja, naja, mein {chef|bruder|vater|freund|kollege},
				meine {schwester|mutter|freundin|kollegin}`,
			greeting: `
				{hallo|hi|hey|servus|moin|ahoi} {|bot|du|zusammen|da}, guten {morgen|tag|abend}, moin moin,
				gruss gott, gruezi, grusse, gruss, tach, na, huhu, liebe grusse, tag auch,
				schonen guten {morgen|tag|abend}`,
			modal: `kannst, konntest, kann, konnte, wurde, wurdest, darf, magst, mochtest, weiss, weisst`,
			please: `
				bitte {|schon|sehr}, wenn moglich, ware {schon|toll|super|nett|lieb|klasse},
				sei so {gut|nett|lieb}, ware das moglich, wenns geht, wenn es geht`,
			ask: `
				{gib|gebt|zeig|zeige|schick|schicke|sag|sage|nenn|nenne|such|suche|erzahl|erzahle|bring|
				 liefer|poste|lies|verrat|verrate} {mir|uns} {|was|etwas},
				{gib|zeig|zeige|schick|schicke|nenn|nenne|such|suche|finde|poste|teile|erzahl|erzahle|bring|
				 liefer|zitiere|zitier|lies|raus mit} {|mal|was},
				ich {mochte|hatte gern|hatte gerne|will|brauche|suche|wurde gern|wurde gerne|wunsche mir|
				 wollte|wusste gern|wusste gerne} {|wissen|lesen|sehen|horen|was|etwas},
				hatte {gern|gerne|ich gern|ich gerne}, mochte {|ich}, wurde {gern|gerne|mich}, brauche,
				wir {brauchen|suchen|wollen|mochten|hatten gern},
				{kann|konnte|darf} ich {|mal|bitte} {|haben|sehen|lesen},
				{kannst|konntest|wurdest|magst} du {|mir|uns|mal}, konnt ihr, konnen sie {|mir},
				konnten sie {|mir}, wie {ware|wars|war} {|es} {|mit},
				wie {siehts|sieht es|steht es|steht das|stehts} {aus|um|mit|aus mit|aus bei},
				wie steht {der|das|die} {|plan}, {|und} was ist mit, was steht {|da|dort|im|in},
				was {sagt|sagst|meint|schreibt|weiss|weisst|denkt|denkst} {|du|der|das|die|man|es},
				was haltst du, was heisst es, her mit,
				{ich interessiere mich|interessiere mich|mich interessiert|interessiert mich},
				wie {wird|werden|sieht|sehen}, was {gilt|plant|fordert|wird} {|der|die|das}, hast du lust,
				ich meinte, ich meine, zeig her, ich hab nach, ich habe nach, gefragt war`,
			choice: `{ich nehme|ich wahle|nehme|wahle|nimm|wahl}, dann nehme ich, ich nehm`,
			exists: `
				{hast|habt|hattest|hattet|kennst|weisst} {du|ihr} {|da} {|was|etwas},
				haben sie {|was|etwas}, {gibt es|gibts} {|da|auch|dazu} {|was|etwas},
				steht {da|dort|drin|darin|was|etwas|da was|dort etwas|irgendwo|irgendwas}, irgendwas,
				irgendetwas, etwas, was, kommt, erwahnt, findet sich,
				{sagt|nennt|erwahnt|behandelt} {der|das|die|es} {|plan|dokument|text}, irgendein,
				irgendeine, irgendwelche, wird, ist da was, ist was, auch was, ob, ob ihr, ob du`,
			about: `
				uber, zu, zum, zur, von, vom, bezuglich, betreffend, hinsichtlich,
				{aus dem|zum|im} {bereich|thema}, uber das thema, {rund|was} um, um, aus, wegen,
				was {zum|zur|zu|uber} {|thema}, in sachen, mit dem {wort|begriff}`,
			quoteNoun: `
				{|text|zitat}stelle, zitat, passage, auszug, spruch, ausschnitt, absatz, bestimmung, satz,
				trot, troet, toot, beitrag, weisheit, kostprobe,
				ein {gutes|schones|tolles|interessantes} zitat`,
			manyNoun: `
				zitate, zitaten, {|text}stellen, passagen, auszuge, spruche, ausschnitte, absatze,
				bestimmungen, satze, trots, troets, toots, beitrage`,
			several: `
				mehrere, einige, {ein |}paar, viele, alle, alles, faden, {|einen|ein|als} thread, serie,
				{eine |}reihe, verschiedene, ein dutzend, {eine |}sammlung, alles was du hast,
				eine handvoll, jede menge, ganz viele`,
			random: `
				zufall, zufallig, {zufallige|beliebige}{|s|n|r}, zufallszitat,
				{uberrasch|uberrasche|inspirier|inspiriere|verbluff} {mich|uns}, egal, egal was, ganz egal,
				{irgendein|ein beliebiges|ein} zitat, beliebig, los, {schreib|sag} {was|etwas},
				irgendwas {schones|interessantes|beliebiges}, was auch immer, such dir was aus,
				such was aus, deine wahl, du entscheidest, zitat des tages, tageszitat, leg los, schiess los`,
			more: `
				mehr {|davon|bitte|dazu|zitate},
				noch {eins|eines|einen|eine|einmal|mal|ein zitat|ein|mehr|was|so eins|etwas|zwei|drei|ein paar},
				nochmal, nochmals, weiter, {weitere|nachste|andere}{|s|r|n}, {das|den|die|der} nachste,
				ein {anderes|weiteres|neues|nachstes} {|zitat}, {was|etwas} {anderes|neues|weiteres},
				mach weiter, zugabe,
				{hast|gibt|gibts|habt} {du|es|ihr|} {noch mehr|noch was|noch andere|noch etwas|noch eins},
				und noch {eins|eines|einmal}, erneut, wieder eins, ein letztes {|zitat}, fortsetzung,
				nachschlag`,
			source: `
				quelle, quellen, quellenangabe, beleg, belege, link, links, verweis, nachweis, fundstelle,
				referenz, woher, woher {kommt|stammt|ist|hast du|weisst du} {|das|es|dieses|der},
				wo steht {|das|es|dieser satz|geschrieben} {|denn}, wo kommt das her,
				wo {kann|finde|konnte} ich {das|es|den|diese|mehr|dieses|die} {|nachlesen|finden|lesen},
				wer {hat|sagt|schreibt} {|das} {|gesagt|geschrieben|behauptet|ubersetzt},
				wer hat das {gesagt|geschrieben|ubersetzt}, volltext,
				{ganzer|voller|vollstandiger|kompletter} text, {ganzes|vollstandiges|komplettes} dokument,
				{|und} stimmt das,
				ist das {|so|wirklich|auch|ein} {echt|wahr|richtig|wortlich|echtes zitat},
				aus welchem {dokument|text|jahr|abschnitt|kapitel|gesetz},
				{welches|welcher|welchem} {dokument|gesetz|paragraph|abschnitt|kapitel|artikel}, autor,
				ubersetzer, nachlesen, seitenzahl, welche seite, auf welcher seite, stammt das, kontext,
				zusammenhang`,
			wanted: `
				original, originaltext, originale, im original, originalfassung, originalsprache, urtext,
				wortlaut im original, originalversion, originalwortlaut, unubersetzt, ursprungstext,
				ursprachlich, in der originalsprache, im urtext, das original`,
			help: `
				hilfe, anleitung, befehle, bedienung, hilf {|mir|uns}, wie geht {das|es} {|hier},
				wie funktioniert {|das|es|der bot|dieser bot|das hier}, wie funktionierst du,
				wie {benutze|verwende|bediene|nutze} ich {|dich|den bot|das},
				wie {benutzt|verwendet|bedient|nutzt} man {|dich|den bot|das},
				was {kannst|machst|tust|bist} du {|so|alles|denn|fur mich tun|eigentlich|hier},
				was kann {der bot|ich|man|dieser bot} {|hier|tun|machen|sagen|schreiben}, wer bist du,
				bist du {ein bot|echt|ein mensch}, was soll das, was ist das {|hier},
				was {muss|soll} ich {|tun|machen|schreiben|sagen|eingeben},
				{wozu|wofur} {bist|dienst} du {|da|gut}, erklar dich, stell dich vor,
				wer {steckt dahinter|betreibt dich|hat dich gemacht}, hilfestellung, kannst du mir helfen,
				konntest du mir helfen, gebrauchsanweisung, ich verstehe nicht wie, ich bin neu hier`,
			menu: `
				{|themen|bereichs}{liste|ubersicht}, inhalt, inhaltsverzeichnis, auswahl,
				was {gibt es|gibts|hast du|habt ihr} {|alles|so|im angebot|denn|da},
				{wozu|woruber|wonach} {gibt es|kann ich|kann man} {|dich} {|was|fragen|etwas fragen},
				was kann {ich|man} {|dich} fragen, was steht zur {auswahl|wahl}, optionen, moglichkeiten,
				menu, worum geht es`,
			which: `
				{welche|welchen|welches|welcher}, was sind {|die|deine|eure}, liste {der|aller|die},
				{alle|zeig|nenne|nenn|welche} {die|deine|alle}, wie viele, welche anderen,
				zeig mir {die|alle|deine}, nenn mir {die|alle|deine}, verfugbar, verfugbare,
				{zahl|zahle} {|mir} {die|alle} {|auf}, {worin|zwischen welchen}`,
			areaNouns: `
				themen, bereiche, bereichen, gebiete, kategorien, schwerpunkte,
				{themen|fach|sach}{bereiche|gebiete|felder}, kapitel, felder, rubriken, abschnitte,
				themengebieten`,
			areaNoun: `
				kategorie, schwerpunkt, themengebiet, feld, abschnitt, sachgebiet, rubrik, teil, punkt`,
			number: `nummer, nr, {bereich|thema|kapitel|teil} {nummer|nr}`,
			thanks: `
				danke {|schon|sehr|dir|euch|bot|ihnen},
				{vielen|besten|herzlichen|lieben|tausend|schonen|vielen lieben} dank, dank {|dir|euch},
				merci vielmals, ich danke {|dir}, {guter|braver|netter} bot, gut gemacht,
				{gute|tolle|super} arbeit, {super|danke|klasse|toll} danke, perfekt, {das|} hat geholfen,
				tschuss, gute nacht, nein danke, dankeschon, dankesehr, hilft mir, das hilft, verstanden,
				auf wiedersehen`,
			praise: `
				toll, super, klasse, prima, wunderbar, grossartig, interessant, spannend, schon gesagt,
				sehr {gut|schon|interessant|spannend}, cool, gefallt mir, stark, genial, wahnsinn, krass,
				{das ist|wie} {interessant|spannend|toll|cool}, ich {liebe|mag} {|das|dich|diesen bot},
				haha, hihi, lustig, weiter so, schoner {spruch|satz}, schones zitat, gutes zitat`,
			stopping: `
				{lass|lasst} {mich|uns} {|doch|endlich} {in ruhe|in frieden}, {hor|hore|hort} auf, aufhoren,
				schluss {damit|jetzt}, {halt|haltet} {die klappe|den mund|die schnauze}, klappe halten,
				ruhe bitte, sei {still|ruhig|leise}, geh weg, hau ab, {|mich} abmelden, abbestellen,
				{nicht|nie} {mehr|wieder|} {antworten|schreiben|anschreiben},
				{ignorier|ignoriere|blockier|blockiere|vergiss} mich, {nerv|nervt} nicht, nerv mich nicht,
				du nervst, {das|es} reicht {|jetzt}, reicht jetzt, streich mich, entferne mich,
				nimm mich {raus|von der liste},
				ich {will|mochte} {das nicht|keine antworten|keine antwort|nichts mehr horen|nichts von dir|
				 nicht mehr} {|mehr|von dir|von dir horen}, niemand hat dich gefragt,
				dich hat {keiner|niemand} gefragt, ich habe {dich nicht|nicht dich} gefragt`,
			halt: `
				stopp, schluss, klappe, ruhe, verschwinde, unterlass, unterlasse, beende, genug, lass das,
				lass es`,
			never: `
				nie wieder, nie mehr, niemals, nicht mehr, nicht weiter, nicht, nie, nicht noch einmal,
				keinesfalls, ja nicht, auf keinen fall`,
			contact: `
				{antworte|schreib|schreibe|erwahne|erwahn|markiere|markier|kontaktiere|kontaktier|belastige|
				 stor|store|benachrichtige|ping|pinge} {|mir|mich|uns}, antworten,
				{|mir|mich} zu {antworten|schreiben|erwahnen|markieren|storen|nerven}, schreiben,
				anschreiben, erwahnen, markieren, belastigen, storen, nerven, kontaktieren, anpingen,
				mir {|was} zu schicken, von dir horen, misch dich {|ein}, antwort, nachrichten,
				benachrichtigungen`,
			starting: `
				{du darfst|du kannst|bitte|ab jetzt|jetzt|} {|wieder} {antworte|antworten|antworte mir|
				 mir antworten|mir schreiben|schreib mir} wieder,
				du {darfst|kannst} {|mir} wieder {antworten|schreiben},
				{darfst|kannst} {|mir} wieder {antworten|schreiben}, {fang|fange} wieder an,
				mach wieder mit, antworte {|mir} {|bitte} wieder, komm {zuruck|wieder}, wieder anmelden,
				ich hab es mir anders uberlegt, ich habe es mir anders uberlegt`,
			begin: `start, starte, los gehts, anmelden, beginne`,
			opinion: `
				ich {finde|glaube|denke|meine dass|weiss|sehe|habe|war|hab|hasse|vermute|bezweifle} {|
				 das} {|dass|anders|nicht}, finde ich, glaube ich, denke ich, meiner meinung nach,
				{das|es} {ist|sehe ich|war} {nicht|falsch|unsinn|quatsch|richtig|anders|lacherlich|ein witz|
				 schlimm|traurig}, du {hast|liegst} {recht|falsch|unrecht}, stimmt nicht, von wegen, tja,
				so ein {quatsch|unsinn|blodsinn|witz}, entschuldigung, sorry`,
			not: `
				{kein|keine|keinen|keiner|keinem|keines}, ausser, ohne, statt, anstatt, statt dessen,
				bloss nicht, nichts {uber|zu|zum|zur|mehr|mehr uber|mehr zu|von|vom},
				nicht {uber|zu|zum|zur|die|der|das|den|von|schon wieder}, bis auf, abgesehen von,
				genug {von|uber|zu}, weder, noch die, alles ausser, nicht nur`,
			joint: `
				und, oder, sowie, beziehungsweise, bzw, oder {auch|doch|lieber}, als auch, sowohl,
				und {auch|eins zu|eins uber|etwas zu|etwas uber}, entweder, beides, versus, plus, zwischen`,
			aside: `
				fur {mein|meine|meinen|ein|eine|einen|unser|unsere},
				ich {arbeite|lehre|studiere|unterrichte|schreibe|halte} {|gerade} {|in|im|an|als|bei},
				ich bin {|ein|eine|selbst}, als, {mein|meine|meinen|meinem|meiner|unsere},
				in {meinem|meiner|unserer},
				{mein|meine} {bruder|schwester|vater|mutter|mann|frau|sohn|tochter|freund|freundin|chef} ist`,
			turn: `aber, sondern, jetzt, nun, und jetzt, diesmal, doch lieber, sondern lieber, jedoch`,
		},
		particles: `
			bitte, mal, doch, denn, einfach, endlich, jetzt, eigentlich, auch, schon, halt, eben, gern,
			gerne, vielleicht, uberhaupt, wirklich, mir bitte, sofort, bot, ja, nur, mir mal, so, kurz,
			eventuell, in zukunft, kunftig`,
		states: `
			ist, sind, war, waren, hat, haben, wird, werden, kann, konnen, soll, sollen, muss, mussen,
			machen, macht, tun, nerven, sagen, wollen, braucht, brauchen`,
		persons: `ich, wir, du, er, sie, es, das, man, niemand`,
		times:   `um, seit, vor, bis, ab, gegen, nach`,
		third: `
			ist, war, hat, hatte, postet, postete, sagt, sagte, schreibt, schrieb, wirkt, scheint, macht,
			zitiert, zitierte, und ich, ist ein, wurde, kennt, weiss, antwortet, liefert, liegt, geht,
			kommt, lauft, spinnt, nervt, findet, sieht, bleibt, redet, spricht, will, muss, soll, braucht,
			gehort, redet, {ist|hat} {ein|eine|der|das|mal|wieder|mein|ja|schon|doch|echt}, bringt,
			kann {|echt|ja}`,
		cardinals: `eins, zw{ei|o}, drei, vier, funf, sechs, sieben, acht, neun, zehn, elf, zwolf`,
		ordinals: `
			erste{|n|r|s}, zweite{|n|r|s}, dritte{|n|r|s}, vierte{|n|r|s}, funfte{|n|r|s}, sechste{|n|r|s},
			siebte{|n|r|s}, achte{|n|r|s}, neunte{|n|r|s}, zehnte{|n|r|s}`,
		last: `letzte{|n|r|s}`,
		tongues: map[string]string{
			"zh": "chinesisch, chinesische, chinesischen, chinesischer", "en": "englisch, englische, englischen", "de": "deutsch, deutsche, deutschen", "fr": "franzosisch, franzosische, franzosischen",
			"es": "spanisch, spanische, spanischen", "la": "lateinisch, lateinische, lateinischen", "ja": "japanisch, japanische", "ru": "russisch, russische",
		},
		originals: `
			auf {|dem} %, {|im|das} % original, % {text|fassung|version|bitte|wortlaut}, %er text,
			{der|den} % text, die % {fassung|version}, das % original,
			{|wie heisst|was heisst} {das|es} auf %, wie {heisst|lautet|klingt} das auf %`,
		links: map[string]string{
			"recording": `
				aufnahme, aufnahmen, aufzeichnung, mitschnitt, video, videos, aufgezeichnet, aufgenommen,
				mitgeschnitten, gefilmt, stream, podcast, {nach|an}{horen|sehen|schauen}, audio, tonaufnahme`,
			"slides": `folie, folien, foliensatz, prasentation, vortragsfolien, powerpoint`,
			"notes": `
				notiz, notizen, mitschrift, transkript, skript, zusammenfassung, {blog|}beitrag, blogpost,
				blogartikel, artikel, handout, {auf|nieder}schreiben, {auf|nieder}geschrieben,
				verschriftlicht, protokoll, schriftlich, textfassung`,
			"paper": `aufsatz, preprint, veroffentlichung, publikation, fachartikel, paper`,
			"code":  `code, quelltext, quellcode, repo, repository, programm`,
		},
	}
}
