import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { keepNothing } from '../../comptes/index.ts'
import { confirmerParLien, lireLien } from '../actions/confirmer-par-lien.ts'
import { outilsDe, toModifie } from './fiche-tenue.ts'
import { FicheAJourVue, LienInconnuVue, LienUseVue, MerciAJourVue } from './vues/fiche-a-jour.vue.tsx'

const permission = 'lieux:lire'

export const routesFicheAJour: readonly Route[] = [
  { methode: 'get', chemin: '/fiche-a-jour', permission, traiter: (c) => showLien(c, c.req.query('jeton') ?? '') },
  { methode: 'post', chemin: '/fiche-a-jour', permission, traiter: submitAJour }
]

/** Opening changes nothing: mail servers open links before people do. */
async function showLien(c: Contexte, jeton: string): Promise<Response> {
  keepNothing(c)
  const { cadre, db, now } = c.var
  const lien = await lireLien(db, jeton, now)
  switch (lien.etat) {
    case 'inconnu':
      return rendrePage(c, <LienInconnuVue cadre={cadre} />, 404)
    case 'valable':
      return rendrePage(
        c,
        <FicheAJourVue cadre={cadre} lieu={toModifie(lien.lieu)} valeurs={lien.lieu.publiees} jeton={jeton} />
      )
    case 'servi':
    case 'depasse':
      return rendrePage(c, <LienUseVue cadre={cadre} lieu={toModifie(lien.lieu)} serviLe={lien.serviLe} />)
  }
}

async function submitAJour(c: Contexte): Promise<Response> {
  const { jeton = '' } = await readFormulaire(c)
  const lien = await lireLien(c.var.db, jeton, c.var.now)
  if (lien.etat !== 'valable') return showLien(c, jeton)
  const issue = await confirmerParLien(c.var.db, jeton, outilsDe(c))
  if (!issue.ok) return showLien(c, jeton)
  keepNothing(c)
  return rendrePage(c, <MerciAJourVue cadre={c.var.cadre} lieu={toModifie(lien.lieu)} />)
}
