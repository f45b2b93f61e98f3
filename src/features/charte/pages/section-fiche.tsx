import type { SectionContribuee } from '../../../platform/http/feature.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { type AdhesionActuelle, projeterAdhesions } from '../actions/adhesion/projeter.ts'
import { direEtat } from '../domain/adhesion/dire.ts'
import { type Etat, estMembre } from '../domain/adhesion/situation.ts'
import { besoinsDe } from '../domain/besoins.ts'
import { situationPublique } from '../domain/marque/preuve.ts'
import { listDossiersDuLieu } from '../store/adhesion.store.ts'
import { type CritereDeclare, listCriteresDeclares } from '../store/montrer.store.ts'

/** What anyone may know of the lieu in each réseau. A draft, an opposition, an end leave no trace here. */
export const sectionAdhesion: SectionContribuee = {
  id: 'adhesion',
  titre: 'Son adhésion',
  rang: 40,
  async charger({ var: { db, now } }, numero) {
    const dossiers = await listDossiersDuLieu(db, numero)
    if (dossiers.length === 0) return undefined
    const adhesions = await projeterAdhesions(db, dossiers, now)
    const dites = adhesions.flatMap((une) => {
      const dit = direEtat(situationPublique(une.situation, now), 'public', une.reseau.fuseau)
      return dit ? [{ ...une, dit }] : []
    })
    if (dites.length === 0) return undefined
    const criteres = await listCriteresDeclares(
      db,
      dites.flatMap(({ dossier, situation }) => (declares(situation) ? [dossier.id] : []))
    )
    return (
      <div class='stack'>
        {dites.map(({ dossier, situation, reseau, dit }) => (
          <div class='stack'>
            <h3>
              <a href={`/reseaux/${reseau.id}`}>{reseau.nom}</a>
            </h3>
            <p>
              <Etiquette ton={TONS[situation.etat] ?? 'info'}>{dit.court}</Etiquette>
            </p>
            <p>{dit.phrase}</p>
            <p>
              <a href={`/adhesions/${dossier.id}`}>
                Vérifier cette adhésion<span class='vh'> : {reseau.nom}</span>
              </a>
              {', '}
              <a href={`/adhesions/${dossier.id}/reclamer`}>
                faire une réclamation<span class='vh'> : {reseau.nom}</span>
              </a>
            </p>
            <Criteres criteres={criteres.filter(({ adhesionId }) => adhesionId === dossier.id)} />
          </div>
        ))}
      </div>
    )
  }
}

const TONS: Readonly<Partial<Record<Etat, 'succes' | 'danger'>>> = {
  MEMBRE: 'succes',
  AVERTI: 'succes',
  SUSPENDU: 'danger'
}

const declares = (situation: AdhesionActuelle['situation']): boolean =>
  estMembre(situation) && 'membre' in situation && situation.membre.origine === 'declaration'

function Criteres({ criteres }: { criteres: readonly CritereDeclare[] }) {
  if (criteres.length === 0) return null
  const besoins = besoinsDe(criteres.map(({ categorieId }) => categorieId))
  const groupes = new Map<string, CritereDeclare[]>()
  for (const critere of criteres) {
    const titre =
      critere.categorie ?? (critere.genre === 'condition' ? 'Les conditions de la charte' : 'Ses engagements')
    groupes.set(titre, [...(groupes.get(titre) ?? []), critere])
  }
  return (
    <>
      {besoins.length > 0 && (
        <div class='prose'>
          <p>D’après les critères qu’il a choisis, ce lieu aide à :</p>
          <ul>
            {besoins.map((besoin) => (
              <li>{besoin}</li>
            ))}
          </ul>
        </div>
      )}
      <details>
        <summary>Ce que le lieu a déclaré ({compter(criteres.length, 'point', 'points')})</summary>
        {[...groupes].map(([titre, siens]) => (
          <div class='prose'>
            <h4>{titre}</h4>
            <ul>
              {siens.map(({ libelle }) => (
                <li>{libelle}</li>
              ))}
            </ul>
          </div>
        ))}
      </details>
    </>
  )
}
