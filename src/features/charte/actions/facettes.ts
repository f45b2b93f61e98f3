import type { FacetteContribuee } from '../../../platform/recherche/index.ts'
import { listReseaux } from '../../reseaux/index.ts'
import { listCriteresDesLieux, listReseauxDesLieux, nommerCriteres } from '../store/montrer.store.ts'

/** What the charters let people look for. Values come from the states last written: an adhesion touches its lieu. */
export const facettesAdhesion: readonly FacetteContribuee[] = [
  {
    cle: 'membre',
    libelle: 'Membre de',
    mode: 'une',
    enClair: (reseau) => reseau,
    nommer: async (db) => new Map((await listReseaux(db)).map(({ id, nom }) => [id, nom])),
    inconnu: 'Pas encore membre',
    charger: listReseauxDesLieux
  },
  {
    cle: 'critere',
    libelle: 'Critères de la charte',
    // Who asks for two criteria wants a lieu that respects both.
    mode: 'toutes',
    enClair: (critere) => critere,
    nommer: nommerCriteres,
    inconnu: 'Aucun critère déclaré',
    charger: listCriteresDesLieux
  }
]
