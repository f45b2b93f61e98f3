import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type Proposee, proposer, reprendreProposition } from '../actions/proposer.ts'
import type { EtatConsultation } from '../domain/etat.ts'
import { lireAmendement, lireProposition } from '../domain/proposition.ts'
import { direRefus, type RefusDeContribution } from '../domain/refus.ts'
import type { Consultation, Module } from '../store/consultation.store.ts'
import { listRessemblants } from '../store/proposition.store.ts'
import { garderEtInviter } from './garder.ts'
import { type ItemOuvert, outilsDe, ouvrirItem, ouvrirModule } from './ouvrir.ts'
import { cheminItem, type Reprise } from './vues/cadre.tsx'
import { rendreItem } from './vues/item.tsx'
import { rendreAmender, rendreProposer } from './vues/proposer.tsx'

const PROPOSER = '/consultations/:adresse/modules/:module/proposer'
const AMENDER = '/consultations/:adresse/items/:numero/amender'
const permission = 'consultation:participer'

/** To add an item to a module, an amendment to an article, and to take one's own back. */
export const routesProposer: readonly Route[] = [
  { methode: 'get', chemin: PROPOSER, permission, traiter: showProposer },
  { methode: 'post', chemin: PROPOSER, permission, traiter: submitProposer },
  { methode: 'get', chemin: AMENDER, permission, traiter: showAmender },
  { methode: 'post', chemin: AMENDER, permission, traiter: submitAmender },
  {
    methode: 'post',
    chemin: '/consultations/:adresse/items/:numero/reprendre',
    permission: 'consultation:suivre',
    traiter: submitReprendre
  }
]

type ModuleOuvert = NonNullable<Awaited<ReturnType<typeof ouvrirModule>>>

async function showProposer(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirModule(c)
  if (!ouvert || ouvert.module.nature === 'texte') return c.notFound()
  return rendreProposer(c, ouvert, { refus: pourquoiPas(ouvert, ouvert.dire) })
}

async function submitProposer(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirModule(c)
  if (!ouvert || ouvert.module.nature === 'texte') return c.notFound()
  const { consultation, module, dire } = ouvert
  const champs = await readFormulaire(c)
  const refus = pourquoiPas(ouvert, dire)
  if (refus) return rendreProposer(c, ouvert, { champs, refus })
  const lue = lireProposition(champs)
  if (!lue.ok) return rendreProposer(c, ouvert, { champs, fautes: lue.error })
  if (champs.confirme !== 'oui') {
    const ressemblants = await listRessemblants(c.var.db, consultation.id, lue.value.titre)
    if (ressemblants.length > 0) return rendreProposer(c, ouvert, { champs, ressemblants })
  }
  const fait = await proposer(c.var.db, { moduleId: module.id, ...lue.value }, outilsDe(c))
  if (fait.ok) return suite(c, consultation, fait.value)
  if (fait.error.raison === 'sans-compte')
    return garderEtInviter(c, {
      consultationId: consultation.id,
      moduleId: module.id,
      geste: 'proposition',
      contenu: { ...lue.value }
    })
  if (fait.error.raison === 'inconnu') return c.notFound()
  const reprise = repriseDe(champs, fait.error, dire, 'Une proposition porte déjà ce titre. Donnez-en un autre.')
  return rendreProposer(c, ouvert, reprise, fait.error.raison === 'trop-souvent' ? 429 : undefined)
}

async function showAmender(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!isArticle(ouvert)) return c.notFound()
  return rendreAmender(c, ouvert, { refus: pourquoiPas(ouvert, ouvert.dire) })
}

async function submitAmender(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!isArticle(ouvert)) return c.notFound()
  const { consultation, module, item, dire } = ouvert
  const champs = await readFormulaire(c)
  const refus = pourquoiPas(ouvert, dire)
  if (refus) return rendreAmender(c, ouvert, { champs, refus })
  const lu = lireAmendement(champs, item.texte)
  if (!lu.ok) return rendreAmender(c, ouvert, { champs, fautes: lu.error })
  const fait = await proposer(c.var.db, { moduleId: module.id, parentId: item.id, ...lu.value }, outilsDe(c))
  if (fait.ok) return suite(c, consultation, fait.value)
  if (fait.error.raison === 'sans-compte')
    return garderEtInviter(c, {
      consultationId: consultation.id,
      moduleId: module.id,
      itemId: item.id,
      geste: 'amendement',
      contenu: { ...lu.value }
    })
  if (fait.error.raison === 'inconnu') return c.notFound()
  const reprise = repriseDe(champs, fait.error, dire, 'Un amendement porte déjà ce titre. Donnez-en un autre.')
  return rendreAmender(c, ouvert, reprise, fait.error.raison === 'trop-souvent' ? 429 : undefined)
}

async function submitReprendre(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const fait = await reprendreProposition(c.var.db, ouvert.item.id, outilsDe(c))
  if (fait.ok) return c.redirect(cheminItem(ouvert.consultation, ouvert.item), 303)
  switch (fait.error.raison) {
    case 'inconnu':
      return c.notFound()
    case 'close':
      return rendreItem(c, ouvert, { refus: direRefus({ raison: 'close' }, ouvert.dire) })
    case 'touchee':
      return rendreItem(c, ouvert, {
        refus: 'D’autres personnes se sont déjà exprimées ici. Demandez le retrait à la modération.'
      })
  }
}

const isArticle = (ouvert: ItemOuvert | undefined): ouvert is ItemOuvert =>
  ouvert?.item.etat === 'publie' && ouvert.item.genre === 'article'

/** Why nothing can be proposed here now, told before somebody writes for nothing. */
function pourquoiPas(
  {
    module,
    consultation,
    etat
  }: { readonly module: Module; readonly consultation: Consultation; readonly etat: EtatConsultation },
  dire: (instant: Date) => string
): string | undefined {
  if (module.propositions === 'non') return direRefus({ raison: 'eteint' }, dire)
  if (etat === 'ouverte') return undefined
  if (etat === 'a-venir' || etat === 'brouillon')
    return direRefus({ raison: 'a-venir', ouverture: consultation.ouverture }, dire)
  return direRefus({ raison: 'close' }, dire)
}

const suite = (c: Contexte, consultation: ModuleOuvert['consultation'], { numero, etat }: Proposee): Response =>
  c.redirect(
    etat === 'publie'
      ? `${cheminItem(consultation, { numero })}?fait=proposition#proposition`
      : cheminItem(consultation, { numero }),
    303
  )

function repriseDe(
  champs: Readonly<Record<string, string>>,
  refus: RefusDeContribution,
  dire: (instant: Date) => string,
  dejaDit: string
): Reprise {
  const fautes: ErreurDeChamp[] = refus.raison === 'deja' ? [{ champ: 'titre', message: dejaDit }] : []
  return fautes.length > 0 ? { champs, fautes } : { champs, refus: direRefus(refus, dire) }
}
