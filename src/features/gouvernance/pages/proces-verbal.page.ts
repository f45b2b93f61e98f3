import { Readable } from 'node:stream'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { blocs, dessiner, direInstant, type Noeud } from '../../charte/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { lireNumero } from '../domain/comite-saisie.ts'
import { GENRES_DECISION, RESULTATS } from '../domain/motion.ts'
import { direPubliquement, EFFETS } from '../domain/registre.ts'
import { MAJORITES, QUORUMS } from '../domain/regle.ts'
import { findDecision, type LigneDuRegistre } from '../store/decision.store.ts'
import { findCompteRendu } from '../store/document.store.ts'
import { DECISIONS, FONDEMENTS } from './decisions.page.tsx'
import { GOUVERNANCE } from './gouvernance.page.tsx'
import { nomDuCollege } from './vues/comite.tsx'

const permission = 'gouvernance:lire'

/** The same papers as their pages, to print and to keep: tagged PDF. */
export const routesProcesVerbaux: readonly Route[] = [
  { methode: 'get', chemin: `${DECISIONS}/:id/pdf`, permission, traiter: sendDecision },
  { methode: 'get', chemin: `${GOUVERNANCE}/comptes-rendus/:id/pdf`, permission, traiter: sendCompteRendu }
]

function envoyer(
  c: Contexte,
  noeuds: readonly Noeud[],
  { titre, auteur, le, nom }: { titre: string; auteur: string; le: Date; nom: string }
): Response {
  const pdf = dessiner(noeuds, { titre, auteur, le })
  return c.body(Readable.toWeb(Readable.from(pdf)) as ReadableStream, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${nom}.pdf"`
  })
}

async function sendDecision(c: Contexte) {
  const id = lireNumero(c.req.param('id'))
  const ligne = id && (await findDecision(c.var.db, id))
  if (!ligne) return c.notFound()
  const { titre } = direPubliquement(ligne)
  return envoyer(c, composerProcesVerbal(ligne), {
    titre: `Procès-verbal\u00a0: ${titre}`,
    auteur: ligne.reseau,
    le: ligne.inscrite_le,
    nom: `decision-${ligne.id.slice(0, 8)}`
  })
}

function composerProcesVerbal(ligne: LigneDuRegistre): Noeud[] {
  const { titre, texte, nomme } = direPubliquement(ligne)
  const fait = (terme: string, valeur: string | null | undefined) => (valeur ? [`${terme}\u00a0: ${valeur}`] : [])
  return [
    { genre: 'discret', texte: `${ligne.reseau}, le comité` },
    { genre: 'titre', niveau: 1, texte: titre },
    { genre: 'chapeau', texte: `${RESULTATS[ligne.resultat]}. ${EFFETS[ligne.effet]}` },
    { genre: 'titre', niveau: 2, texte: 'La décision' },
    {
      genre: 'liste',
      lignes: [
        ...fait('Sujet', GENRES_DECISION[ligne.genre]),
        ...fait('Date', direInstant(ligne.prise_le, ligne.fuseau)),
        ...fait('Inscrite', direInstant(ligne.inscrite_le, ligne.fuseau)),
        ...fait('Lieu', nomme ? ligne.lieu : undefined),
        ...fait('Motif', ligne.fondement && FONDEMENTS[ligne.fondement]),
        ...fait('Corrige la décision', ligne.corrige),
        ...fait('Numéro', ligne.id)
      ]
    },
    { genre: 'titre', niveau: 2, texte: ligne.genre === 'deliberation' ? 'Le texte' : 'Les raisons' },
    ...blocs(texte),
    { genre: 'titre', niveau: 2, texte: 'Les voix' },
    ...(ligne.mode === 'presidence'
      ? ([{ genre: 'paragraphe', texte: 'Un membre a décidé au nom du comité.' }] as const)
      : ([
          {
            genre: 'paragraphe',
            texte: `Pouvaient voter\u00a0: ${ligne.electeurs}. Écartés\u00a0: ${ligne.ecartes}. Pour\u00a0: ${ligne.pour}. Contre\u00a0: ${ligne.contre}. Abstentions\u00a0: ${ligne.abstentions}.`
          },
          {
            genre: 'liste',
            lignes: [
              ...ligne.colleges.map(
                ({ college, electeurs, pour, contre, abstentions }) =>
                  `${nomDuCollege(college)}, ${electeurs}\u00a0membre${electeurs > 1 ? 's' : ''}\u00a0: ${pour} pour, ${contre} contre, ${abstentions} abstention${abstentions > 1 ? 's' : ''}`
              ),
              ...fait('Quorum', ligne.quorum && QUORUMS[ligne.quorum].en),
              ...fait('Majorité', ligne.majorite && MAJORITES[ligne.majorite].en)
            ]
          }
        ] as const))
  ]
}

async function sendCompteRendu(c: Contexte) {
  const id = lireNumero(c.req.param('id'))
  const trouve = id ? await findCompteRendu(c.var.db, id) : undefined
  if (!trouve?.publie_le) return c.notFound()
  const reseau = await findReseau(c.var.db, trouve.reseau_id)
  const noeuds: Noeud[] = [
    { genre: 'discret', texte: `${reseau?.nom ?? ''}, le comité` },
    { genre: 'titre', niveau: 1, texte: trouve.titre },
    { genre: 'chapeau', texte: `Réunion du ${jourEnMots(trouve.tenue_le)}` },
    { genre: 'titre', niveau: 2, texte: 'Présents' },
    ...blocs(trouve.presents),
    { genre: 'titre', niveau: 2, texte: 'Compte rendu' },
    ...blocs(trouve.texte)
  ]
  return envoyer(c, noeuds, {
    titre: trouve.titre,
    auteur: reseau?.nom ?? '',
    le: trouve.publie_le,
    nom: `compte-rendu-${trouve.tenue_le}`
  })
}
