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

describe('le réseau, chez lui dans l’en-tête', () => {
  const avec = (autres: object) =>
    String(<Page cadre={cadreDeTest({ reseau: { nom: 'Le Fil', accueil: '/reseaux/fil', ...autres } })} titre='x' />)

  it('montre son logo, à sa taille, et son nom à côté', () => {
    const page = avec({ logo: { src: '/reseaux/fil/logo/abc', largeur: 120, hauteur: 60 }, sigle: 'LF' })
    expect(page).toContain('<img class="mark mark--logo" src="/reseaux/fil/logo/abc" width="120" height="60" alt=""/>')
    expect(page).not.toContain('mark--sigle')
  })

  it('sans logo, montre ses initiales ; sans elles, la marque du logiciel', () => {
    expect(avec({ sigle: 'LF' })).toContain('<span class="mark mark--sigle" aria-hidden="true">LF</span>')
    expect(avec({})).toContain('<svg class="mark"')
  })

  it('lit ses couleurs après celles de tous', () => {
    const page = avec({ feuille: '/reseaux/fil/theme.css?v=2' })
    expect(page.indexOf('/reseaux/fil/theme.css')).toBeGreaterThan(page.indexOf('/assets/maillage.css'))
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
