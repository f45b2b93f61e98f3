import { jourCourt } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre, pourcentage } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { type CompteDuJour, type Periode, regrouper } from '../../domain/periodes.ts'
import { suitLaCloture } from '../../domain/seance.ts'
import {
  type AccordDuGroupe,
  AVIS_MIN,
  classer,
  desaccords,
  distinguer,
  partages,
  totalDe
} from '../../domain/synthese.ts'
import type { Module } from '../../store/consultation.store.ts'
import type { DecisionEnSeance } from '../../store/seance.store.ts'
import type { GroupeFige, ItemDeSynthese, SeanceResumee } from '../../store/synthese.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminDe, cheminItem } from './cadre.tsx'
import { Part } from './part.tsx'
import { cheminSeance } from './seances.tsx'

type Items = readonly ItemDeSynthese[]

export const SyntheseEcrite = ({ texte }: { texte: string }) => (
  <section class='section' aria-labelledby='titre-retenu'>
    <h2 id='titre-retenu'>Ce que l’organisateur en retient</h2>
    <div class='mt4'>
      <Paragraphes texte={texte} />
    </div>
  </section>
)

/** Who took part, in figures that say nothing of what they think. */
export function Participation(props: { ouverte: ConsultationOuverte; items: Items; gestes: readonly CompteDuJour[] }) {
  const { items, gestes } = props
  const somme = (quoi: 'commentaires' | 'valeurs' | 'fichiers' | 'actions') =>
    items.reduce((total, item) => total + item[quoi], 0)
  const [premiere, derniere] = [gestes[0], gestes.at(-1)]
  const semaines = premiere && derniere ? regrouper(gestes, { du: premiere.jour, au: derniere.jour }) : []
  return (
    <section class='section' aria-labelledby='titre-participation'>
      <h2 id='titre-participation'>La participation</h2>
      <ListeDescriptive
        faits={[
          { terme: 'Propositions', valeur: nombre(items.length) },
          { terme: 'Avis en ligne', valeur: nombre(items.reduce((total, item) => total + totalDe(item), 0)) },
          { terme: 'Commentaires', valeur: nombre(somme('commentaires')) },
          { terme: 'Valeurs de référence', valeur: nombre(somme('valeurs')) },
          { terme: 'Actions associées', valeur: nombre(somme('actions')) },
          { terme: 'Fichiers', valeur: nombre(somme('fichiers')) }
        ]}
      />
      {semaines.length > 1 && <Semaines semaines={semaines} />}
    </section>
  )
}

const HAUTEUR = 120
const PAS = 32

/** Opinions given or changed, week by week: as a sentence, as a drawing, as a table. */
function Semaines({ semaines }: { semaines: readonly Periode[] }) {
  const max = Math.max(...semaines.map(({ nombre: n }) => n))
  const forte = semaines.find(({ nombre: n }) => n === max)
  const phrase = forte
    ? `${direSemaine(forte)} a reçu le plus d’avis : ${nombre(forte.nombre)} donnés ou changés.`
    : 'Avis donnés ou changés, semaine par semaine.'
  const largeur = PAS * semaines.length
  return (
    <div class='stack mt6'>
      <h3>Semaine après semaine</h3>
      <p>{phrase}</p>
      <div>
        <svg role='img' aria-label={phrase} viewBox={`0 0 ${largeur} ${HAUTEUR}`} width={largeur} height={HAUTEUR}>
          {semaines.map(({ nombre: n }, i) => {
            const haut = Math.max(2, Math.round((n / max) * HAUTEUR))
            return <rect x={i * PAS + 4} y={HAUTEUR - haut} width={PAS - 8} height={haut} fill='currentColor' />
          })}
        </svg>
      </div>
      <Tableau<Periode>
        legende='Avis donnés ou changés. Une semaine qui en a moins de cinq est jointe à une autre, pour que personne ne s’y reconnaisse.'
        discret
        lignes={semaines}
        colonnes={[
          { titre: 'Semaine', cellule: direSemaine },
          { titre: 'Avis', nombre: true, cellule: ({ nombre: n }) => nombre(n) }
        ]}
      />
    </div>
  )
}

const direSemaine = ({ du, au }: Periode): string =>
  du === au ? `La semaine du ${jourCourt(du)}` : `De la semaine du ${jourCourt(du)} à celle du ${jourCourt(au)}`

const direItem = ({ genre, titre, parent }: ItemDeSynthese): string =>
  genre === 'amendement' && parent ? `${titre} (amendement à « ${parent} »)` : titre

/** Opinions on each item of a module, from the most agreed with to the least. */
export function OpinionsDuModule(props: { ouverte: ConsultationOuverte; module: Module; items: Items }) {
  const { ouverte, module, items } = props
  const classes = classer(items)
  const [premier] = classes
  const assez = classes.filter((item) => totalDe(item) >= AVIS_MIN)
  const dernier = assez.at(-1)
  const montrees = extraire(classes, assez)
  const ancre = `titre-module-${module.rang}`
  return (
    <section class='section' aria-labelledby={ancre}>
      <h2 id={ancre}>{module.titre}</h2>
      <div class='stack mt4'>
        {assez.length > 1 && premier && dernier ? (
          <p>
            La plus approuvée : « {direItem(premier)} », {pourcentage(premier.accord, totalDe(premier))} «&nbsp;
            {module.libelle_accord} ». La plus discutée : « {direItem(dernier)} »,{' '}
            {pourcentage(dernier.revoir, totalDe(dernier))} « {module.libelle_revoir} ».
          </p>
        ) : (
          <p>Il y a trop peu d’avis pour comparer les propositions.</p>
        )}
        <Tableau<ItemDeSynthese>
          legende={`Barre pleine : « ${module.libelle_accord} ». Barre hachurée : « ${module.libelle_revoir} ». Sous ${AVIS_MIN} avis, l’ordre ne veut rien dire : ces propositions sont à la fin.`}
          lignes={montrees}
          colonnes={[
            {
              titre: 'Proposition',
              cellule: (item) => (
                <>
                  <a href={cheminItem(ouverte.consultation, item)}>{direItem(item)}</a>
                  {totalDe(item) > 0 && <Part totaux={item} />}
                </>
              )
            },
            { titre: module.libelle_accord, nombre: true, cellule: ({ accord }) => nombre(accord) },
            { titre: module.libelle_revoir, nombre: true, cellule: ({ revoir }) => nombre(revoir) },
            {
              titre: 'Part',
              nombre: true,
              cellule: (item) => pourcentage(item.accord, totalDe(item)) ?? 'Aucun avis'
            }
          ]}
        />
        {montrees.length < classes.length && (
          <p>
            Ici, {nombre(montrees.length)} propositions sur {nombre(classes.length)} : les plus approuvées et les plus
            discutées. <a href={`${cheminDe(ouverte.consultation)}/donnees`}>Toutes sont dans les données</a>.
          </p>
        )}
      </div>
    </section>
  )
}

const HAUT = 40
const BAS = 20

/** Both ends of a long list: a thousand lines say nothing to anybody, and weigh on a phone. */
function extraire(classes: Items, assez: Items): Items {
  if (classes.length <= HAUT + BAS) return classes
  return assez.length === 0 ? classes.slice(0, HAUT + BAS) : [...assez.slice(0, HAUT), ...assez.slice(HAUT).slice(-BAS)]
}

/** What splits people most. */
export function Desaccords(props: { ouverte: ConsultationOuverte; items: Items; figee: boolean }) {
  const { ouverte, items, figee } = props
  if (items.length === 0) return null
  const points = desaccords(items)
  return (
    <section class='section' aria-labelledby='titre-desaccords'>
      <h2 id='titre-desaccords'>Les points de désaccord</h2>
      {points.length === 0 ? (
        <p class='mt4'>
          {figee
            ? 'Aucune proposition n’a partagé les avis.'
            : 'Aucune proposition ne partage les avis pour l’instant.'}
        </p>
      ) : (
        <>
          <p class='mt4'>
            Ces propositions ont au moins {AVIS_MIN} avis, et une personne sur trois au moins de chaque côté.
          </p>
          <ul class='rows mt5'>
            {points.map((item) => (
              <li>
                <a href={cheminItem(ouverte.consultation, item)}>{direItem(item)}</a>
                <span class='soft'>
                  {compter(totalDe(item), 'avis', 'avis')} : {pourcentage(item.accord, totalDe(item))} d’accord,{' '}
                  {pourcentage(item.revoir, totalDe(item))} à revoir.
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** What people say the propositions carry, all of them together. */
export function Valeurs(props: { valeurs: readonly { readonly libelle: string; readonly choix: number }[] }) {
  const partagees = partages(props.valeurs)
  const [premiere] = partagees
  if (!premiere) return null
  return (
    <section class='section' aria-labelledby='titre-valeurs'>
      <h2 id='titre-valeurs'>Les valeurs les plus partagées</h2>
      <p class='mt4'>
        La valeur la plus citée : « {premiere.libelle} », {compter(premiere.choix, 'fois', 'fois')}, sur{' '}
        {compter(premiere.items, 'proposition', 'propositions')}. Plus le mot est grand, plus il est partagé.
      </p>
      <ul class='values mt5'>
        {partagees.map(({ libelle, choix }) => (
          <li class={`w${Math.max(1, Math.ceil((5 * choix) / premiere.choix))}`}>
            {libelle}
            <span class='num'>
              <span class='vh'>, citée </span>
              {nombre(choix)}
              <span class='vh'> fois</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const LETTRES = ['A', 'B', 'C', 'D']

/** People who answered alike: never who they are. */
export function Groupes(props: { ouverte: ConsultationOuverte; groupes: readonly GroupeFige[]; items: Items }) {
  const { ouverte, groupes, items } = props
  if (groupes.length < 2) return null
  const parId = new Map(items.map((item) => [item.id, item]))
  return (
    <section class='section' aria-labelledby='titre-groupes'>
      <h2 id='titre-groupes'>Les groupes d’opinion</h2>
      <div class='stack mt4'>
        <p>
          Un groupe réunit des personnes qui ont répondu à peu près pareil. Le calcul regarde les avis, jamais qui les
          donne : personne n’est nommé, et on ne peut pas savoir qui est dans un groupe. Un groupe n’est montré que s’il
          est assez grand et bien distinct des autres. Qui a donné très peu d’avis n’est dans aucun.
        </p>
        <p>
          Ici, {compter(groupes.length, 'groupe', 'groupes')} :{' '}
          {groupes.map(({ rang, effectif }) => `${effectif} personnes dans le groupe ${LETTRES[rang - 1]}`).join(', ')}.
        </p>
        {groupes.map((groupe) => {
          const autres = groupes.filter((un) => un !== groupe).map(({ avis }) => avis)
          const { accords, revoirs } = distinguer(groupe.avis, autres)
          return (
            <div class='mt5'>
              <h3>
                Le groupe {LETTRES[groupe.rang - 1]} : {groupe.effectif} personnes
              </h3>
              <Dits
                ouverte={ouverte}
                titre='Plus d’accord que les autres sur :'
                dits={accords}
                items={parId}
                sens='accord'
              />
              <Dits
                ouverte={ouverte}
                titre='Plus réservé que les autres sur :'
                dits={revoirs}
                items={parId}
                sens='revoir'
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}

function Dits(props: {
  ouverte: ConsultationOuverte
  titre: string
  dits: readonly AccordDuGroupe<string>[]
  items: ReadonlyMap<string, ItemDeSynthese>
  sens: 'accord' | 'revoir'
}) {
  const { ouverte, titre, dits, items, sens } = props
  const connus = dits.flatMap((dit) => {
    const item = items.get(dit.item)
    return item ? [{ ...dit, item }] : []
  })
  if (connus.length === 0) return null
  return (
    <>
      <p class='mt3'>{titre}</p>
      <ul class='rows'>
        {connus.map((dit) => (
          <li>
            <a href={cheminItem(ouverte.consultation, dit.item)}>{direItem(dit.item)}</a>
            <span class='soft'>
              {pourcentage(dit[sens], dit.accord + dit.revoir)} {sens === 'accord' ? 'd’accord' : 'à revoir'} dans ce
              groupe.
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What was said in person: those who were there, apart from the opinions given online. */
export function Seances(props: {
  ouverte: ConsultationOuverte
  seances: readonly SeanceResumee[]
  decisions: readonly DecisionEnSeance[]
  items: Items
}) {
  const { ouverte, decisions, items } = props
  const seances = props.seances.filter((seance) => !suitLaCloture(seance, ouverte.consultation))
  const suivantes = props.seances.filter((seance) => suitLaCloture(seance, ouverte.consultation))
  if (props.seances.length === 0) return null
  return (
    <section class='section' aria-labelledby='titre-seances'>
      <h2 id='titre-seances'>Les rencontres sur place</h2>
      {seances.length > 0 && <SeancesComptees seances={seances} items={items} />}
      {suivantes.length > 0 && <SeancesSuivantes ouverte={ouverte} seances={suivantes} decisions={decisions} />}
    </section>
  )
}

/** Held once the opinions were counted: words, and no figure but those who were there. */
function SeancesSuivantes(props: {
  ouverte: ConsultationOuverte
  seances: readonly SeanceResumee[]
  decisions: readonly DecisionEnSeance[]
}) {
  const { consultation } = props.ouverte
  const dites = Map.groupBy(props.decisions, ({ seance }) => seance)
  return (
    <div class='stack mt5'>
      <h3>Ce qui a été décidé ensemble, après la clôture</h3>
      <p>Ces rencontres ne changent pas les totaux.</p>
      {props.seances.map((seance) => (
        <>
          <p>
            <a href={cheminSeance(consultation, seance.id)}>{seance.nom}</a>, {jourCourt(seance.tenue_le)},{' '}
            {compter(seance.presents, 'personne présente', 'personnes présentes')}.
          </p>
          {seance.texte && <Paragraphes texte={seance.texte} />}
          {dites.has(seance.id) && (
            <ul class='rows'>
              {dites.get(seance.id)?.map((decision) => (
                <li>
                  <p>
                    <a href={cheminItem(consultation, decision)}>{decision.titre}</a>
                  </p>
                  <Paragraphes texte={decision.issue} />
                </li>
              ))}
            </ul>
          )}
        </>
      ))}
    </div>
  )
}

function SeancesComptees({ seances, items }: { seances: readonly SeanceResumee[]; items: Items }) {
  const presents = seances.reduce((somme, seance) => somme + seance.presents, 0)
  const assistes = items.filter((item) => item.accord_assistes + item.revoir_assistes > 0)
  return (
    <div class='stack mt4'>
      <p>
        {compter(seances.length, 'rencontre', 'rencontres', 'aucune')},{' '}
        {compter(presents, 'personne présente', 'personnes présentes')}. Leurs avis sont comptés à part : ils ne sont
        pas dans les totaux ci-dessus.
      </p>
      <Tableau<SeanceResumee>
        legende='Les rencontres, de la première à la dernière.'
        discret
        lignes={seances}
        colonnes={[
          { titre: 'Rencontre', cellule: ({ nom }) => nom },
          { titre: 'Date', cellule: ({ tenue_le }) => jourCourt(tenue_le) },
          { titre: 'Présents', nombre: true, cellule: (seance) => nombre(seance.presents) },
          { titre: 'Propositions discutées', nombre: true, cellule: ({ propositions }) => nombre(propositions) }
        ]}
      />
      {assistes.length > 0 && (
        <Tableau<ItemDeSynthese>
          legende='Avis donnés sur place, avec l’aide d’un médiateur.'
          discret
          lignes={assistes}
          colonnes={[
            { titre: 'Proposition', cellule: direItem },
            { titre: 'D’accord', nombre: true, cellule: ({ accord_assistes }) => nombre(accord_assistes) },
            { titre: 'À revoir', nombre: true, cellule: ({ revoir_assistes }) => nombre(revoir_assistes) }
          ]}
        />
      )}
    </div>
  )
}
