package mention

func spanish() language {
	return language{
		code: "es",
		phrases: map[sense]string{
			filler: `
				el, la, los, las, lo, un, una, unos, unas, del, de, al, a, {este|ese}, {esta|esa}{|s},
				{esto|eso}{|s}, yo, me, tu, tus, te, ti, usted, ustedes, su, sus, se, nos, nuestro, nuestra,
				ella, ellos, es, son, era, fue, ser, estan, ha, han, he, has, en, con, por, para, como, si,
				muy, bien, tambien, solo, aqui, ahi, alli, que, documento, plan, texto, dice, decir, dicen,
				habla, menciona, mencionan, sea, hoy, y eso, {buen|bonit|cort|pequen|bell}{|a|o}, poco,
				quizas, ver, amigo, amiga, ambito de, desde, hace, ayer, manana, pues, bueno, ah, oh, eh,
				ok, vale, bot, acaso, entonces, cosa, cosas, mi {jefe|hermano|hermana|padre|madre|profe},
				estas, esta`,
			greeting: `
				{hola|querido|oye|oiga|hey|saludos|buenas} {|bot|amigo|a todos|robot}, buenos dias,
				buenas {tardes|noches}, que tal, ey`,
			modal: `pueden, sabe`,
			please: `
				por favor, porfa, porfis, porfavor, si {es posible|puedes|pudieras|no te importa},
				seria {genial|estupendo|bueno|ideal}, se lo ruego, plis`,
			ask: `
				{da|muestra|ensena|envia|manda|di|cuenta|busca|cita|pon|saca|pasa|regala|lee|recita|
				 comparte|ofrece}{me|nos}, deme, digame, muestreme,
				{muestra|envia|manda|cuenta|publica|comparte|busca|da|di|pon|saca} {|algo}, cita algo,
				busco, estoy buscando,
				{quiero|quisiera|querria|necesito|deseo|queria} {|saber|leer|ver|escuchar|conocer|oir|algo|
				 tener},
				me {gustaria|encantaria|apetece|interesa|interesan|interesaria} {|saber|leer|ver|escuchar|
				 conocer|oir|tener},
				me {das|dais|puedes|podrias|pasas|cuentas|dices|ensenas|muestras|puede|podria} {|dar|pasar|
				 decir|mostrar|ensenar|citar|contar},
				{puedes|podrias|puede|podria} {|darme|decirme|pasarme|mostrarme|citarme|contarme|ensenarme|
				 citar|compartir}, {puedo|podria} {|tener|ver|leer|saber|pedir|pedirte},
				que {dice|dicen|dices|opina|cuenta|propone|preve} {|el|la|sobre|de|del},
				que hay {de|sobre|del|con}, y que hay {de|del}, que tal algo,
				{y|que} {sobre|pasa con|me dices de|me cuentas de|sabes de}, hablame {|de|del|sobre},
				{estoy|} {interesado|interesada} {|en|por}, {queremos|necesitamos|buscamos},
				tengo {curiosidad|interes} {|por|en}, quise decir, me referia a, preferiria, prefiero,
				como {trata|ve|define}`,
			choice: `elijo, escojo, elige, escoge, me quedo con, {vamos|voy} con, opto por`,
			exists: `
				hay {|algo|alguna|algun|algunas},
				{tienes|tiene|teneis|tendras|tendrias|conoces|sabes} {|algo|alguna|algun|una|algunas|de algo},
				algo, alguna, algun, existe, aparece,
				{habla|menciona|dice|trata|contiene|incluye} {el|la|de|algo|del} {|documento|plan|texto},
				por que, como es que, se {habla|menciona|dice|menciona algo}, aparece algo`,
			about: `
				sobre, {acerca|respecto} {|de|del|a|al}, en cuanto {a|al},
				{relacionado|relacionada|relativo|relativa} {con|a|al}, en materia de,
				en el {ambito|area|campo} {de|del}, {con|que contenga} la palabra,
				sobre el {tema|asunto} {de|del}, tema de`,
			quoteNoun: `
				cita, una {buena|bonita|gran} {cita|frase}, frase, fragmento, pasaje, extracto, disposicion,
				parrafo, trozo, maxima, toot`,
			manyNoun: `
				citas, frases, fragmentos, pasajes, extractos, disposiciones, parrafos, trozos, toots`,
			several: `
				{vari|algun|much|tod}{as|os}, {unas|unos} {cuantas|cuantos|pocas|pocos|citas},
				{un |}par {|de}, todo, todas las citas, {un |}hilo, {una |}serie {|de},
				una {docena|seleccion|coleccion} {|de}, diversas, todo lo que tengas, un punado {|de}`,
			random: `
				al azar, azar, {cualquiera|cualquier} {|cosa|cita}, aleatoria, aleatorio,
				{sorprende|inspira|asombra}me, lo que {sea|quieras|tengas}, la que {sea|quieras}, da igual,
				una cita, venga, cita del dia, la cita del dia, tu eliges, elige tu, a tu eleccion,
				me da igual`,
			more: `
				mas, {otr}{a|o} {|mas|cita|vez|frase|diferente|por favor|distinta}, {una|uno|dos|tres} mas,
				de nuevo, {|la|el} siguiente, {|la|el} proxim{a|o}, sigue, continua, continue, algo mas,
				{mas|algo} como {esta|eso|esa|este}, otras,
				{tienes|hay|alguna|alguno|dame} {|alguna} {mas|otra|otras}, repite, una nueva, una ultima,
				la ultima`,
			source: `
				fuente, fuentes, {enlace|link|vinculo}{|s}, referencia, referencias,
				de donde {|es|sale|viene|sacas|sacaste|procede|salio|proviene|has sacado} {|esto|eso|
				 esta cita|la cita},
				donde {puedo|se puede} {leer|leerlo|encontrar|encontrarlo|ver|verlo|comprobar},
				donde {esta|aparece|pone|dice} {|eso|esto|escrito},
				quien {|lo|ha} {dijo|dice|escribio|tradujo|publico|dicho} {|eso|esto},
				{texto|documento} {completo|entero|integro},
				{de |en |}que {documento|ley|pagina|seccion|parrafo|articulo|capitulo|texto}, autor, autora,
				es {|eso|esto} {verdad|real|cierto|autentico|autentica}, traductor, procedencia, origen,
				pagina, url, pdf, contexto, pruebas, evidencia, bibliografia`,
			wanted: `
				{|el} texto original, {|la} version original, {|en|el} {idioma|lengua} original,
				{|el|en} original, en su {idioma|lengua} original, sin traducir, en version original,
				originales, palabras originales`,
			help: `
				ayuda, ayudame, instrucciones, comandos, como {funciona|funcionas} {|esto|este bot|eso},
				como {se usa|te uso|lo uso|usar|usarte|puedo usar|puedo usarte|se utiliza|te utilizo|
				 se maneja} {|esto|este bot}, que {puedes|sabes} hacer {|por mi}, que haces {|aqui},
				para que {sirves|sirve|sirve esto}, quien eres, que eres {|tu},
				que es {esto|este bot|esta cuenta}, eres {un bot|un robot|humano|real},
				que {puedo|debo|tengo que} {preguntar|hacer|escribir|decir|pedir|preguntarte|pedirte},
				que hago, presentate, guia, manual, no entiendo como, puedes ayudarme, me puedes ayudar,
				me ayudas, soy nuevo, estoy perdido, tutorial`,
			menu: `
				{|la} lista, indice, {|el} menu, que {tienes|hay|ofreces} {|para elegir|disponible},
				de que {hablas|puedes hablar|trata|va}, opciones, que opciones {|hay|tienes},
				{sobre|de|entre} que puedo {|preguntar|elegir|preguntarte|escoger}`,
			which: `
				cual, cuales, {cuales|que} son {|los|las|tus},
				{lista|listame|enumera|nombra|muestrame|dime} {|de} {los|las|todos los|todas las|tus},
				lista de, {todos|todas} {los|las}, cuantos, cuantas, disponibles, disponible, otros,
				que otros, que otras`,
			areaNouns: `
				areas, temas, ambitos, categorias, secciones, capitulos, apartados, campos, sectores,
				partes, materias, bloques`,
			areaNoun: `
				area, tema, ambito, categoria, seccion, capitulo, apartado, campo, parte, bloque, punto`,
			number: `numero, num, {area|tema|apartado|parte} {numero|num}`,
			thanks: `
				{|muchas|mil|muchisimas|infinitas} gracias {|bot|amigo|de nuevo|por todo}, te lo agradezco,
				agradecido, agradecida, {buen|gran} {bot|trabajo}, perfecto, no gracias,
				no hace falta {|que} {respondas|contestes|responder|contestar|mas}, adios, se agradece,
				hasta luego, me {sirve|ha servido|ayuda}, te agradezco, buenas noches y gracias, bien hecho`,
			praise: `
				genial, excelente, estupendo, interesante,
				{muy|que} {interesante|bueno|buena|bien|bonito|bonita|curioso},
				me {encanta|gusta|gusta mucho}, bravo, increible, fantastico,
				que {chulo|guay|gracioso|risa|maravilla}, jaja, jajaja, jajajaja,
				{buena|gran|bonita} {cita|frase}, bien dicho, fascinante, guay, chulo`,
			stopping: `
				{deja|dejen|deje}me {|ya} {en paz|tranquilo|tranquila|quieto}, {calla|calle}{te|se},
				largate, vete, pirate, {dar|da|de}me de baja, date de baja, {basta ya|ya basta},
				{|ya} no {|me|nos} {respondas|responda|contestes|conteste|menciones|etiquetes|escribas|
				 hables|molestes|notifiques|cites|mandes},
				no quiero {respuestas|mas respuestas|mas mensajes|saber de ti|nada de ti|que me respondas|
				 que me contestes|recibir mas|recibir respuestas|recibir nada},
				{ignora|bloquea|olvida|elimina|quita}me, para {ya|de una vez},
				nadie te {ha |}{pregunto|preguntado|llamo}, no te he preguntado, cierra {el pico|la boca}`,
			halt: `
				baja, silencio, basta, {para|deja|dejen|dejar|pare|dejes} de, deja,
				{detente|detener|alto|parad|stop}, cesa, no sigas`,
			never: `
				nunca {|mas}, ya no, no mas, no vuelvas {|a}, no quiero que, jamas, evita, prefiero que no,
				preferiria que no`,
			contact: `
				{responder|contestar|mencionar|molestar|hablar|etiquetar|escribir|contactar|notificar|
				 spamear}{|me|nos}, {respondas|contestes|menciones|escribas|molestes|hables},
				{respondiendo|contestando|escribiendo|molestando|mencionando}{|me}, respuestas,
				mandarme {|mensajes|citas|cosas}, enviarme {|mensajes|citas}`,
			starting: `
				{puedes|ya puedes|} {responder|contestar|escribir|responde|contesta}{me} {otra vez|de nuevo|
				 nuevamente}, {puedes|ya puedes} volver a {responderme|contestarme|escribirme|hablarme},
				vuelve a {responderme|contestarme|hablarme|escribirme}, vuelve, {desbloquea|reactiva}me,
				{quiero |}suscribirme de nuevo, he cambiado de opinion, cambie de opinion`,
			begin: `start, empieza, reanuda, comienza, reinicia`,
			opinion: `
				{creo|pienso|opino|me parece|supongo|dudo|se|odio} que,
				{yo|pues yo|para mi que} {creo|pienso|diria}, {no|} estoy de acuerdo, en mi opinion,
				{eso|esto} {|no} es {mentira|falso|absurdo|ridiculo|una verguenza|asi},
				{tienes razon|te equivocas}, que {verguenza|mentira|tonteria|asco}, si claro, ya claro,
				lo siento, perdon, estas equivocado`,
			not: `
				{excepto|salvo|menos|excluyendo}, sin, en {vez|lugar} de, aparte de,
				no {sobre|la|el|los|las|de|del|quiero|me interesa|me interesan|me des}, nada {de|sobre|del},
				{todo|cualquier cosa|cualquiera|todas|todos} {menos|excepto|salvo}, ni, harto de, harta de,
				a excepcion de, ni hablar de`,
			no: `no`,
			joint: `
				y, o, e, u, y {tambien|otra de|otra sobre|una de|una sobre|una}, o bien, asi como, tanto,
				entre`,
			aside: `
				para {mi|mis|un|una|nuestro|nuestra}, soy {|un|una}, mi, mis, en mi,
				{trabajo|estudio|enseno} {|en|de|como|con},
				estoy {escribiendo|preparando|haciendo|estudiando} {|un|una|sobre|mi},
				como {profesor|estudiante|periodista}`,
			turn: `pero, ahora, sino, y ahora, esta vez, en cambio, mejor, sino que, aunque`,
		},
		particles: `
			por favor, porfa, ya, pues, mejor, tambien, ahora, un poco, solo, realmente, bot, entonces,
			inmediatamente, de verdad, en serio, a partir de ahora, por casualidad, acaso`,
		states: `
			es, son, era, eran, esta, estan, ha, han, va, van, fue, sera, seran, puede, pueden, deben, debe,
			hacen, hace, no`,
		persons: `yo, tu, el, ella, ellos, eso, esto, se`,
		times:   `desde, hacia, hasta, antes de`,
		third: `
			es, era, ha, fue, dijo, dice que, publico, publica {|cosas|siempre}, parece, y yo,
			{es|esta} {|un|una|el|la|mi|muy|siempre}, que dijo, sabe {|mucho|todo}, cita, siempre,
			tiene razon, va, viene, responde, hace, conoce`,
		cardinals: `uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce`,
		ordinals: `
			primer{|a|o}, segund{a|o}, tercer{|a|o}, cuart{a|o}, quint{a|o}, sext{a|o}, septim{a|o},
			octav{a|o}, noven{a|o}, decim{a|o}`,
		last: `ultim{a|o}`,
		tongues: map[string]string{
			"zh": "chino, china, mandarin", "en": "ingles, inglesa", "de": "aleman, alemana", "fr": "frances, francesa", "es": "espanol, espanola, castellano", "la": "latin, latina",
		},
		originals: `
			{|y} en %, {|el} texte %, {|el} texto {|en} %, {|la} version {|en} %, {|el} original {|en} %,
			en % por favor, como {es|se dice|suena|seria|se lee} {|eso|esto} en %`,
		links: map[string]string{
			"recording": `
				grabacion, grabaciones, grabado, grabada, grabar, grabo, video, directo, podcast, audio,
				{volver a |}{verlo|verla|escucharlo}, retransmision`,
			"slides": `diapositiva, presentacion, presentaciones, slide, transparencia, powerpoint`,
			"notes": `
				nota, apunte, transcripcion, resumen, entrada de blog, {por|en} escrito, escribirlo, blog,
				version escrita`,
			"paper": `articulo, paper, preprint, publicacion`,
			"code":  `codigo, codigo fuente, repositorio, script`,
		},
	}
}
