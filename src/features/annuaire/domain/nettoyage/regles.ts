const TABLE = {
  // Rows
  'ni-nom-ni-lieu': { libelle: 'La ligne ne donne ni nom ni lieu : ni adresse, ni commune, ni coordonnées.' },
  'ligne-repetee': { libelle: 'La ligne répète exactement une autre ligne.' },
  'identifiant-repete': {
    libelle: 'Plusieurs lignes différentes portent le même identifiant : chacune garde le sien, complété.'
  },
  'identifiant-absent': { libelle: 'La ligne n’a pas d’identifiant : son nom et son adresse en tiennent lieu.' },
  'identifiant-long': { libelle: 'L’identifiant, trop long, est abrégé par une empreinte.' },
  'valeurs-differentes': {
    libelle: 'Les lignes de ce lieu donnent des valeurs différentes : une est retenue, les autres sont gardées à côté.'
  },

  'ligne-copiee': {
    libelle: 'La ligne vient d’une autre source, importée ici : elle pèse moins que l’original.'
  },
  'producteur-de-la-ligne': {
    libelle: 'La ligne vient d’un autre producteur, nommé par le fichier : son nom est gardé.'
  },

  // Any cell
  'reparation-de-la-source': { libelle: 'Un texte abîmé dans ce fichier est remis comme il était.' },
  'case-de-remplissage': { libelle: 'La case est remplie pour la forme (« - », « n/a », « http:// »…).' },
  'autre-valeur': { libelle: 'Une autre colonne a déjà donné cette information : celle-ci est gardée à côté.' },
  'terme-traduit': { libelle: 'Le mot de la source est traduit dans les valeurs du schéma.' },
  'ancien-schema': { libelle: 'La valeur de l’ancien schéma est remplacée par celle d’aujourd’hui.' },
  'graphie-officielle': { libelle: 'La valeur est écrite comme dans le schéma.' },
  'terme-coupe': { libelle: 'Le mot était coupé par le formulaire : un seul mot connu commence ainsi.' },
  'termes-accoles': {
    libelle: 'Plusieurs valeurs connues étaient écrites à la suite, sans séparateur : elles sont séparées.'
  },
  'precision-gardee': { libelle: 'La réponse est comprise ; la précision qui la suit est gardée à côté.' },
  'sans-equivalent': { libelle: 'Le schéma n’a pas de mot pour cette information : elle est gardée à côté.' },
  'valeur-inconnue': { libelle: 'Cette valeur n’est pas connue : elle est gardée à côté, pour être relue.' },

  // Texts
  'balises-retirees': { libelle: 'Les balises de mise en page sont retirées du texte.' },
  'caracteres-invisibles': { libelle: 'Des caractères invisibles sont retirés du texte.' },
  'texte-tronque': { libelle: 'Le texte dépasse la longueur permise : la fin est coupée.' },
  'formule-de-tableur': {
    libelle: 'Le texte commence comme une formule de tableur : il est gardé comme texte, jamais calculé.'
  },
  'resume-trop-long': {
    libelle: 'Le résumé dépasse 280 signes : il est raccourci, et le texte entier passe dans la présentation.'
  },

  // Identity
  'siret-de-remplissage': { libelle: 'Le numéro SIRET est rempli pour la forme (des zéros, un chiffre répété).' },
  'siret-repare': { libelle: 'Le numéro SIRET est écrit en quatorze chiffres.' },
  'siret-arrondi': {
    libelle: 'Un tableur a arrondi le numéro SIRET : ses derniers chiffres sont perdus, il ne désigne plus personne.'
  },
  ridet: { libelle: 'Le numéro RIDET de Nouvelle-Calédonie n’a plus de place dans le schéma : il est gardé à côté.' },
  'siren-seul': { libelle: 'La case donne un SIREN : l’entreprise, et non l’établissement. Gardé à côté.' },
  'siret-faux': { libelle: 'Le numéro n’est ni un SIRET ni un RNA possible.' },
  'rna-repare': { libelle: 'Le numéro d’association est écrit en dix signes.' },

  // Type of place
  'typologie-du-nom': { libelle: 'Le type de lieu est lu dans son nom, qui ne laisse pas de doute.' },
  'typologie-probable': { libelle: 'Le nom fait penser à un type de lieu, sans certitude : c’est gardé à côté.' },

  // Contacts
  'telephone-international': { libelle: 'Le téléphone est écrit au format international.' },
  'telephone-zero-perdu': { libelle: 'Le téléphone a retrouvé le zéro que le tableur avait retiré.' },
  'telephone-outre-mer': { libelle: 'Le téléphone d’outre-mer a reçu l’indicatif de son territoire.' },
  'telephone-entoure': { libelle: 'Ce qui entourait le numéro de téléphone est retiré.' },
  'telephones-plusieurs': {
    libelle: 'La case donne plusieurs numéros : le premier numéro fixe est retenu, tous restent lisibles à côté.'
  },
  'telephone-illisible': { libelle: 'Aucun numéro de téléphone possible dans cette case.' },
  'courriel-repare': { libelle: 'L’adresse électronique est remise en forme.' },
  'courriel-accents': { libelle: 'Les accents de l’adresse électronique, qu’aucun serveur n’attend, sont retirés.' },
  'courriels-plusieurs': { libelle: 'La case donne plusieurs adresses électroniques : elles sont séparées.' },
  'courriel-illisible': { libelle: 'L’adresse électronique est incomplète ou mal écrite.' },
  'courriel-dans-le-site': {
    libelle: 'Une adresse électronique se trouvait à la place du site : elle est remise à sa place.'
  },
  'courriel-dans-le-telephone': {
    libelle: 'Une adresse électronique se trouvait à la place du téléphone : elle est remise à sa place.'
  },
  'site-dans-le-courriel': {
    libelle: 'Un site se trouvait à la place de l’adresse électronique : il est remis à sa place.'
  },
  'telephone-dans-le-site': { libelle: 'Un téléphone se trouvait à la place du site : il est remis à sa place.' },
  'site-repare': { libelle: 'L’adresse du site est complétée ou remise en forme.' },
  'sites-plusieurs': { libelle: 'La case donne plusieurs sites : ils sont séparés.' },
  'site-illisible': { libelle: 'Ce n’est pas une adresse de site.' },
  'lien-illisible': { libelle: 'Un lien est attendu ici : le texte est gardé à côté.' },

  // Dates
  'date-iso': { libelle: 'La date est écrite année-mois-jour.' },
  'date-de-remplissage': {
    libelle: 'Le 1er janvier 1970 est la date que les ordinateurs écrivent quand personne n’en donne.'
  },
  'date-a-venir': { libelle: 'La date est dans le futur.' },
  'date-illisible': { libelle: 'Ce n’est pas une date du calendrier.' },

  // Hours
  'horaires-par-jour': { libelle: 'Les horaires écrits jour par jour sont réunis au format d’échange.' },
  'horaires-repares': { libelle: 'Les horaires sont remis au format d’échange.' },
  'horaires-ferme': { libelle: 'La colonne dit que le lieu est fermé ce jour-là.' },
  'horaires-traduits': { libelle: 'Les horaires écrits en toutes lettres sont traduits au format d’échange.' },
  'horaires-a-verifier': {
    libelle: 'Les horaires sont traduits, et une partie du texte reste à vérifier : il est gardé à côté.'
  },
  'horaires-non-compris': {
    libelle: 'Les horaires ne sont pas compris : ils sont gardés à côté, pour être relus.'
  },
  'horaires-une-semaine-sur-deux': {
    libelle:
      'Les horaires ne valent qu’une semaine sur deux, d’après une autre colonne : c’est écrit dans les horaires.'
  },
  'horaires-selon-le-service': {
    libelle:
      'Les lignes de ce lieu donnent des horaires différents, un par service : aucun n’est celui du lieu, tous sont gardés à côté.'
  },
  'horaires-semaine-incomplete': {
    libelle:
      'Un autre jour de la semaine n’a pas été compris : ce jour est gardé à côté, la semaine serait fausse sans l’autre.'
  },

  // Place
  'code-postal-zero-perdu': { libelle: 'Le code postal a retrouvé le zéro que le tableur avait retiré.' },
  'code-postal-repare': { libelle: 'Le code postal est écrit en cinq chiffres.' },
  'code-postal-illisible': { libelle: 'Ce n’est pas un code postal.' },
  'code-postal-cedex': { libelle: 'Le code postal d’acheminement (CEDEX) est remplacé par celui de la commune.' },
  'code-postal-deduit': { libelle: 'Le code postal est celui de la commune, qui n’en a qu’un.' },
  'code-postal-inconnu': { libelle: 'Ce code postal ne mène à aucune commune connue.' },
  'code-postal-contredit': { libelle: 'Le code postal et la commune ne vont pas ensemble.' },
  'code-insee-zero-perdu': { libelle: 'Le code INSEE a retrouvé le zéro que le tableur avait retiré.' },
  'code-insee-illisible': { libelle: 'Ce n’est pas un code INSEE de commune.' },
  'code-insee-inconnu': { libelle: 'Ce code INSEE n’est celui d’aucune commune.' },
  'code-insee-actuel': {
    libelle: 'Le code INSEE d’une ancienne commune ou d’un arrondissement est remplacé par celui de la commune.'
  },
  'code-insee-deduit': { libelle: 'Le code INSEE est déduit de la commune et du code postal.' },
  'code-insee-contredit': { libelle: 'Le code INSEE contredit la commune et le code postal : il est remplacé.' },
  'commune-nom-officiel': { libelle: 'Le nom de la commune est écrit comme dans le répertoire officiel.' },
  'commune-mise-en-forme': { libelle: 'Ce qui entourait le nom de la commune est retiré.' },
  'commune-arrondissement': { libelle: 'L’arrondissement est remplacé par sa ville.' },
  'ancienne-commune': {
    libelle: 'L’ancienne commune est remplacée par celle qui l’a réunie ; son nom est gardé à côté.'
  },
  'commune-reparee': { libelle: 'Le nom de la commune est corrigé d’après le code postal ou le code INSEE.' },
  'commune-deduite': { libelle: 'La commune est déduite du code postal, du code INSEE ou de l’adresse.' },
  'commune-dans-le-nom': {
    libelle: 'La commune est celle que nomme le lieu, parmi celles de son code postal.'
  },
  'commune-principale': {
    libelle: 'Le code postal réunit plusieurs communes : la plus peuplée, de loin, est retenue, à vérifier.'
  },
  'commune-du-siren': {
    libelle: 'La commune est celle que désigne le numéro SIREN de la mairie ou du CCAS, parmi celles du code postal.'
  },
  'commune-ambigue': { libelle: 'Plusieurs communes portent ce nom : rien ne dit laquelle.' },
  'commune-inconnue': { libelle: 'Cette commune n’est pas dans le répertoire officiel.' },
  'commune-contredite': { libelle: 'Le nom de la commune contredit le code INSEE.' },
  'adresse-en-une-ligne': { libelle: 'L’adresse contenait le code postal et la commune : chacun a pris sa place.' },
  'adresse-plusieurs-lignes': { libelle: 'L’adresse tenait en plusieurs lignes : elle tient en une.' },
  'cedex-retire': { libelle: 'La mention CEDEX est retirée.' },
  'coordonnees-nulles': { libelle: 'Les coordonnées valent zéro : c’est l’océan, au large de l’Afrique.' },
  'coordonnees-illisibles': { libelle: 'Ce ne sont pas des coordonnées.' },
  'coordonnee-seule': { libelle: 'Il manque l’autre coordonnée.' },
  'coordonnees-inversees': { libelle: 'La latitude et la longitude étaient inversées.' },
  'coordonnees-lambert-93': { libelle: 'Les coordonnées Lambert-93, en mètres, sont converties en degrés.' },
  'coordonnees-virgule': { libelle: 'La virgule des coordonnées est remplacée par un point.' },
  'coordonnees-virgule-perdue': { libelle: 'Les coordonnées ont retrouvé la virgule que le tableur avait retirée.' },
  'coordonnees-eloignees': { libelle: 'Les coordonnées sont loin de la commune : gardées, à vérifier.' },
  'coordonnees-geocodage-incertain': {
    libelle: 'La position a été calculée d’après une adresse mal reconnue : elle n’est pas retenue, et gardée à côté.'
  },
  'coordonnees-hors-de-france': { libelle: 'Les coordonnées sont hors de France : gardées, à vérifier.' }
} as const satisfies Record<string, { readonly libelle: string }>

export type NomRegle = keyof typeof TABLE

/** Every cleaning rule, by name, with its sentence for the import report. */
export const REGLES: Readonly<Record<string, { readonly libelle: string }>> = TABLE
