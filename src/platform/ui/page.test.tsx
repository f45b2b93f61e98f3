import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { cadreDeTest } from './cadre.fixture.ts'
import { documentHtml, marquerMenu, Page, rendrePage } from './page.tsx'

const app = new Hono()
  .get('/', (c) => rendrePage(c, <Page cadre={cadreDeTest()} titre='Accueil' />))
  .get('/absent', (c) => rendrePage(c, <Page cadre={cadreDeTest()} titre='Page introuvable' />, 404))

describe('rendrePage', () => {
  it('commence par le doctype, sans quoi les navigateurs passent en mode ancien', async () => {
    const reponse = await app.request('/')
    expect(reponse.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await reponse.text()).toMatch(/^<!DOCTYPE html><html lang="fr">/)
  })

  it('rend le statut demandé', async () => {
    expect((await app.request('/absent')).status).toBe(404)
  })

  it('accepte une page dont une partie se calcule plus tard', async () => {
    const Tardive = async () => <p>{await Promise.resolve('arrivée')}</p>
    expect(String(await documentHtml(<Tardive />))).toBe('<!DOCTYPE html><p>arrivée</p>')
  })
})

describe('Page', () => {
  const html = (page: unknown) => String(page)

  it('nomme la page puis le réseau, et dit d’abord qu’un formulaire est refusé', () => {
    expect(html(<Page cadre={cadreDeTest()} titre='Les lieux' />)).toContain(
      '<title>Les lieux – Numérique en Limousin</title>'
    )
    expect(html(<Page cadre={cadreDeTest()} titre='Importer' enErreur />)).toContain('<title>Erreur\u00a0: Importer')
  })

  it('échappe ce qui vient d’ailleurs', () => {
    const page = html(
      <Page
        cadre={cadreDeTest()}
        titre={'<script>alert(1)</script>'}
        fil={[{ libelle: 'a', href: '/' }, { libelle: '<b>' }]}
      />
    )
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<b><')
  })

  it('donne le téléphone avant tout dans l’aide, et l’atteint par un lien d’accès rapide', () => {
    const page = html(<Page cadre={cadreDeTest()} titre='Les lieux' />)
    expect(page).toContain('<a href="#aide">')
    expect(page).toMatch(
      /<h2 id="titre-aide">Besoin d’aide\u00a0\?<\/h2><p><a class="tel" href="tel:\+33199004710">01\u00a099\u00a000\u00a047\u00a010</
    )
  })

  it('dit quelle adresse fait foi, et ce que montre un message qui porte son lien', () => {
    const page = html(
      <Page
        cadre={cadreDeTest()}
        titre='L’Escale'
        description='Un lieu <b>'
        canonique='https://x.example/lieux/1?a=1&b=2'
        tete={<meta name='essai' content='1' />}
      />
    )
    expect(page).toContain('<link rel="canonical" href="https://x.example/lieux/1?a=1&amp;b=2"/>')
    expect(page).toContain('<meta property="og:description" content="Un lieu &lt;b&gt;"/>')
    expect(page).toMatch(/<head>.*<meta name="essai" content="1"\/>.*<\/head>/s)
    expect(html(<Page cadre={cadreDeTest()} titre='x' />)).not.toContain('og:')
  })

  it('ne promet pas d’aide quand aucun téléphone n’est connu', () => {
    expect(html(<Page cadre={cadreDeTest({ aide: undefined })} titre='x' />)).not.toContain('#aide')
  })

  it('montre le bandeau de démonstration quand il y en a un', () => {
    const bandeau = 'Démonstration : les lieux de ce site sont fictifs.'
    expect(html(<Page cadre={cadreDeTest({ bandeau })} titre='x' />)).toContain(bandeau)
  })

  it('n’a ni style ni script dans la page', () => {
    const page = html(<Page cadre={cadreDeTest({ police: '/assets/police.woff2' })} titre='x' />)
    expect(page).not.toMatch(/<script|<style|style=|\son[a-z]+=/)
  })

  it('laisse de côté les colonnes vides du pied de page', () => {
    expect(html(<Page cadre={cadreDeTest()} titre='x' />)).not.toContain('Informations légales')
  })
})

describe('marquerMenu', () => {
  const menu = [
    { href: '/', libelle: 'Accueil' },
    { href: '/lieux', libelle: 'Lieux' }
  ]

  it('marque la page même, et la rubrique d’une page plus profonde', () => {
    expect(marquerMenu(menu, '/lieux')[1]?.actif).toBe('page')
    expect(marquerMenu(menu, '/lieux/12').map(({ actif }) => actif)).toEqual([undefined, 'rubrique'])
  })
})
