import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { listLivraisons } from '../store/livraison.store.ts'
import { findSource, type ResumeSource, resumeSources } from '../store/source.store.ts'
import { type SourceDeclaree, SourcesVue, SourceVue } from './vues/sources.vue.tsx'

export const routesSources: readonly Route[] = [
  { methode: 'get', chemin: '/sources', permission: 'sources:lire', traiter: showSources },
  { methode: 'get', chemin: '/sources/:id', permission: 'sources:lire', traiter: showSource }
]

async function showSources(c: Contexte) {
  const sources = await resumeSources(c.var.db)
  return rendrePage(c, <SourcesVue cadre={c.var.cadre} sources={sources.map((s) => toDeclaree(s))} />)
}

async function showSource(c: Contexte) {
  const id = c.req.param('id') ?? ''
  if (!/^[a-z0-9-]{1,63}$/.test(id)) return c.notFound()
  const [resume, source] = await Promise.all([
    resumeSources(c.var.db).then((toutes) => toutes.find((s) => s.id === id)),
    findSource(c.var.db, id)
  ])
  if (!resume || !source) return c.notFound()
  const livraisons = await listLivraisons(c.var.db, { sourceId: id })
  return rendrePage(
    c,
    <SourceVue
      cadre={c.var.cadre}
      source={toDeclaree(resume, source.declaration.contact)}
      livraisons={livraisons
        .filter(({ etat }) => etat === 'appliquee')
        .map((l) => ({
          date: l.datee_du,
          lues: l.lues ?? 0,
          gardees: l.gardees ?? 0,
          refusees: l.refusees ?? 0,
          nouvelles: l.nouvelles ?? 0,
          modifiees: l.modifiees ?? 0,
          disparues: l.disparues ?? 0
        }))}
    />
  )
}

function toDeclaree(
  { id, nom, producteur, licence, lien, lieux, derniere }: ResumeSource,
  contact?: string
): SourceDeclaree {
  return {
    id,
    nom,
    producteur,
    licence: { nom: licence },
    lien: lien ?? undefined,
    contact,
    lieux,
    derniere: derniere && {
      date: derniere.dateeDu,
      lues: derniere.lues,
      gardees: derniere.gardees,
      refusees: derniere.refusees
    }
  }
}
