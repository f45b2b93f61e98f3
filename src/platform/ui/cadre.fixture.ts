import type { CadrePage } from './page.tsx'

/** A frame for tests and for reading views alone. */
export function cadreDeTest(autres: Partial<CadrePage> = {}): CadrePage {
  return {
    reseau: { nom: 'Numérique en Limousin', accroche: 'Réseau des lieux de médiation', accueil: '/' },
    aide: {
      telephone: '+33199004710',
      precisions: 'Du lundi au vendredi, de 9 h à 18 h. Prix d’un appel local. Une personne vous répond.'
    },
    menu: [
      { href: '/lieux', libelle: 'Trouver un lieu' },
      { href: '/sources', libelle: 'Sources' }
    ],
    recherche: { action: '/lieux', libelle: 'Chercher une aide ou un lieu', exemple: 'Une aide, un lieu…' },
    pied: [
      { titre: 'Données', liens: [{ href: '/sources', libelle: 'D’où viennent les informations' }] },
      { titre: 'Informations légales', liens: [] }
    ],
    version: '0.1.0',
    styles: '/assets/maillage.css',
    ...autres
  }
}
