import { jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { horairesCompiles, type JourAVenir, prochainsJours } from '../../domain/horaires/en-clair-ouverture.ts'
import { ecrireHoraires, semaineEnMots } from '../../domain/horaires/index.ts'
import { type HorairesSimples, JOURS, lireSemaine, minutesEnMots, plagesEnMots } from '../../domain/horaires-semaine.ts'
import { majuscule } from './mots.ts'

/**
 * Opening hours as a person reads them: the usual week when there is one, the coming seven days when they depend on the
 * date, and public holidays said where they fall. What we cannot read is shown as written.
 */
export function HorairesVue({
  horaires,
  departement,
  aujourdhui
}: {
  horaires: string
  departement: string | undefined
  /** ISO day, at the lieu. */
  aujourdhui: string
}) {
  const compiles = horairesCompiles(horaires, departement)
  if (!compiles) return <p class='break'>Horaires : {ecrireHoraires(horaires)}</p>
  const jours = prochainsJours(compiles, departement, aujourdhui)
  const simples = lireSemaine(horaires)
  if (simples) return <SemaineVue horaires={simples} aujourdhui={jours[0]?.jour} jours={jours} />
  const enFrancais = ecrireHoraires(horaires)
  // Rules in an order that French cannot follow: their days are still certain.
  if (enFrancais === horaires.trim()) return <SeptJours jours={jours} />
  return (
    <>
      <div class='only-screen'>
        <SeptJours jours={jours} />
      </div>
      <p class='break only-screen'>En général : {enFrancais}.</p>
      <div class='stack only-print'>
        <HorairesEnMots horaires={horaires} />
      </div>
    </>
  )
}

/** The usual week: words for everyone, and the same drawn as bars from 8 h to 20 h (or wider when the lieu opens wider). */
function SemaineVue({
  horaires,
  aujourdhui,
  jours = []
}: {
  horaires: HorairesSimples
  /** 0 is Monday. */
  aujourdhui: number | undefined
  /** The coming days, to say the public holidays among them. */
  jours?: readonly JourAVenir[]
}) {
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
            <td>
              {majuscule(plagesEnMots(jour))}
              <Ferie jour={jours.find((un) => un.jour === rang)} habituel={plagesEnMots(jour)} />
            </td>
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

/** « mercredi 11 novembre 2026, jour férié (Armistice de 1918) : fermé », beside the hours that do not hold that day. */
function Ferie({ jour, habituel }: { jour: JourAVenir | undefined; habituel: string }) {
  if (!jour?.ferie || jour.texte === habituel) return null
  return (
    <small class='hint only-screen'>
      {majuscule(jourEnMots(jour.date))}, jour férié ({jour.ferie}) : {jour.texte}
    </small>
  )
}

/** Day by day, when what a week is depends on its date. */
function SeptJours({ jours }: { jours: readonly JourAVenir[] }) {
  return (
    <table class='week'>
      <caption>Les sept prochains jours.</caption>
      <tbody>
        {jours.map(({ date, ferie, texte }, rang) => (
          <tr class={rang === 0 ? 'today' : undefined}>
            <th scope='row' class='dated'>
              {majuscule(jourEnMots(date).replace(/\s\d{4}$/, ''))}
              {rang === 0 && <span class='vh'> (aujourd’hui)</span>}
            </th>
            <td class='break'>{majuscule(ferie ? `jour férié (${ferie})\u00a0: ${texte}` : texte)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Hours that a plain week cannot hold: seven lines when there is a usual week, and the rest in sentences. */
function HorairesEnMots({ horaires }: { horaires: string }) {
  const semaine = semaineEnMots(horaires)
  if (!semaine) return <p class='break bref'>Horaires : {ecrireHoraires(horaires)}</p>
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
      {semaine.notes.length > 0 && (
        <div class='stack notes'>
          {semaine.notes.map((note) => (
            <p class='break'>{majuscule(note)}. </p>
          ))}
        </div>
      )}
    </>
  )
}

const LARGEUR = 240
const FERIES = { ferme: 'Fermé les jours fériés.', ouvert: 'Ouvert aussi les jours fériés.' }

const heurePleine = (minutes: number, arrondir: (n: number) => number) => arrondir(minutes / 60) * 60
