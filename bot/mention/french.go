package mention

func french() language {
	return language{
		code: "fr",
		phrases: map[sense]string{
			filler: `
				le, la, les, l, un, une, des, du, de, d, au, aux, ce, cet, cette, ces, ca, cela, je, j, moi,
				me, m, tu, te, t, toi, ton, ta, tes, vous, votre, vos, nous, notre, nos, il, elle, ils,
				elles, on, se, s, y, en, c, qu, que, qui, dont, est, sont, etait, ete, ai, as, a, avons,
				avez, ont, dans, avec, pour, par, chez, comme, si, tres, bien, aussi, juste, encore que,
				ici, la dedans, dedans, document, plan, texte, dit, dire, {domaine|sujet|theme} de,
				aujourd hui, peu, etre, oui, d accord, {petit|joli|court|beau|bon|belle|bonne}{|e}, hui,
				depuis, hier, demain, alors, ah, oh, euh, ben, bah, ok, ouais, bot, ami, amie, donc, aurais,
				aurait, soit dit, en passant, truc, un truc, trucs, chose,
				{mon|ma} {chef|frere|soeur|pere|mere|collegue|prof}`,
			greeting: `
				{bonjour|bonsoir|salut|coucou|hello|hey|cher} {|bot|a vous|a tous|a toi|le bot|robot},
				bonne {journee|soiree}, re bonjour, salutations, yo`,
			modal: `peux, pourrais, pouvez, pourriez, peut on, sais, peut`,
			please: `
				s il {te|vous} plait, svp, stp, merci d avance, si {possible|tu peux|vous pouvez|tu veux},
				ce serait {bien|super|gentil|sympa|genial}, s te plait, steuplait`,
			ask: `
				{donne|donnez|montre|montrez|envoie|envoyez|dis|dites|cite|citez|trouve|trouvez|file|passe|
				 sors|balance|raconte|poste|partage|lis|propose} {|moi|nous},
				{cherche|parle|parles|parlez|recherche|affiche}, {parle|parlez} moi,
				{je|on} {cherche|voudrais|voudrait|veux|veut|souhaite|souhaiterais|recherche|prendrais},
				{j|on} {aimerais|aimerait|adorerais} {|lire|voir|avoir|savoir|entendre|connaitre},
				{j ai|on a} besoin {|d|de|d un|d une}, il {me|nous} {faut|faudrait},
				{peux|pourrais} tu {|me|nous|m} {|donner|citer|trouver|montrer|envoyer|dire|parler},
				{pouvez|pourriez} vous {|me|nous|m} {|donner|citer|trouver|montrer|envoyer|dire|parler},
				{tu|vous} {peux|pouvez|pourrais|pourriez} {|me|m|nous},
				{puis je|est ce que je peux|je peux|pourrais je} {|avoir|voir|lire|savoir},
				est ce que tu {peux|pourrais}, et {pour|sur|concernant|quant a|du cote de|cote},
				qu en est il {|de|du|des|pour},
				que {dit|disent|pense|prevoit|propose|dis|dites} {|le|la|il|tu|vous|t il|ce},
				qu est ce {que|qu} {|ca|il|le|la|tu|on|ce} {|dit|disent|pense|prevoit|raconte}, on parle,
				interesse par, {je m|m} interesse,
				{je suis|suis} {curieux|curieuse|interesse|interessee} {|de|par}, quid {|de|du|des},
				fais moi, {comment|que} {sont|est} {traites|traite|vu|vue}, je parlais {|de|du|des},
				je voulais dire, je pensais a, dis m en plus sur`,
			choice: `je {choisis|prends|prendrai}, choisis, va pour, allons y pour, j opte pour`,
			exists: `
				{as|aurais|connais} tu, tu {as|aurais|connais} {|un truc|quelque chose|des trucs},
				{avez|auriez} vous, vous {avez|auriez}, y a {t il|il},
				il y a {|t il} {|des choses|quelque chose|un truc}, y a,
				y a {quelque chose|un truc|des trucs}, {est ce|c est} qu il y a, quelque chose, quoi,
				des choses, as tu quelque chose, {mentionne|parle|aborde|evoque|contient} t {il|elle|on},
				est ce {qu il|que ca|que le|que la|que} {|plan|document|texte} {|parle|mentionne|aborde|
				 evoque|dit|contient}, ca {parle|dit|mentionne}, pourquoi, comment, un mot, sont ils,
				sont elles, est il, est elle, rien sur ca, t as, t aurais`,
			about: `
				sur, concernant, a {propos|propos de|propos du|propos des}, au sujet {|de|du|des},
				{relatif|relative|relatives} {a|au|aux}, touchant, en matiere de,
				dans le domaine {de|du|des}, autour {de|du|des}, sur le {theme|sujet} {de|du|des|de la},
				quant {a|au|aux}, avec le mot, en rapport avec, lie a, liee a`,
			quoteNoun: `
				citation, extrait, passage, phrase, disposition, paragraphe, pouet,
				une {belle|jolie|bonne} citation, maxime, bout de texte, mot du plan`,
			manyNoun: `citations, extraits, passages, phrases, dispositions, paragraphes, pouets`,
			several: `
				plusieurs, {|les} quelques {|unes|uns}, {un|} fil, {une |}serie, tout, toutes,
				toutes les citations, tous, divers, diverses, une {douzaine|dizaine|poignee|selection},
				beaucoup {de|d}, {un |}thread, tout ce que tu as, une paire {de|d}, deux ou trois,
				pas mal {de|d}`,
			random: `
				au hasard, hasard, au pif, n importe {|quoi|quelle|laquelle|quel|lequel}, aleatoire,
				{surprends|surprenez|inspire|etonne|epate} moi, peu importe, une citation, vas y,
				la citation du jour, citation du jour, ce que tu veux, comme tu veux, a toi de choisir,
				a ton choix, choisis pour moi, la premiere venue, ca m est egal`,
			more: `
				encore {|une|un|une citation|une fois|plus|d autres|un extrait|s il te plait|deux|trois},
				{une|un|l} autre {|citation|fois|extrait}, autre, plus, davantage, suivant, suivante,
				la suivante, la suite, suite, continue, continuez,
				{une|un|quelques unes|deux|trois} de plus, autre chose, {de|a} nouveau, bis, rebelote,
				d autres {|citations|exemples|comme ca}, en avoir {plus|d autres}, la prochaine, prochaine,
				{|une} {|petite} derniere, remets ca, remets en une, une deuxieme,
				{tu en as|t en as|y en a} {d autres|encore}`,
			source: `
				source, sources, lien, liens, reference, references, ou est ce que,
				d ou {vient|sort|provient|viennent} {|ca|cela|cette|cette citation|cette phrase|ce texte},
				d ou {ca|cela} {vient|sort|provient}, c est {tire|extrait|pris} {|d ou|de quoi|d},
				d ou {sors|tires|tiens|vient} tu, d ou est ce, d ou, d ou c est {tire|extrait},
				ou {lire|trouver|voir},
				ou {puis je|peut on|est ce qu on peut|je peux|est ce que je peux} {|le|la|les} {lire|
				 trouver|voir|verifier}, qui {a|} {dit|ecrit|publie|traduit} {|ca|cela},
				texte {integral|complet|entier}, document {complet|entier},
				{quel|quelle|de quel|de quelle|dans quel|dans quelle} {document|loi|texte|page|paragraphe|
				 article|section|chapitre}, auteur, c est {vrai|exact|authentique|une vraie citation|reel},
				traducteur, provenance, origine, {a la|} page, url, pdf, contexte,
				est ce {vrai|exact|authentique}, preuve, preuves, justificatif`,
			wanted: `
				{|le} texte original, {|la} version originale, {|en} vo, langue originale, originale,
				original, l original, en langue originale, texte d origine, non {traduit|traduite},
				version d origine, {dans|en} la langue {originale|d origine}, en version originale,
				les mots originaux`,
			help: `
				{|a l} aide, aidez moi, aide moi, mode d emploi, instructions, commandes,
				comment {ca|tu|cela} {marche|marches|fonctionne|fonctionnes} {|ici},
				comment {marches|fonctionnes} tu, comment fonctionne {|ce bot|ce compte|ca},
				comment {utiliser|t utiliser|faire|on fait|se servir|je fais|on t utilise|je t utilise|
				 se servir de toi}, que {peux|sais|fais} tu {|faire}, que {pouvez|savez} vous faire,
				qu est ce que tu {peux|sais|fais} {|faire|ici|la}, tu {fais|sais faire|peux faire} quoi,
				tu sers a quoi, a quoi {tu sers|sers tu|ca sert|sert ce bot}, {qui|t} es {tu|qui},
				qui etes vous, tu es qui, c est quoi {|ce compte|ce bot|ca},
				qu est ce que c est {|que ca|que ce bot}, es tu {un bot|un robot|humain|reel}, que faire,
				presente toi, que dois je {faire|ecrire|dire},
				qu est ce que je {dois|peux} {faire|ecrire|dire|demander}, peux tu m aider, je suis perdu,
				je ne comprends pas comment, guide, tutoriel`,
			menu: `
				{|la} liste, sommaire, table des matieres, que {proposes tu|proposez vous},
				qu {as tu|avez vous|est ce que tu as|est ce qu il y a} {|a proposer|en stock},
				tu as quoi {|en stock|comme choix},
				de quoi {parles tu|peux tu parler|tu parles|tu peux parler|ca parle|est ce que tu parles},
				tu {parles|peux parler} de quoi, quels choix, choix, options, menu, le menu`,
			which: `
				quel, quels, quelle, quelles, {quels|quelles} sont {|les|tes|vos},
				{liste|lister|donne|montre|cite|enumere} {les|des|moi les|tous les|moi la liste des},
				liste des, {tous|toutes} les, combien {|de}, disponibles, disponible, autres,
				il y a quoi comme, tu as quoi comme, la liste {de|des}`,
			areaNouns: `
				domaines, themes, sujets, thematiques, categories, rubriques, sections, chapitres, volets,
				champs, parties, axes`,
			areaNoun: `
				domaine, theme, sujet, thematique, categorie, rubrique, section, chapitre, volet, partie,
				axe, point`,
			number: `numero, {domaine|theme|volet|chapitre|partie} numero, n°, num`,
			thanks: `
				merci {|beaucoup|bien|bot|infiniment|a toi|a vous|pour tout|mille fois|encore},
				mille {mercis|merci}, {un |}grand merci, {je te|je vous|} remercie, {bon|gentil|brave} bot,
				parfait, bien joue, non merci, {pas besoin de|inutile de} {|me} {repondre|ecrire},
				au revoir, bonne nuit, mercis, c est gentil, bon travail, beau travail,
				ca {m aide|aide|suffira}, adieu, a bientot, impeccable`,
			praise: `
				super, genial, excellent, magnifique, {|tres|trop|hyper} interessant,
				{j|on} {adore|aime|aime bien} {|ca|cette}, formidable, bravo, chouette, trop bien,
				tres bien, trop {cool|fort}, cool, haha, mdr, lol, ptdr,
				{belle|jolie|bonne|excellente} citation, bien dit, si vrai, fascinant, marrant`,
			stopping: `
				{laisse|laissez} moi {|donc} {tranquille|en paix}, {fiche|fous|foutez|fichez} moi la paix,
				{tais|taisez} {toi|vous}, ta gueule, va t en, degage, casse toi, {|me|te|} desabonner,
				desabonne moi, desinscription, {me|} desinscrire, ca suffit {|maintenant},
				{ne|n} me {parle|parlez} {plus|pas},
				{|me} {reponds|ecris|mentionne|parle|derange|contacte} {pas|plus},
				plus de {reponse|reponses|messages|notifications}, pas de bots,
				{arrete|arretez} {ca|de me|de m|tout|maintenant|de poster|de citer},
				{ignore|bloque|oublie|oubliez|retire} moi,
				je ne veux {plus|pas} {de reponse|de reponses|de tes reponses|de messages|de toi|te lire|
				 t entendre|que tu repondes|que tu me repondes|recevoir de reponses|rien recevoir},
				je ne t ai {rien|pas} demande, {personne|on} ne t a {rien |}{demande|sonne},
				lache moi {|les baskets|la grappe}, stop ca`,
			halt: `
				la ferme, assez, silence, {arrete|arreter|arretez|cesse|cesser|cessez} {|de}, stop, stopper`,
			never: `
				ne plus, plus jamais, ne jamais, je ne veux {plus|pas}, ne, n, sans,
				j aimerais {mieux |}que tu ne, merci de ne {pas|plus}, inutile de, pas la peine de, evite de`,
			contact: `
				{|me|m|nous} {repondre|ecrire|deranger|contacter|notifier|mentionner|embeter|parler|spammer|
				 taguer|citer},
				{reponds|repondez|mentionne|mentionnez|contacte|contactez|ecris|ecrivez|derange|derangez|
				 notifie|notifiez|embete|taggue|interviens|intervenez} {|moi}, reponse, reponses,
				intervenir, interviens, te meler`,
			starting: `
				{tu peux|vous pouvez|} {|me} {reponds|repondre|me repondre|m ecrire|repondez} {|
				 moi} {a nouveau|de nouveau}, reprends tes reponses, recommence a {me |}repondre,
				{reabonne|debloque} moi, {me |}reabonner, reviens, j ai change d avis, tu peux reprendre`,
			begin: `start, demarre, reprends, recommence, commence`,
			opinion: `
				je {pense|crois|trouve|suis|sais|deteste|doute|ne suis|ne pense|ne crois} {|que|pas|d accord},
				a mon avis, selon moi,
				c est {|pas|n importe quoi|faux|nul|absurde|ridicule|triste|honteux|du grand},
				tu {as raison|as tort|te trompes|racontes n importe quoi}, n importe quoi ca, pas d accord,
				mon oeil, {quelle|quel} {blague|honte|mensonge}, desole, desolee, pardon`,
			not: `
				pas {|sur|de|du|des|la|le|les|l|d}, sauf, sans parler de, hormis, excepte, plutot que,
				au lieu {de|du|des}, a part, autre {que|chose que}, non, {rien|plus rien} sur, tout sauf,
				{|en} dehors de, ni, assez {de|d}, marre {de|du|des}, ras le bol {de|du|des},
				pas besoin {|de|d}`,
			joint: `et, ou, ou bien, ainsi que, et {aussi|une sur|un sur|puis}, soit, entre`,
			aside: `
				pour {mon|ma|mes|un|une|notre|nos}, je suis {un|une}, en tant que, mon, ma, mes,
				dans {mon|ma|mes}, je {travaille|enseigne|etudie} {|dans|en|a|comme|pour},
				j {enseigne|etudie|ecris} {|un|une|sur}, je {prepare|fais|donne|redige|suis en train}`,
			turn: `mais, maintenant, et maintenant, cette fois, plutot, par contre, en revanche, cependant`,
		},
		particles: `
			s il te plait, s il vous plait, stp, svp, donc, juste, vraiment, maintenant, aussi, un peu,
			encore, enfin, alors, bien, bot, desormais, tout de suite, par hasard, eventuellement`,
		states: `
			est, sont, etait, etaient, a, ont, va, vont, sera, seront, peut, peuvent, doit, doivent, font,
			fait, ne, n, c est`,
		persons: `je, j, tu, il, elle, ils, on, ce, c, ca, qui`,
		times:   `vers, depuis, avant, jusqu a, apres`,
		third: `
			est, etait, avait, {|a} {poste|publie|dit|cite|ecrit|partage}, semble, et moi, est un, qui,
			fait, {est|a} {un|une|le|la|mon|toujours|vraiment|encore|deja|tres}, cite, connait,
			sait {|tout}, raconte, va, vient, repond, publie, marche`,
		cardinals: `un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze`,
		ordinals: `
			premi{er|ere}, {deuxieme|second|seconde}, troisieme, quatrieme, cinquieme, sixieme, septieme,
			huitieme, neuvieme, dixieme`,
		last: `derni{er|ere}`,
		tongues: map[string]string{
			"zh": "chinois, chinoise, mandarin", "en": "anglais, anglaise", "de": "allemand, allemande", "fr": "francais, francaise", "es": "espagnol, espagnole", "la": "latin, latine",
		},
		originals: `
			{|et} en %, {|le} texte {|en} %, {|la} version {|en} %, {|l} original {|en} %, % svp, le %,
			{ca|cela} donne quoi en %, comment {|on} {dit|dit on|ca se dit} en %`,
		links: map[string]string{
			"recording": `
				enregistrement, enregistre, enregistree, video, replay, rediffusion, captation, podcast,
				audio, filme, filmee, revoir, reecouter, direct`,
			"slides": `diapo, diapositive, diaporama, presentation, slide, support, transparent, powerpoint`,
			"notes": `
				note, compte rendu, transcription, resume, billet, article de blog, blog,
				{par|a l|un} ecrit, version {ecrite|texte}, {l|le} ecrire, retranscription`,
			"paper": `article, papier, preprint, publication, prepublication`,
			"code":  `code, code source, depot, script, logiciel`,
		},
	}
}
