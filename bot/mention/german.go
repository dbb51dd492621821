package mention

func german() language {
	return language{
		phrases: map[sense]string{
			filler: `
				der, die, das, den, dem, des, dies, diese, dieser, dieses, diesen, diesem, ein, eine, einen,
				einem, einer, eines, ich, mir, mich, du, dir, dich, dein, deine, deinen, ihr, euch, wir,
				uns, unser, sie, ihnen, er, es, man, ist, sind, war, waren, bin, bist, sein, hat, haben,
				habe, hast, werden, mal, doch, denn, schon, auch, nur, noch, sehr, ganz, so, da, hier, dort,
				drin, darin, dazu, dafur, davon, damit, in, im, an, am, auf, bei, mit, nach, fur, wie, wenn,
				dass, weil, plan, dokument, text, gesagt, geschrieben, steht, stehen, gibt, sagt, sagen,
				meint, thema, themenbereich, bereich der, heute, morgen, jetzt gerade, gern, gerne, lieber,
				kurz, kurze, kurzes, schones, schone, gutes, gute, guten, passendes, passende, vielleicht,
				ja, genau, vortrag, seminar, aus dem plan, aus dem dokument, freund, bereich, gebiet`,
			greeting: `
				hallo, guten morgen, guten tag, guten abend, moin, moin moin, servus, gruss gott, gruezi,
				grusse, gruss, tach, na, lieber bot, hallo bot`,
			modal:  `kannst, konntest, kann, konnte, wurde, wurdest, darf, magst, mochtest`,
			please: `bitte, bitte schon, bitte sehr, wenn moglich, ware schon, ware toll`,
			ask: `
				gib, gib mir, gib uns, zeig, zeige, zeig mir, zeige mir, zeig uns, schick, schicke,
				schick mir, sag, sag mir, sage mir, nenne, nenn, nenne mir, nenn mir, poste, teile, such,
				suche, such mir, finde, ich mochte, ich hatte gern, ich hatte gerne, ich will, ich brauche,
				ich suche, hatte gern, hatte gerne, mochte, kann ich, konnte ich, darf ich, kannst du,
				konntest du, kannst du mir, konntest du mir, wurdest du, wie ware, wie ware es mit,
				wie siehts aus mit, wie sieht es aus mit, was ist mit, und was ist mit, wie steht es um,
				was steht, was steht da, was sagt, was sagt der, was sagt das, was sagt die, was sagst du,
				was heisst es, erzahl, erzahl mir, erzahle, her mit, zitiere, zitier, interessiere mich,
				ich interessiere mich, mich interessiert, liefer, bring`,
			choice: `ich nehme, ich wahle, nehme, wahle, nimm`,
			exists: `
				hast du, hast du was, hast du etwas, habt ihr, gibt es, gibts, gibt es was, gibt es etwas,
				gibts was, gibts etwas, steht da was, steht dort etwas, irgendwas, irgendetwas, etwas, was,
				wird, kommt, erwahnt, steht was, steht etwas, findet sich, sagt der plan, sagt das dokument,
				irgendein, irgendeine, irgendwelche`,
			about: `
				uber, zu, zum, zur, von, vom, bezuglich, betreffend, hinsichtlich, aus dem bereich,
				zum thema, zum bereich, uber das thema, rund um, um, aus`,
			quoteNoun: `
				zitat, textstelle, passage, stelle, auszug, spruch, ausschnitt, absatz, bestimmung, satz,
				tröt, troet, toot, beitrag`,
			manyNoun: `
				zitate, zitaten, textstellen, passagen, stellen, auszuge, spruche, ausschnitte, absatze,
				bestimmungen, satze, troets, tröts, toots, beitrage`,
			several: `
				mehrere, einige, ein paar, paar, viele, alle, alles, faden, thread, einen thread,
				als thread, serie, eine reihe, reihe, verschiedene, ein dutzend, eine sammlung, sammlung`,
			random: `
				zufall, zufallig, zufalliges, zufallszitat, zufallige, uberrasch mich, uberrasche mich,
				egal, egal was, irgendein zitat, ein beliebiges, beliebig, beliebiges, los, sag was,
				sag etwas, erzahl was`,
			more: `
				mehr, noch eins, noch eines, noch einen, noch eine, noch einmal, nochmal, noch ein zitat,
				noch mehr, noch was, weiter, weitere, weiteres, nachstes, nachste, nachster, das nachste,
				ein anderes, anderes, andere, was anderes, etwas anderes, ein weiteres, ein weiteres zitat,
				mach weiter, zugabe, mehr davon, mehr bitte, noch so eins`,
			source: `
				quelle, quellen, quellenangabe, beleg, belege, link, verweis, nachweis, fundstelle,
				referenz, woher, woher kommt, woher stammt, woher ist, wo steht, wo steht das,
				wo steht das denn, wo kommt das her, wo kann ich das, wo finde ich das, wer hat das gesagt,
				wer sagt das, wer sagt, volltext, ganzer text, ganzes dokument, stimmt das, ist das echt,
				wer hat das ubersetzt, welches dokument, aus welchem dokument, welches gesetz, autor`,
			wanted: `
				originaltext, originale, im original, originalfassung, originalsprache, urtext,
				wortlaut im original, originalversion, originalwortlaut, unubersetzt`,
			help: `
				hilfe, anleitung, befehle, bedienung, hilf mir, hilf, wie geht das, wie geht das hier,
				wie funktioniert, wie funktioniert das, wie funktionierst du, wie funktioniert der bot,
				wie benutze ich, wie benutzt man, wie verwende ich, wie verwendet man, was kannst du,
				was kannst du so, was kannst du alles, was kann der bot, was kann ich, was kann man,
				was machst du, was tust du, wer bist du, was bist du, bist du ein bot, was soll das,
				was ist das, was ist das hier, was muss ich, wozu bist du da, wofur bist du da, erklar dich,
				stell dich vor, wer steckt dahinter`,
			menu: `
				liste, ubersicht, inhalt, inhaltsverzeichnis, auswahl, was gibt es, was gibts, was hast du,
				was hast du so, was hast du alles, was hast du im angebot, wozu gibt es, woruber kann ich,
				wonach kann ich, was steht zur auswahl, was kann ich fragen, optionen, moglichkeiten`,
			which: `
				welche, welchen, welches, welcher, was sind, was sind die, liste der, alle die, zeig die,
				zeig alle, wie viele, welche anderen, nenne die, nenn die, verfugbar, verfugbare`,
			areaNouns: `
				themen, bereiche, bereichen, gebiete, kategorien, schwerpunkte, themenbereiche,
				themengebiete, kapitel, felder, sachgebiete`,
			areaNoun: `kategorie, schwerpunkt, themengebiet, feld, abschnitt, sachgebiet`,
			number:   `nummer, nr, bereich nummer, bereich nr, thema nummer, thema nr`,
			thanks: `
				danke, danke schon, danke sehr, danke dir, vielen dank, besten dank, herzlichen dank,
				tausend dank, dank, merci vielmals, ich danke, lieben dank, guter bot, braver bot,
				gut gemacht, super danke, perfekt, hat geholfen, tschuss, gute nacht, nein danke`,
			praise: `
				toll, super, klasse, prima, wunderbar, grossartig, interessant, spannend, schon gesagt,
				sehr gut, sehr schon, cool, gefallt mir, stark, genial, wahnsinn, krass`,
			stopping: `
				lass mich in ruhe, lasst mich in ruhe, hor auf, hore auf, hort auf, aufhoren, schluss damit,
				halt die klappe, klappe halten, ruhe bitte, sei still, sei ruhig, geh weg, hau ab, abmelden,
				abbestellen, nicht mehr antworten, nicht antworten, keine antwort, keine antworten,
				keine antworten mehr, keine antwort mehr, keine zitate mehr, antworte nicht,
				antworte nicht mehr, antworte mir nicht, antworte mir nicht mehr, antworte mir bitte nicht,
				antworte mir bitte nicht mehr, antworte bitte nicht, antworte bitte nicht mehr,
				schreib mir nicht, schreib mir nicht mehr, schreib mir bitte nicht mehr,
				schreibe mir nicht mehr, erwahne mich nicht, erwahne mich nicht mehr,
				erwahne mich bitte nicht mehr, markiere mich nicht, markier mich nicht,
				kontaktiere mich nicht, ignorier mich, ignoriere mich, blockier mich, nerv nicht,
				nerv mich nicht, du nervst, es reicht, das reicht, reicht jetzt`,
			halt: `
				stopp, schluss, klappe, ruhe, verschwinde, hor bitte auf, hore bitte auf, unterlass,
				unterlasse`,
			never: `bitte nicht, nie wieder, nie mehr, niemals, nicht mehr, nicht weiter`,
			contact: `
				antworten, antworte, zu antworten, mir zu antworten, schreiben, mir zu schreiben,
				anschreiben, erwahnen, mich zu erwahnen, markieren, belastigen, storen, nerven,
				kontaktieren, anpingen`,
			not: `
				nicht, kein, keine, keinen, ausser, ohne, statt, anstatt, statt dessen, bloss nicht,
				nichts uber, nichts zu, nicht uber, nicht zu`,
			joint: `und, oder, sowie, beziehungsweise, bzw, oder auch, und auch, entweder, beides`,
			aside: `
				fur mein, fur meine, fur meinen, fur ein, fur eine, fur einen, ich bin, als, mein, meine,
				meinen, meinem, meiner, in meinem, in meiner`,
			turn: `aber, sondern, jetzt, nun, und jetzt, diesmal`,
		},
		third: `
			ist, war, hat, hatte, postet, postete, sagt, sagte, schreibt, schrieb, wirkt, scheint,
			macht, zitiert, zitierte, und ich, ist ein, wurde`,
		cardinals: `eins, zwei|zwo, drei, vier, funf, sechs, sieben, acht, neun, zehn, elf, zwolf`,
		ordinals:  `erste, zweite, dritte, vierte, funfte, sechste, siebte, achte, neunte, zehnte`,
		tongues: map[string]string{
			"zh": "chinesisch, chinesische, chinesischen, chinesischer", "en": "englisch, englische, englischen", "de": "deutsch, deutsche, deutschen", "fr": "franzosisch, franzosische, franzosischen",
			"es": "spanisch, spanische, spanischen", "la": "lateinisch, lateinische, lateinischen", "ja": "japanisch, japanische", "ru": "russisch, russische",
		},
		originals: `
			auf %, auf dem %, im % original, % original, % text, % fassung, %er text, % bitte,
			der % text, die % fassung, das % original, den % text, % wortlaut`,
	}
}
