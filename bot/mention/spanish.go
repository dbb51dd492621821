package mention

func spanish() language {
	return language{
		phrases: map[sense]string{
			filler: `
				el, la, los, las, lo, un, una, unos, unas, del, de, al, a, este, esta, esto, estos, estas,
				ese, esa, eso, esos, esas, yo, me, tu, tus, te, ti, usted, ustedes, su, sus, se, nos,
				nuestro, nuestra, ella, ellos, es, son, era, fue, ser, estan, ha, han, he, has, en, con,
				por, para, como, si, muy, bien, tambien, solo, aqui, ahi, alli, que, documento, plan, texto,
				dice, decir, dicen, habla, menciona, mencionan, sea, hoy, y eso, buena, bueno, buen, bonita,
				corta, corto, poco, quizas, ver, amigo, ambito de`,
			greeting: `
				hola, buenos dias, buenas tardes, buenas noches, buenas, saludos, querido bot, hola bot,
				oye, oiga, que tal`,
			modal:  `puede, podria`,
			please: `por favor, porfa, porfis, si es posible, si puedes`,
			ask: `
				dame, deme, danos, muestra, muestrame, muestreme, ensename, envia, enviame, manda, mandame,
				dime, digame, cuentame, cuenta, publica, comparte, busca, buscame, busco, estoy buscando,
				cita algo, citame, quiero, quisiera, me gustaria, necesito, me das, me puedes dar,
				me puedes, puedes darme, podrias darme, puedes, podrias, me podrias, me podrias dar,
				puedo tener, puedo ver, puedo, que dice, que dice el, que dice el plan,
				que dice el documento, que dice sobre, que dices, que hay de, que hay sobre, que tal algo,
				y que hay de, y sobre, que pasa con, hablame, hablame de, me interesa, estoy interesado,
				interesado en, interesada en, ponme, pon`,
			choice: `elijo, escojo, elige, escoge`,
			exists: `
				hay, hay algo, hay alguna, hay algun, tienes, tiene, tienes algo, tienes alguna,
				tienes algun, tienes una, algo, alguna, algun, existe, aparece`,
			about: `
				sobre, acerca, acerca de, acerca del, respecto a, respecto al, respecto de, en cuanto a,
				relacionado con, relacionada con, relativo a, relativa a, en materia de, en el ambito de`,
			quoteNoun: `cita, frase, fragmento, pasaje, extracto, disposicion, parrafo`,
			manyNoun:  `citas, frases, fragmentos, pasajes, extractos, disposiciones, parrafos`,
			several: `
				varias, varios, algunas, algunos, unas cuantas, unos cuantos, un par, un par de, unas citas,
				muchas, todas, todo, todas las citas, hilo, un hilo, una serie, serie, una docena`,
			random: `
				al azar, azar, cualquiera, cualquier cosa, cualquier, aleatoria, aleatorio, sorprendeme,
				lo que sea, lo que quieras, la que quieras, da igual, una cita, venga, inspirame`,
			more: `
				mas, otra, otro, otra mas, otro mas, una mas, uno mas, otra cita, otra vez, de nuevo,
				siguiente, la siguiente, el siguiente, sigue, continua, continue, algo mas, mas por favor,
				otra diferente, mas como esta, otra por favor`,
			source: `
				fuente, fuentes, enlace, enlaces, referencia, referencias, de donde, de donde es,
				de donde sale, de donde viene, de donde sacas, de donde sacaste, de donde procede,
				donde puedo leer, donde puedo leerlo, donde se puede leer, donde esta,
				donde puedo encontrar, quien dijo, quien dijo eso, quien dice eso, quien lo dijo,
				quien lo dice, texto completo, documento completo, que documento, de que documento, que ley,
				autor, es verdad, es real, quien lo tradujo, quien tradujo`,
			wanted: `
				texto original, version original, idioma original, lengua original, el original,
				en original, en idioma original, sin traducir`,
			help: `
				ayuda, ayudame, instrucciones, comandos, como funciona, como funcionas, como funciona esto,
				como se usa, como te uso, como lo uso, como puedo usar, como usar, como usarte,
				que puedes hacer, que sabes hacer, que haces, para que sirves, para que sirve, quien eres,
				que eres, que es esto, eres un bot, que puedo preguntar, que hago, que puedo hacer,
				presentate`,
			menu: `
				lista, la lista, indice, menu, que tienes, que hay, que temas, que ofreces, de que hablas,
				de que puedes hablar, opciones, que opciones, sobre que puedo`,
			which: `
				cual, cuales, cuales son, cuales son los, cuales son las, lista de, lista los, todos los,
				todas las, cuantos, cuantas, disponibles, disponible, otros, otras, que otros, que otras`,
			areaNouns: `areas, temas, ambitos, categorias, secciones, capitulos, apartados, campos, sectores`,
			areaNoun:  `tema, ambito, categoria, seccion, capitulo, apartado, campo`,
			number:    `numero, num, area numero, tema numero`,
			thanks: `
				gracias, muchas gracias, mil gracias, gracias bot, te lo agradezco, agradecido, agradecida,
				buen bot, perfecto, buen trabajo, no gracias, adios, muchisimas gracias, se agradece`,
			praise: `
				genial, excelente, estupendo, interesante, muy interesante, me encanta, me gusta, que bueno,
				que bien, que interesante, bravo, increible, muy bueno, muy buena, muy bien`,
			stopping: `
				dejame en paz, dejeme en paz, dejame tranquilo, dejame tranquila, callate, callese, largate,
				darme de baja, dame de baja, date de baja, basta ya, ya basta, no me respondas,
				no me respondas mas, no me responda, no me responda mas, no respondas, no respondas mas,
				no me contestes, no me contestes mas, no contestes, no me menciones, no me menciones mas,
				no me etiquetes, no me escribas, no me escribas mas, no me hables, no me molestes,
				no me molestes mas, no molestes, no mas respuestas, no mas citas, sin respuestas,
				no quiero respuestas, no quiero mas, no quiero que me respondas, no quiero que me contestes,
				ignorame, bloqueame, olvidame, ya no me respondas, ya no respondas, para ya,
				para de una vez`,
			halt: `
				baja, vete, silencio, basta, para de, deja, deja de, dejen de, dejar de, detente, detener,
				alto, parad, stop`,
			never: `nunca, nunca mas, ya no, no vuelvas a, no vuelvas, no quiero`,
			contact: `
				responder, responderme, respondas, contestar, contestarme, contestes, mencionar,
				mencionarme, etiquetarme, escribirme, escribir, molestar, molestarme, contactarme, hablarme,
				spamear, respuestas`,
			not: `
				excepto, salvo, sin, menos, en vez de, en lugar de, aparte de, no sobre, nada de,
				nada sobre`,
			no:    `no`,
			joint: `y, o, e, u, y tambien, o bien, asi como, tanto`,
			aside: `para mi, para mis, para un, para una, soy, mi, mis, en mi`,
			turn:  `pero, ahora, sino, y ahora, esta vez`,
		},
		third: `
			es, era, ha, fue, dijo, dice que, publico, publica cosas, parece, y yo, es un, es una,
			que dijo`,
		cardinals: `uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce`,
		ordinals:  `primera, segunda, tercera, cuarta, quinta, sexta, septima, octava, novena, decima`,
		tongues: map[string]string{
			"zh": "chino, mandarin", "en": "ingles, inglesa", "de": "aleman, alemana", "fr": "frances, francesa", "es": "espanol, espanola, castellano", "la": "latin, latina",
		},
		originals: `
			en %, texto %, version %, el texto %, la version %, original %, el original %, texto en %,
			version en %, en % por favor`,
	}
}
