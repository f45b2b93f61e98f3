import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { listLieuxTenus } from '../actions/donner-lieu.ts'
import { findLieuActuel } from '../actions/lieu-tenu.ts'
import { adresseFiche } from '../domain/fiche.ts'
import type { EtatRevendication } from '../domain/revendication.ts'
import { listRevendicationsDe } from '../store/revendication.store.ts'
import { ROLES_DE_LIEU } from './vues/equipe.vue.tsx'
import { FeuilleDeLieu } from './vues/feuille-lieu.tsx'

export const routesMesLieux: readonly Route[] = [
  { methode: 'get', chemin: '/mes-lieux', permission: 'lieux:revendiquer', traiter: show }
]

/** What is still heard of, in the words of the person who asked. */
const ETATS: Readonly<Partial<Record<EtatRevendication, string>>> = {
  'attente-preuve': 'Un message attend une réponse',
  'attente-decision': 'Une personne va décider',
  'attente-responsable': 'Le responsable va répondre',
  contestee: 'Contestée : une personne va décider'
}

const FAITS: Readonly<Record<string, string>> = {
  abandon: 'Votre demande est abandonnée.',
  depart: 'Vous ne vous occupez plus de ce lieu.'
}

async function show(c: Contexte) {
  const compteId = c.var.acteur.compte?.id
  if (!compteId) return c.redirect('/administration', 303)
  const { db, now } = c.var
  const [lieux, demandes] = await Promise.all([listLieuxTenus(db, compteId, now), listRevendicationsDe(db, compteId)])
  const enCours = await Promise.all(
    demandes.flatMap((demande) => {
      const mot = ETATS[demande.etat]
      return mot ? [findLieuActuel(db, demande.lieu_id).then((lieu) => ({ demande, mot, lieu }))] : []
    })
  )
  const fait = lireFait(c, FAITS)
  // Other parts have something of one's own too, such as the adhesions of these lieux.
  const voisines = c.var.contributions.filter(({ href }) => href.startsWith('/mes-') && href !== '/mes-lieux')
  return rendrePage(
    c,
    <FeuilleDeLieu
      cadre={c.var.cadre}
      titre='Mes lieux'
      chapeau='Les lieux dont vous vous occupez, et ce que vous avez demandé.'
      avis={fait ? { ton: 'succes', titre: 'C’est fait', texte: fait } : undefined}
    >
      {lieux.length === 0 && (
        <p>
          Vous ne vous occupez encore d’aucun lieu. Cherchez le vôtre, ouvrez sa fiche, puis choisissez «&nbsp;Je
          m’occupe de ce lieu&nbsp;». <a href='/lieux'>Chercher mon lieu</a>
        </p>
      )}
      <ul class='cards'>
        {lieux.map((lieu) => (
          <li class='card'>
            <h2>
              <a href={adresseFiche(lieu)}>{lieu.nom}</a>
            </h2>
            <p class='soft'>
              {lieu.commune && `${lieu.commune}. `}
              {ROLES_DE_LIEU[lieu.role]} depuis le <Jour date={lieu.depuis} court />.
            </p>
            <ul class='meta'>
              <li>
                <a href={`${adresseFiche(lieu)}/modifier`}>
                  Changer la fiche<span class='vh'> de {lieu.nom}</span>
                </a>
              </li>
              <li>
                <a href={`${adresseFiche(lieu)}/equipe`}>
                  Voir l’équipe<span class='vh'> de {lieu.nom}</span>
                </a>
              </li>
            </ul>
          </li>
        ))}
      </ul>
      {enCours.length > 0 && (
        <section class='stack mt6' aria-labelledby='en-cours'>
          <h2 id='en-cours'>Vos demandes en cours</h2>
          <ul class='rows'>
            {enCours.map(({ demande, mot, lieu }) => (
              <li>
                {lieu ? <a href={`${adresseFiche(lieu)}/revendiquer`}>{lieu.nom}</a> : 'Un lieu retiré'}
                <Etiquette>{mot}</Etiquette>
                <span class='soft'>
                  <Jour date={demande.contestee_le ?? demande.demandee_le} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {voisines.length > 0 && (
        <section class='stack mt6' aria-labelledby='et-aussi'>
          <h2 id='et-aussi'>Et aussi</h2>
          <ul class='doors'>
            {voisines.map(({ href, libelle, texte }) => (
              <li class='door'>
                <a href={href}>{libelle}</a>
                <span>{texte}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </FeuilleDeLieu>
  )
}
