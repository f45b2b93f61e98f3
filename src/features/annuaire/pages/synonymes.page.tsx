import { normaliser } from '../../../kernel/texte.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { lireSynonyme, listerSynonymes, reglerSynonyme, retablirSynonyme } from '../actions/regler-synonymes.ts'
import { FACETTES } from '../domain/facette.ts'
import type { Synonyme } from '../domain/synonymes.ts'
import { CHEMIN_MOTS, MotsVue, MotVue, type SaisieMot, SENS_MAX } from './vues/synonymes.vue.tsx'

const permission = 'mots:gerer'

export const routesSynonymes: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_MOTS, permission, traiter: showMots },
  { methode: 'get', chemin: `${CHEMIN_MOTS}/modifier`, permission, traiter: showMot },
  { methode: 'post', chemin: CHEMIN_MOTS, permission, traiter: submitMot },
  { methode: 'post', chemin: `${CHEMIN_MOTS}/retablir`, permission, traiter: restoreMot }
]

async function showMots(c: Contexte) {
  const filtre = c.req.query('q')?.trim().slice(0, 80) ?? ''
  const { total, synonymes } = await listerSynonymes(c.var.db, filtre)
  return rendrePage(
    c,
    <MotsVue cadre={c.var.cadre} filtre={filtre} total={total} synonymes={synonymes} fait={c.req.query('fait')} />
  )
}

async function showMot(c: Contexte) {
  const expression = normaliser(c.req.query('expression')?.slice(0, 80) ?? '')
  const connu = expression ? await lireSynonyme(c.var.db, expression) : { expression, valeurs: [], mots: [] }
  return rendrePage(c, <MotVue cadre={c.var.cadre} saisie={toSaisie(connu)} erreurs={[]} />)
}

const toSaisie = ({ expression, valeurs, mots }: Synonyme): SaisieMot => ({
  expression,
  sens: valeurs.map(({ facette, valeur }) => `${facette}|${valeur}`),
  mots: mots.join(', ')
})

async function submitMot(c: Contexte) {
  const champs = await readFormulaire(c)
  const saisie: SaisieMot = {
    expression: champs.expression ?? '',
    sens: Array.from({ length: SENS_MAX }, (_, i) => champs[`sens-${i + 1}`] ?? '').filter(Boolean),
    mots: champs.mots ?? ''
  }
  const lu = read(saisie)
  if ('erreurs' in lu) return rendrePage(c, <MotVue cadre={c.var.cadre} saisie={saisie} erreurs={lu.erreurs} />, 422)
  await reglerSynonyme(c.var.db, lu, c.var.acteur, c.var.now)
  return c.redirect(`${CHEMIN_MOTS}?${new URLSearchParams({ q: lu.expression, fait: lu.expression })}`, 303)
}

function read({ expression, sens, mots }: SaisieMot): Synonyme | { erreurs: readonly ErreurDeChamp[] } {
  const erreurs: ErreurDeChamp[] = []
  const nette = normaliser(expression)
  if (nette === '')
    erreurs.push({ champ: 'expression', message: 'Écrivez le mot ou l’expression que les gens tapent.' })
  else if (nette.length > 80 || nette.split(' ').length > 8)
    erreurs.push({
      champ: 'expression',
      message: 'Gardez huit mots au plus : personne ne tape une phrase plus longue.'
    })
  const valeurs = sens.flatMap((un) => {
    const separateur = un.indexOf('|')
    const [facette, valeur] = [un.slice(0, separateur), un.slice(separateur + 1)]
    return FACETTES.find(({ cle }) => cle === facette)?.valeurs?.includes(valeur) ? [{ facette, valeur }] : []
  })
  if (valeurs.length < sens.length)
    erreurs.push({ champ: 'sens-1', message: 'Choisissez les réponses dans la liste proposée.' })
  const autres = [...new Set(mots.split(/[,;\n]/).map(normaliser))].filter((mot) => mot !== '' && mot !== nette)
  if (autres.length > 30 || autres.some((mot) => mot.length > 80))
    erreurs.push({ champ: 'mots', message: 'Trente expressions courtes au plus, séparées par des virgules.' })
  return erreurs.length > 0 ? { erreurs } : { expression: nette, valeurs, mots: autres }
}

async function restoreMot(c: Contexte) {
  const { expression = '' } = await readFormulaire(c)
  const nette = normaliser(expression)
  await retablirSynonyme(c.var.db, nette, c.var.acteur, c.var.now)
  return c.redirect(`${CHEMIN_MOTS}?${new URLSearchParams({ q: nette })}`, 303)
}
