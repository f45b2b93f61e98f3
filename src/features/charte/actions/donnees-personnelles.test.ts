import { expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { findDerniereDeclaration } from '../store/declaration.store.ts'
import { declarerLieu } from './adhesion/adhesion-en-base.fixture.ts'
import { inscrire } from './adhesion/decisions.ts'
import { DEBUT, ouvrirBase } from './adhesion/vie.fixture.ts'
import { donneesDesAdhesions } from './donnees-personnelles.ts'

it('rend à une personne ce qu’elle a signé et écrit, puis efface son nom sans toucher à la déclaration', async () => {
  const { base, prendreLieu } = await ouvrirBase(2)
  const compte = '5f0c8f0a-4a51-4cf1-8d5c-0b5d1f6f2a01'
  const mienne = await declarerLieu(
    base.db,
    'sicoval',
    prendreLieu(),
    DEBUT,
    'Association de la Grange',
    `compte:${compte}`
  )
  const autre = await declarerLieu(base.db, 'sicoval', prendreLieu(), DEBUT)
  await transaction(base.db, (trx) =>
    inscrire(
      trx,
      mienne,
      { genre: 'retirer', cesse: true, sansConfusion: true },
      { genre: 'retrait', texte: 'Nous fermons.' },
      { acteur: `compte:${compte}`, now: DEBUT }
    )
  )
  expect(await donneesDesAdhesions.exporter(base.db, compte)).toMatchObject({
    declarations: [{ structure: 'Association de la Grange', signataire: 'Camille Essai' }],
    pieces: [{ genre: 'retrait', texte: 'Nous fermons.' }],
    gestes: [{ numero: 'T16' }]
  })
  expect(await donneesDesAdhesions.resumer?.(base.db, compte)).toEqual([
    { texte: 'Déclaration envoyée : Association de la Grange', href: `/adhesions/${mienne}/suivi`, le: DEBUT }
  ])

  await transaction(base.db, (trx) => donneesDesAdhesions.effacer(trx, compte, DEBUT))
  expect(await findDerniereDeclaration(base.db, mienne)).toMatchObject({
    structure: 'Association de la Grange',
    signataire: 'nom effacé',
    qualite: ''
  })
  expect(await findDerniereDeclaration(base.db, autre)).toMatchObject({ signataire: 'Camille Essai' })
})
