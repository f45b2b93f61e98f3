import type { Contexte, Contribution, Route } from '../../../platform/http/feature.ts'
import { Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche, findLieu, listLieuxTenus } from '../../annuaire/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type AdhesionActuelle, projeterAdhesions } from '../actions/adhesion/projeter.ts'
import { listChartesOuvertes } from '../actions/rejoindre.ts'
import { direEtat } from '../domain/adhesion/dire.ts'
import { listDossiersDesLieux } from '../store/adhesion.store.ts'
import { FeuilleAdhesion } from './vues/feuille-adhesion.tsx'
import { cheminSuivi } from './vues/suivi.tsx'

export const routesMesAdhesions: readonly Route[] = [
  { methode: 'get', chemin: '/mes-adhesions', permission: 'lieux:revendiquer', traiter: showMesAdhesions }
]

export const contributionAdhesions: Contribution = {
  href: '/mes-adhesions',
  libelle: 'Mes adhésions',
  texte: 'Où en sont vos lieux avec les réseaux, et ce que vous pouvez faire.'
}

async function showMesAdhesions(c: Contexte) {
  const { db, now, acteur } = c.var
  const compteId = acteur.compte?.id
  if (!compteId) return c.redirect('/administration', 303)
  const lieux = await listLieuxTenus(db, compteId, now)
  const dossiers = await listDossiersDesLieux(
    db,
    lieux.map(({ id }) => id)
  )
  const [adhesions, chartesDe] = await Promise.all([
    projeterAdhesions(db, dossiers, now),
    listChartesOuvertes(db, await obtenirGeographie(db), now)
  ])
  const fiches = new Map(
    (await Promise.all(lieux.map(({ id }) => findLieu(db, id)))).map((fiche) => [fiche?.id, fiche])
  )
  return rendrePage(
    c,
    <FeuilleAdhesion c={c} titre='Mes adhésions' chapeau={<p class='lead'>Où en sont vos lieux avec les réseaux.</p>}>
      {lieux.length === 0 && (
        <p>
          Vous ne vous occupez encore d’aucun lieu. Cherchez le vôtre, ouvrez sa fiche, puis choisissez « Je m’occupe de
          ce lieu ». <a href='/lieux'>Chercher mon lieu</a>
        </p>
      )}
      <ul class='cards'>
        {lieux.map((lieu) => {
          const siennes = adhesions.filter(({ dossier }) => dossier.lieuId === lieu.id)
          const fiche = fiches.get(lieu.id)
          const autres = (fiche && !fiche.retire_le ? chartesDe(fiche) : []).filter(
            ({ reseau_id }) => !siennes.some(({ dossier }) => dossier.reseauId === reseau_id)
          )
          return (
            <li class='card'>
              <h2>
                <a href={adresseFiche(lieu)}>{lieu.nom}</a>
              </h2>
              {siennes.length === 0 && <p>Ce lieu n’a rejoint aucun réseau.</p>}
              {siennes.map((adhesion) => (
                <UneAdhesion adhesion={adhesion} lieu={lieu} />
              ))}
              {autres.length > 0 && (
                <>
                  <p>{siennes.length === 0 ? 'Il peut signer' : 'Il peut aussi signer'}&nbsp;:</p>
                  <ul>
                    {autres.map(({ id, nom }) => (
                      <li>
                        <a href={`${adresseFiche(lieu)}/adherer/${id}`}>
                          {nom}
                          <span class='vh'>, pour {lieu.nom}</span>
                        </a>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </FeuilleAdhesion>
  )
}

function UneAdhesion(props: {
  adhesion: AdhesionActuelle
  lieu: Parameters<typeof adresseFiche>[0] & { readonly nom: string }
}) {
  const { lieu } = props
  const { dossier, situation, reseau } = props.adhesion
  const { court, phrase } = direEtat(situation, 'lieu', reseau.fuseau)
  return (
    <>
      <h3>
        <a href={cheminSuivi(dossier.id)}>
          {reseau.nom}
          <span class='vh'> : suivre l’adhésion de {lieu.nom}</span>
        </a>
      </h3>
      <p>
        <Etiquette>{court}</Etiquette>
      </p>
      <p>{phrase}</p>
      {situation.etat === 'MEMBRE' && situation.membre.alerteLe && (
        <p>
          <a href={`${adresseFiche(lieu)}/modifier`}>
            Dire que la fiche est à jour, ou la changer<span class='vh'> : {lieu.nom}</span>
          </a>
        </p>
      )}
    </>
  )
}
