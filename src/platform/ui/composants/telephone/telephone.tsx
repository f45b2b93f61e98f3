import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** A number one can read aloud and touch to call. `grand`: the main way to reach someone. */
export function Telephone({ numero, grand = false }: { numero: string; grand?: boolean }) {
  return (
    <a class={grand ? 'tel' : 'nowrap'} href={`tel:${numero.replace(/[^+\d]/g, '')}`}>
      {telephoneEnClair(numero)}
    </a>
  )
}

/** « +33199004710 » → « 01 99 00 47 10 », with spaces that do not break. Short or unknown numbers stay as written. */
export function telephoneEnClair(numero: string): string {
  const lu = parsePhoneNumberFromString(numero, 'FR')
  return (lu?.isPossible() ? lu.formatNational() : numero).replace(/ /g, '\u00a0')
}
