package mention

func french() language {
	return language{
		phrases: map[sense]string{
			filler: `
				le, la, les, l, un, une, des, du, de, d, au, aux, ce, cet, cette, ces, ca, cela, je, j, moi,
				me, m, tu, te, t, toi, ton, ta, tes, vous, votre, vos, nous, notre, nos, il, elle, ils,
				elles, on, se, s, y, en, c, qu, que, qui, dont, est, sont, etait, ete, ai, as, a, avons,
				avez, ont, dans, avec, pour, par, chez, comme, si, tres, bien, aussi, juste, encore que,
				ici, la dedans, dedans, document, plan, texte, dit, dire, parle, parler, mentionne,
				mentionner, domaine de, sujet de, theme de, aujourd hui, peu, peut, etre, oui, d accord,
				petit, petite, belle, beau, bonne, bon, jolie, courte, hui`,
			greeting: `bonjour, bonsoir, salut, coucou, cher bot, bonjour bot, bonjour a vous`,
			modal:    `peux, pourrais, pouvez, pourriez, peut on`,
			please:   `s il te plait, s il vous plait, svp, stp, merci d avance, si possible`,
			ask: `
				donne, donne moi, donnez, donnez moi, montre, montre moi, montrez, montrez moi, envoie,
				envoie moi, envoyez, dis moi, dites moi, cite, cite moi, citez, poste, partage, trouve,
				trouve moi, cherche, je cherche, je voudrais, je veux, j aimerais, je souhaite,
				je souhaiterais, j ai besoin, j ai besoin d, il me faut, peux tu, peux tu me, pourrais tu,
				pourrais tu me, pouvez vous, pouvez vous me, pourriez vous, pourriez vous me, tu peux,
				vous pouvez, puis je, puis je avoir, est ce que je peux, est ce que tu peux, et pour,
				qu en est il, qu en est il de, qu en est il du, qu en est il des, que dit, que dit le,
				que dit il, que dis tu, qu est ce que ca dit, qu est ce que dit, qu est ce qu il dit,
				parle moi, parlez moi, raconte, et sur, on parle, interesse par, je m interesse,
				m interesse`,
			choice: `je choisis, je prends, choisis`,
			exists: `
				as tu, tu as, avez vous, vous avez, y a t il, il y a, est ce qu il y a, quelque chose, quoi,
				des choses, as tu quelque chose, est ce que, mentionne t il, parle t il`,
			about: `
				sur, concernant, a propos, a propos de, a propos du, a propos des, au sujet, au sujet de,
				au sujet du, au sujet des, relatif a, relative a, relatives a, touchant, en matiere de,
				dans le domaine de, dans le domaine du, dans le domaine des`,
			quoteNoun: `citation, extrait, passage, phrase, disposition, paragraphe, pouet`,
			manyNoun:  `citations, extraits, passages, phrases, dispositions, paragraphes, pouets`,
			several: `
				plusieurs, quelques, quelques unes, un fil, fil, une serie, serie, tout, toutes,
				toutes les citations, tous, divers, diverses, une douzaine, beaucoup de, un thread`,
			random: `
				au hasard, hasard, n importe, n importe quoi, n importe quelle, n importe laquelle,
				aleatoire, surprends moi, surprenez moi, peu importe, une citation, vas y, inspire moi`,
			more: `
				encore, encore une, encore un, encore une citation, une autre, un autre, une autre citation,
				autre, plus, davantage, suivant, suivante, la suivante, la suite, suite, continue,
				continuez, une de plus, un de plus, autre chose, de nouveau, a nouveau, bis, rebelote,
				d autres`,
			source: `
				source, sources, lien, liens, reference, references, ou est ce que, d ou vient,
				d ou ca vient, d ou vient cette, d ou cela vient, d ou sort, d ou sors tu, d ou tires tu,
				d ou est ce, d ou c est tire, ou lire, ou puis je lire, ou peut on lire, ou trouver,
				ou puis je trouver, qui a dit, qui a dit ca, qui a ecrit, texte integral, texte complet,
				document complet, quel document, de quel document, quelle loi, auteur, c est vrai,
				qui a traduit`,
			wanted: `
				texte original, version originale, vo, en vo, langue originale, originale, l original,
				en langue originale, texte d origine, non traduit, version d origine`,
			help: `
				aide, a l aide, aidez moi, aide moi, mode d emploi, instructions, commandes,
				comment ca marche, comment tu marches, comment marches tu, comment ca fonctionne,
				comment fonctionnes tu, comment fonctionne, comment utiliser, comment t utiliser,
				comment faire, comment on fait, que peux tu faire, que sais tu faire, que pouvez vous faire,
				qu est ce que tu peux faire, qu est ce que tu sais faire, qu est ce que tu fais,
				tu fais quoi, tu sers a quoi, a quoi tu sers, a quoi sers tu, qui es tu, qui etes vous,
				t es qui, tu es qui, c est quoi, qu est ce que c est, es tu un bot, es tu un robot,
				que faire, presente toi`,
			menu: `
				liste, la liste, sommaire, table des matieres, que proposes tu, que proposez vous, qu as tu,
				qu avez vous, qu est ce que tu as, qu est ce qu il y a, tu as quoi, de quoi parles tu,
				de quoi peux tu parler, quels choix, choix, options`,
			which: `
				quel, quels, quelle, quelles, quels sont, quelles sont, quels sont les, quelles sont les,
				liste des, liste les, lister, tous les, toutes les, combien, combien de, disponibles,
				disponible, autres`,
			areaNouns: `
				domaines, themes, sujets, thematiques, categories, rubriques, sections, chapitres, volets,
				champs`,
			areaNoun: `domaine, theme, sujet, thematique, categorie, rubrique, section, chapitre, volet`,
			number:   `numero, domaine numero, n`,
			thanks: `
				merci, merci beaucoup, merci bien, mille mercis, un grand merci, grand merci, merci bot,
				je te remercie, je vous remercie, remercie, bon bot, gentil bot, parfait, bien joue,
				non merci, au revoir, bonne nuit, mercis`,
			praise: `
				super, genial, excellent, magnifique, interessant, tres interessant, j adore, j aime,
				j aime bien, formidable, bravo, chouette, trop bien, tres bien`,
			stopping: `
				laisse moi tranquille, laissez moi tranquille, fiche moi la paix, fous moi la paix,
				foutez moi la paix, tais toi, taisez vous, ta gueule, va t en, degage, desabonner,
				desabonne moi, me desabonner, desinscription, desinscrire, ca suffit, ca suffit maintenant,
				ne me reponds pas, ne me reponds plus, ne me repondez pas, ne me repondez plus,
				ne reponds pas, ne reponds plus, ne repondez plus, ne repondez pas, ne me mentionne pas,
				ne me mentionne plus, ne me mentionnez plus, ne me contacte plus, ne me contactez plus,
				ne m ecris plus, ne m ecrivez plus, plus de reponse, plus de reponses, plus de messages,
				plus de citations, pas de reponse, pas de reponses, arrete ca, arretez ca, ignore moi,
				bloque moi, n interviens plus, oublie moi, oubliez moi, ne me derange plus,
				ne me derange pas, ne me notifie plus`,
			halt: `
				la ferme, assez, silence, arrete, arreter, arretez, arrete de, cesse, cesse de, cessez,
				cessez de, stop`,
			never: `ne plus, plus jamais, ne jamais, je ne veux plus, je ne veux pas, ne`,
			contact: `
				repondre, me repondre, reponds, repondez, reponse, reponses, mentionner moi, me mentionner,
				m ecrire, ecrire, deranger, me deranger, contacter, me contacter, notifier, me notifier,
				m embeter, me parler, spammer`,
			not: `
				pas, sauf, sans, hormis, excepte, plutot que, au lieu de, a part, autre que, non, pas sur,
				rien sur`,
			joint: `et, ou, ou bien, ainsi que, et aussi, soit`,
			aside: `
				pour mon, pour ma, pour mes, pour un, pour une, je suis, en tant que, mon, ma, mes,
				dans mon, dans ma`,
			turn: `mais, maintenant, et maintenant, cette fois, plutot`,
		},
		third: `
			est, etait, avait, poste, a poste, a dit, dit, publie, a publie, semble, et moi, est un,
			qui, fait`,
		cardinals: `un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze`,
		ordinals: `
			premier, deuxieme, troisieme, quatrieme, cinquieme, sixieme, septieme, huitieme, neuvieme,
			dixieme`,
		tongues: map[string]string{
			"zh": "chinois, chinoise, mandarin", "en": "anglais, anglaise", "de": "allemand, allemande", "fr": "francais, francaise", "es": "espagnol, espagnole", "la": "latin, latine",
		},
		originals: `
			en %, texte %, version %, le texte %, la version %, l original %, original %, % svp, le %,
			texte en %, version en %`,
	}
}
