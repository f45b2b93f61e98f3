import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { poids, VALEUR_MAX, VALEURS_MAX } from '../../domain/contribution.ts'
import { listValeurs, listValeursRetirees, listVocabulaire, type ValeurDonnee } from '../../store/contribution.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem, type Reprise } from './cadre.tsx'
import { BoutonRetirer, lienItem, listTracesDe, SousQuelNom, Trace } from './contribution.tsx'
import { type RepriseDItem, repriseDe, Section } from './section.tsx'
import { cheminSignaler } from './signaler-lien.tsx'

/** Anchor of the section, and name of its form. */
export const VALEURS = 'valeurs'
const VUES = 60
const TOUTES = 1_000
/** Words offered while typing. */
const PROPOSEES = 60
/** Traces of what moderators took away. */
const TRACES = 20

/** The values that people see in an item: each once, the more shared the larger, with its count in figures (AMB-20). */
export async function sectionValeurs(
  c: Contexte,
  ouvert: ItemOuvert,
  reprise: RepriseDItem
): Promise<Child | undefined> {
  const { item, module, etat } = ouvert
  if (!module.valeurs) return undefined
  const limite = c.req.query(VALEURS) === 'toutes' ? TOUTES : VUES
  const [{ valeurs, distinctes, miennes }, vocabulaire, retirees] = await Promise.all([
    listValeurs(c.var.db, item.id, { compteId: c.var.acteur.compte?.id, limite }),
    etat === 'ouverte' ? listVocabulaire(c.var.db, PROPOSEES) : [],
    listValeursRetirees(c.var.db, item.id, TRACES)
  ])
  const traces = await listTracesDe(c, retirees)
  const maximum = valeurs[0]?.nombre ?? 0
  return (
    <Section c={c} id={VALEURS} titre='Valeurs de référence' nombre={item.valeurs}>
      <p class='mt3'>
        {maximum === 0
          ? etat === 'ouverte'
            ? 'Personne n’a encore dit quelles valeurs cette proposition porte.'
            : 'Aucune valeur.'
          : 'Ce que cette proposition porte, selon les participants. Plus le mot est grand, plus il est partagé.'}
      </p>
      {maximum > 0 && (
        <ul class='values mt5'>
          {valeurs.map(({ libelle, nombre: fois }) => (
            <li class={`w${poids(fois, maximum)}`}>
              <span class='break'>{libelle}</span>
              <span class='num'>
                <span class='vh'>, choisie </span>
                {nombre(fois)}
                <span class='vh'> fois</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {distinctes > valeurs.length && (
        <p class='mt4'>
          <a href={lienItem(c, ouvert, { valeurs: 'toutes' }, VALEURS)}>
            Voir{' '}
            {distinctes > TOUTES
              ? `les ${nombre(TOUTES)} valeurs les plus partagées`
              : `les ${nombre(distinctes)} valeurs`}
          </a>
        </p>
      )}
      {retirees.map((retiree) => (
        <div class='mt4'>
          <Trace c={c} ouvert={ouvert} quoi='Valeur' feminin contribution={retiree} traces={traces}>
            <p class='break'>{retiree.texte}</p>
          </Trace>
        </div>
      ))}
      {valeurs.length > 0 && <Signaler ouvert={ouvert} valeurs={valeurs} />}
      {miennes.length > 0 && <Miennes ouvert={ouvert} miennes={miennes} />}
      {etat === 'ouverte' && (
        <Formulaire c={c} ouvert={ouvert} vocabulaire={vocabulaire} reprise={repriseDe(reprise, VALEURS)} />
      )}
    </Section>
  )
}

function Signaler({ ouvert, valeurs }: { ouvert: ItemOuvert; valeurs: readonly ValeurDonnee[] }) {
  return (
    <details class='mt4'>
      <summary>Signaler une valeur</summary>
      <p>Laquelle pose un problème ?</p>
      <ul class='values'>
        {valeurs.map(({ libelle, exemple }) => (
          <li>
            <a class='break' href={cheminSignaler(ouvert.consultation, { contribution: exemple })} rel='nofollow'>
              {libelle}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Miennes({ ouvert, miennes }: { ouvert: ItemOuvert; miennes: readonly ValeurDonnee[] }) {
  return (
    <>
      <h3 class='mt5'>{compter(miennes.length, 'valeur que vous avez donnée', 'valeurs que vous avez données')}</h3>
      <ul class='rows mt3'>
        {miennes.map(({ libelle, mienne }) => (
          <li class='btns'>
            <span class='break'>{libelle}</span>
            {mienne && ouvert.etat === 'ouverte' && (
              <BoutonRetirer ouvert={ouvert} id={mienne} quoi={`la valeur ${libelle}`} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Formulaire(props: { c: Contexte; ouvert: ItemOuvert; vocabulaire: readonly string[]; reprise: Reprise }) {
  const { c, ouvert, vocabulaire, reprise } = props
  const { champs = {}, fautes = [] } = reprise
  return (
    <form class='stack mt5' method='post' action={`${cheminItem(ouvert.consultation, ouvert.item)}/${VALEURS}`}>
      <Champ
        nom='valeur'
        libelle='Ajouter une valeur'
        indication={`Un mot, ou quelques-uns : ${VALEUR_MAX} signes au plus. Plusieurs valeurs se séparent par des virgules, ${VALEURS_MAX} au plus.`}
        liste='vocabulaire'
        autocomplete='off'
        valeur={champs.valeur}
        erreur={erreurDe(fautes, 'valeur')}
      />
      <datalist id='vocabulaire'>
        {vocabulaire.map((libelle) => (
          <option value={libelle} />
        ))}
      </datalist>
      <SousQuelNom c={c} />
      <p>
        <Bouton>Ajouter à la liste</Bouton>
      </p>
    </form>
  )
}
