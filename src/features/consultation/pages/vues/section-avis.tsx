import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import type { EtatConsultation } from '../../domain/etat.ts'
import { montreTotaux, REGLAGES_PAR_DEFAUT } from '../../domain/module.ts'
import { RAISON_MAX, type Totaux } from '../../domain/opinion.ts'
import { direSens } from '../../domain/refus.ts'
import type { Module } from '../../store/consultation.store.ts'
import { findOpinionsDe, listRaisons, type MonOpinion } from '../../store/opinion.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem, type Reprise } from './cadre.tsx'
import { type RepriseDItem, repriseDe, Section } from './section.tsx'
import { cheminSignaler } from './signaler-lien.tsx'

/** Anchor of the section, and name of its form. */
export const AVIS = 'avis'
const RAISONS_PAR_PAGE = 20

/** The two opinions, as two equal buttons of one form; what others think, when it may be seen. */
export async function sectionAvis(c: Contexte, ouvert: ItemOuvert, reprise: RepriseDItem): Promise<Child | undefined> {
  const { item, module, consultation, etat } = ouvert
  if (!module.avis) return undefined
  const compte = c.var.acteur.compte?.id
  const mien = compte ? (await findOpinionsDe(c.var.db, compte, [item.id])).get(item.id) : undefined
  const montre = montreTotaux(module, { figee: consultation.figee_le !== null, aRepondu: mien !== undefined })
  const totaux = montre ? item : undefined
  return (
    <Section c={c} id={AVIS} titre={direTitre(etat, compte !== undefined)}>
      {etat === 'ouverte' ? (
        <Formulaire c={c} ouvert={ouvert} mien={mien} totaux={totaux} reprise={repriseDe(reprise, AVIS)} />
      ) : (
        <Fermee ouvert={ouvert} mien={mien} totaux={totaux} />
      )}
      {totaux ? <Repartition module={module} totaux={totaux} /> : <p class='mt5'>{direQuand(ouvert)}</p>}
      {totaux && module.raison !== 'aucune' && (await Raisons({ c, ouvert }))}
    </Section>
  )
}

const direTitre = (etat: EtatConsultation, connue: boolean) =>
  etat !== 'ouverte' ? 'Les avis' : connue ? 'Votre avis' : 'Donner votre avis'

const SENS = [
  { sens: 'accord', phrase: 'Cette proposition me convient.' },
  { sens: 'revoir', phrase: 'Elle demande à être reprise.' }
] as const

function Formulaire(props: {
  c: Contexte
  ouvert: ItemOuvert
  mien: MonOpinion | undefined
  totaux: Totaux | undefined
  reprise: Reprise
}) {
  const { c, ouvert, mien, totaux, reprise } = props
  const { module, consultation, item } = ouvert
  const { champs, fautes = [] } = reprise
  // Words that a module chose may mean something else.
  const usuels =
    module.libelle_accord === REGLAGES_PAR_DEFAUT.libelle_accord &&
    module.libelle_revoir === REGLAGES_PAR_DEFAUT.libelle_revoir
  const raison = champs?.raison ?? (mien?.sens === 'revoir' ? mien.raison : '')
  return (
    <form method='post' action={`${cheminItem(consultation, item)}/avis`}>
      <p class='mt3'>
        {mien ? `Vous avez dit « ${direSens(mien.sens, module)} ». ` : ''}
        Vous pouvez changer ou retirer votre avis jusqu’à la clôture.
        {!c.var.acteur.compte &&
          ' Sans compte, votre avis est gardé, puis compté quand vous avez confirmé votre adresse électronique.'}
      </p>
      <div class='opinions mt5'>
        {SENS.map(({ sens, phrase }) => (
          <button class='opinion' type='submit' name='sens' value={sens} aria-pressed={String(mien?.sens === sens)}>
            <b>{direSens(sens, module)}</b>
            {usuels && <span>{phrase}</span>}
            {totaux && <span class='num'>{direCompte(totaux[sens], mien?.sens === sens)}</span>}
          </button>
        ))}
      </div>
      {module.raison !== 'aucune' && (
        <div class='mt6'>
          <ZoneTexte
            nom='raison'
            libelle={`Si vous dites « ${module.libelle_revoir} » : pourquoi ?`}
            indication={`${module.raison === 'exigee' ? 'Obligatoire' : 'Facultatif'}, ${nombre(RAISON_MAX)} signes au plus. Votre raison est publiée sans votre nom, en même temps que les totaux.`}
            valeur={raison}
            erreur={erreurDe(fautes, 'raison')}
          />
          {mien?.retiree && (
            <p class='mt3'>
              La modération a retiré votre raison. Votre avis compte toujours. Vous pouvez l’expliquer autrement.
            </p>
          )}
        </div>
      )}
      <p class='btns mt4'>
        {module.raison !== 'aucune' && (
          <Bouton nom='sens' valeur='revoir'>
            {mien?.sens === 'revoir' ? 'Enregistrer ma raison' : `« ${module.libelle_revoir} », avec cette raison`}
          </Bouton>
        )}
        {mien && (
          <Bouton nom='sens' valeur='retrait'>
            Retirer mon avis
          </Bouton>
        )}
      </p>
    </form>
  )
}

const direCompte = (n: number, dontVous: boolean) =>
  `${compter(n, 'personne', 'personnes', 'aucune')}${dontVous ? (n > 1 ? ', dont vous' : ' : vous') : ''}`

function Fermee(props: { ouvert: ItemOuvert; mien: MonOpinion | undefined; totaux: Totaux | undefined }) {
  const { ouvert, mien, totaux } = props
  const { module, consultation, etat, dire } = ouvert
  const quand =
    etat === 'a-venir'
      ? `Vous pourrez donner votre avis à partir du ${dire(consultation.ouverture)}.`
      : etat === 'brouillon'
        ? 'La consultation n’est pas encore publiée.'
        : 'La consultation est close : les avis ne changent plus.'
  return (
    <>
      <p class='mt3'>{quand}</p>
      {mien && (
        <p class='mt3'>
          Vous avez dit « {direSens(mien.sens, module)} ».{mien.raison && ' Votre raison :'}
        </p>
      )}
      {mien?.raison && (
        <blockquote class='note mt3'>
          <Paragraphes texte={mien.raison} />
        </blockquote>
      )}
      {totaux && (
        <dl class='facts facts--tight mt5'>
          {SENS.map(({ sens }) => (
            <div>
              <dt>{direSens(sens, module)}</dt>
              <dd class='num'>{direCompte(totaux[sens], mien?.sens === sens)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** How opinions are shared, in a sentence then as a bar that says nothing more. */
function Repartition({ module, totaux }: { module: Module; totaux: Totaux }) {
  const total = totaux.accord + totaux.revoir
  if (total === 0) return <p class='mt5'>Personne n’a encore donné son avis.</p>
  const part = Math.round((100 * totaux.accord) / total)
  const phrase = `${nombre(total)} avis : ${part} % « ${module.libelle_accord} », ${100 - part} % « ${module.libelle_revoir} ».`
  return (
    <>
      <p class='mt5'>{phrase}</p>
      <svg class='share mt3' viewBox='0 0 100 4' preserveAspectRatio='none' aria-hidden='true'>
        <defs>
          <pattern id='hach' width='1' height='4' patternUnits='userSpaceOnUse'>
            <rect width='.35' height='4' fill='currentColor' />
          </pattern>
        </defs>
        <rect width={part} height='4' fill='currentColor' />
        <rect x={part} width={100 - part} height='4' fill='url(#hach)' />
      </svg>
    </>
  )
}

/** When the totals will be seen, for who may not see them yet (AMB-22). */
function direQuand({
  module,
  consultation,
  etat,
  dire
}: Pick<ItemOuvert, 'module' | 'consultation' | 'etat' | 'dire'>): string {
  if (etat === 'close') return 'Le décompte se fait en ce moment. Revenez dans quelques minutes.'
  if (module.resultats === 'apres-avis') return 'Vous verrez les totaux après avoir donné votre avis.'
  return consultation.cloture
    ? `Les totaux seront affichés à la clôture, le ${dire(consultation.cloture)}. D’ici là, personne ne les voit : chacun répond sans savoir ce que disent les autres.`
    : 'Les totaux seront affichés à la clôture de la consultation. D’ici là, personne ne les voit.'
}

async function Raisons({ c, ouvert }: { c: Contexte; ouvert: ItemOuvert }) {
  const { item, module, consultation } = ouvert
  const demandee = c.req.query('raisons') ?? ''
  const page = /^[1-9]\d{0,3}$/.test(demandee) ? Number(demandee) : 1
  const debut = (page - 1) * RAISONS_PAR_PAGE
  const { raisons, total } = await listRaisons(c.var.db, item.id, { debut, nombre: RAISONS_PAR_PAGE })
  if (raisons.length === 0) return null
  const suite = total - debut - raisons.length
  return (
    <>
      <h3 class='title-n mt6' id='raisons'>
        Pourquoi « {module.libelle_revoir} » <span class='num'>{nombre(total)}</span>
      </h3>
      <ul class='rows mt4'>
        {raisons.map(({ opinion, texte }) => (
          <li>
            <Paragraphes texte={texte} />
            <p>
              <a href={cheminSignaler(consultation, { item: item.numero, opinion })}>
                Signaler<span class='vh'> cette raison</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
      {suite > 0 && (
        <p class='mt4'>
          <a href={`?raisons=${page + 1}#raisons`} rel='next'>
            Lire {suite > 1 ? `les ${nombre(suite)} autres raisons` : 'la dernière raison'}
          </a>
        </p>
      )}
    </>
  )
}
