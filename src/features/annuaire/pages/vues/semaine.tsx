import { ecrireHoraires, semaineEnMots } from '../../domain/horaires/index.ts'
import { type HorairesSimples, JOURS, minutesEnMots, plagesEnMots } from '../../domain/horaires-semaine.ts'
import { majuscule } from './mots.ts'

/** The usual week: words for everyone, and the same drawn as bars from 8 h to 20 h (or wider when the lieu opens wider). */
export function SemaineVue({ horaires, aujourdhui }: { horaires: HorairesSimples; aujourdhui: number }) {
  const { semaine, joursFeries } = horaires
  const plages = semaine.flat()
  const debut = Math.min(8 * 60, ...plages.map((plage) => heurePleine(plage.debut, Math.floor)))
  const fin = Math.max(20 * 60, ...plages.map((plage) => heurePleine(plage.fin, Math.ceil)))
  const x = (minutes: number) => Math.round(((minutes - debut) / (fin - debut)) * LARGEUR)
  return (
    <table class='week'>
      <caption>Horaires habituels.{joursFeries && ` ${FERIES[joursFeries]}`}</caption>
      <thead>
        <tr>
          <th scope='col'>
            <span class='vh'>Jour</span>
          </th>
          <th scope='col'>
            <span class='vh'>Horaires</span>
          </th>
          <th scope='col' class='barcol'>
            <span class='vh'>Dessin de la journée, de</span>
            <span class='axis'>
              {[0, 1, 2, 3].map((tiers) => (
                <span>{minutesEnMots(heurePleine(debut + ((fin - debut) * tiers) / 3, Math.round))}</span>
              ))}
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {semaine.map((jour, rang) => (
          <tr class={rang === aujourdhui ? 'today' : undefined}>
            <th scope='row'>
              {majuscule(JOURS[rang] ?? '')}
              {rang === aujourdhui && <span class='vh'> (aujourd’hui)</span>}
            </th>
            <td>{majuscule(plagesEnMots(jour))}</td>
            <td class='barcol'>
              <svg class='bar' viewBox={`0 0 ${LARGEUR} 12`} preserveAspectRatio='none' aria-hidden='true'>
                <rect class='bg' y='5.5' width={LARGEUR} height='1' />
                {jour.map((plage) => (
                  <rect
                    class='on'
                    x={x(plage.debut)}
                    y='1'
                    width={Math.max(1, x(plage.fin) - x(plage.debut))}
                    height='10'
                    rx='2'
                  />
                ))}
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Hours that a plain week cannot hold: seven lines when there is a usual week, and the rest in sentences. */
export function HorairesEnMots({ horaires }: { horaires: string }) {
  const semaine = semaineEnMots(horaires)
  if (!semaine) return <p class='break'>Horaires : {ecrireHoraires(horaires)}</p>
  return (
    <>
      <table class='week'>
        <caption>Horaires habituels.</caption>
        <tbody>
          {semaine.jours.map(({ jour, heures }) => (
            <tr>
              <th scope='row'>{majuscule(jour)}</th>
              <td>{majuscule(heures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {semaine.notes.map((note) => (
        <p class='break'>{majuscule(note)}.</p>
      ))}
    </>
  )
}

const LARGEUR = 240
const FERIES = { ferme: 'Fermé les jours fériés.', ouvert: 'Ouvert aussi les jours fériés.' }

const heurePleine = (minutes: number, arrondir: (n: number) => number) => arrondir(minutes / 60) * 60
