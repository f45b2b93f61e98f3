import { describe, expect, it } from 'vitest'
import { Champ, Liste, ZoneTexte } from './champ/champ.tsx'
import { BoutonsRadio, Cases } from './choix/choix.tsx'
import { instantEnMots, Jour, jourCourt, jourEnMots } from './date/date.tsx'
import { Fil } from './fil/fil.tsx'
import { ListeDescriptive } from './liste-descriptive/liste-descriptive.tsx'
import { compter, nombre, pourcentage } from './nombre/nombre.tsx'
import { Pagination } from './pagination/pagination.tsx'
import { Progression } from './progression/progression.tsx'
import { CodeQr } from './qr/qr.tsx'
import { erreurDe, ResumeErreurs } from './resume-erreurs/resume-erreurs.tsx'
import { Tableau } from './tableau/tableau.tsx'
import { telephoneEnClair } from './telephone/telephone.tsx'

/** Spaces as one reads them. */
const lisible = (texte: string) => texte.replace(/[\u00a0\u202f]/g, ' ')
const PIEGE = '"><script>alert(1)</script>'

describe('Champ', () => {
  it('lie le nom, l’indication et l’erreur au champ, et garde ce qui a été écrit', () => {
    const html = String(
      <Champ nom='courriel' libelle='Adresse' indication='Par exemple' erreur='il manque @' valeur='a.b' obligatoire />
    )
    expect(html).toContain('<label for="courriel">Adresse</label>')
    expect(html).toMatch(
      /<input id="courriel" aria-describedby="courriel-erreur courriel-indication" aria-invalid="true" aria-required="true" name="courriel"/
    )
    expect(html).toContain('value="a.b"')
    expect(lisible(html)).toContain(
      '<span class="err" id="courriel-erreur"><span class="vh">Erreur : </span>il manque @</span>'
    )
  })

  it('échappe ce qui a été écrit, dans un attribut comme dans une zone de texte', () => {
    expect(String(<Champ nom='q' libelle='q' valeur={PIEGE} />)).not.toContain('<script')
    expect(String(<ZoneTexte nom='q' libelle='q' valeur={`</textarea>${PIEGE}`} />)).not.toContain('<script')
  })

  it('ne renvoie jamais un mot de passe ni un fichier', () => {
    expect(String(<Champ nom='x' type='password' libelle='x' valeur='secret' />)).not.toContain('secret')
    expect(String(<Champ nom='x' type='file' libelle='x' valeur='C:\\secret' />)).not.toContain('secret')
  })

  it('garde la ligne choisie d’une liste', () => {
    const html = String(
      <Liste
        nom='d'
        libelle='Département'
        vide='Tous'
        valeur='87'
        options={[
          { valeur: '23', libelle: 'Creuse' },
          { valeur: '87', libelle: 'Haute-Vienne' }
        ]}
      />
    )
    expect(html).toContain('<option value="87" selected="">Haute-Vienne</option>')
    expect(html).toContain('<option value="">Tous</option>')
  })
})

describe('Choix', () => {
  const options = [
    { valeur: 'a', libelle: 'Une' },
    { valeur: 'b', libelle: 'Autre', compte: 1402 }
  ]

  it('groupe les cases sous une légende et coche ce qui est choisi', () => {
    const html = String(<Cases nom='s' legende='Aides' options={options} choisis={['b']} unite='lieux' />)
    expect(html).toMatch(/<fieldset[^>]*><legend>Aides<\/legend>/)
    expect(html).toContain(
      '<label class="check" for="s-2"><input id="s-2" type="checkbox" name="s" value="b" checked=""/>'
    )
    expect(lisible(html)).toContain('1 402<span class="vh"> lieux</span>')
  })

  it('rend le groupe atteignable par le lien du résumé quand il est en erreur', () => {
    expect(String(<BoutonsRadio nom='s' legende='Avis' options={options} erreur='choisissez' />)).toMatch(
      /<fieldset class="field field--bad" id="s" tabindex="-1" aria-describedby="s-erreur">/
    )
  })
})

describe('ResumeErreurs', () => {
  const erreurs = [{ champ: 'nom', message: 'Donnez un nom' }]

  it('mène à chaque champ et dit que rien n’est perdu', () => {
    const html = String(<ResumeErreurs erreurs={erreurs} />)
    expect(html).toContain('<a href="#nom">Donnez un nom</a>')
    expect(html).toContain('Tout ce que vous avez écrit est gardé.')
    expect(html).toContain('autofocus')
    expect(erreurDe(erreurs, 'nom')).toBe('Donnez un nom')
  })

  it('n’apparaît pas sans erreur', () => {
    expect(String(<ResumeErreurs erreurs={[]} />)).toBe('')
  })
})

describe('les dates', () => {
  it('s’écrivent en toutes lettres, le premier du mois compris', () => {
    expect(lisible(jourEnMots('2026-06-16'))).toBe('mardi 16 juin 2026')
    expect(lisible(jourEnMots('2026-06-01'))).toBe('lundi 1er juin 2026')
    expect(lisible(jourCourt('2026-08-11'))).toBe('11 août 2026')
    expect(lisible(jourCourt('2026-12-31'))).toBe('31 décembre 2026')
  })

  it('se lisent à l’heure de Paris, ou à celle du lieu', () => {
    const instant = new Date('2026-06-16T22:30:00Z')
    expect(lisible(instantEnMots(instant))).toBe('mercredi 17 juin 2026 à 0 h 30')
    expect(lisible(instantEnMots(instant, 'America/Guadeloupe'))).toBe('mardi 16 juin 2026 à 18 h 30')
    expect(lisible(jourCourt(instant))).toBe('17 juin 2026')
  })

  it('gardent leur forme pour les machines', () => {
    expect(String(<Jour date='2026-06-16' />)).toContain('<time datetime="2026-06-16">')
    expect(String(<Jour date={new Date('2026-06-16T22:30:00Z')} />)).toContain('<time datetime="2026-06-17">')
  })

  it('laissent lire une date que l’on ne comprend pas', () => {
    expect(jourEnMots('bientôt')).toBe('bientôt')
  })
})

describe('les nombres', () => {
  it('se groupent par trois avec une espace fine qui ne se coupe pas', () => {
    expect(nombre(20351)).toBe('20\u202f351')
  })

  it('s’accordent : zéro et un au singulier', () => {
    expect([0, 1, 2].map((n) => lisible(compter(n, 'lieu', 'lieux')))).toEqual(['aucun lieu', '1 lieu', '2 lieux'])
    expect(compter(0, 'source', 'sources', 'aucune')).toBe('aucune source')
  })

  it('donnent une part, sauf de rien', () => {
    expect(lisible(pourcentage(1, 3) ?? '')).toBe('33 %')
    expect(pourcentage(0, 0)).toBeUndefined()
  })
})

describe('les téléphones', () => {
  it.each([
    ['+33199004710', '01 99 00 47 10'],
    ['+590590123456', '0590 12 34 56'],
    ['3939', '3939'],
    ['voir sur place', 'voir sur place']
  ])('%s s’écrit « %s »', (numero, ecrit) => {
    expect(lisible(telephoneEnClair(numero))).toBe(ecrit)
  })
})

describe('Tableau', () => {
  const colonnes = [
    { titre: 'Lieu', cellule: (l: { nom: string; n: number }) => l.nom },
    { titre: 'Visites', nombre: true, cellule: (l: { nom: string; n: number }) => nombre(l.n) }
  ]

  it('a une légende, des titres de colonnes et de lignes', () => {
    const html = String(<Tableau legende='Deux lieux' colonnes={colonnes} lignes={[{ nom: 'A', n: 1 }]} />)
    expect(html).toContain('<caption>Deux lieux</caption>')
    expect(html).toContain('<th scope="col" role="columnheader">Lieu</th>')
    expect(html).toContain('<th scope="row" role="rowheader">A</th>')
    expect(html).toContain('<td role="cell" data-l="Visites" class="n">1</td>')
  })

  it('dit qu’il n’y a rien plutôt que de montrer un tableau vide', () => {
    expect(String(<Tableau legende='x' colonnes={colonnes} lignes={[]} vide='Aucun lieu.' />)).toBe(
      '<p>Aucun lieu.</p>'
    )
  })
})

describe('les autres composants', () => {
  it('le fil ne met pas de lien sur la page même', () => {
    expect(
      String(
        <Fil
          etapes={[
            { libelle: 'Accueil', href: '/' },
            { libelle: 'Ici', href: '/ici' }
          ]}
        />
      )
    ).toContain('<span aria-current="page">Ici</span>')
  })

  it('la liste descriptive tait ce qui n’est pas connu', () => {
    expect(String(<ListeDescriptive faits={[{ terme: 'Prix', valeur: undefined }]} />)).toBe('')
  })

  it('la pagination disparaît quand tout est sur la page', () => {
    expect(String(<Pagination phrase='3 lieux' />)).toBe('')
  })

  it('la progression se dit en mots, et ne dessine une barre que si la fin est connue', () => {
    expect(lisible(String(<Progression libelle='Lecture' fait={50} total={200} unite='lignes' />))).toContain(
      '50 lignes sur 200, soit 25 %'
    )
    expect(String(<Progression libelle='Lecture' fait={50} unite='lignes' />)).not.toContain('<progress')
  })

  it('le code QR dessine l’adresse sans rien d’autre qu’un tracé', () => {
    const svg = String(<CodeQr adresse='https://exemple.fr/lieux/12' libelle='Code' />)
    expect(svg).toMatch(/^<svg viewBox="-2 -2 33 33" role="img" aria-label="Code"/)
    expect(svg).toMatch(/<path d="M0 0\.5h7(m\d+ 0h\d+|M\d+ \d+\.5h\d+)+" stroke="currentColor">/)
  })
})
