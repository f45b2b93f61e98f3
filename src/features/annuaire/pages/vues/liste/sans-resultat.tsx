import { compter } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import { Telephone } from '../../../../../platform/ui/composants/telephone/telephone.tsx'
import type { CadrePage } from '../../../../../platform/ui/page.tsx'
import type { Resultats } from '../../../actions/rechercher.ts'
import { adresseRecherche } from '../../../domain/recherche.ts'
import { carteLieu, type PourCetteRecherche } from './carte-lieu.ts'

interface Props {
  readonly cadre: CadrePage
  readonly resultats: Resultats
  readonly pour: PourCetteRecherche
}

/** Nothing answers: what to let go of, with what it would give, then who is near, then someone to call. */
export function SansResultat({ cadre, resultats, pour }: Props) {
  const { recherche, relacher, proches } = resultats
  return (
    <>
      <div class='prose mt4'>
        <p class='lead'>Aucun lieu ne répond à toute votre demande.</p>
        {relacher.length > 0 && <p>Vous pouvez chercher&nbsp;:</p>}
        <ul>
          {relacher.map(({ libelle, recherche: sans, total }) => (
            <li>
              <a href={adresseRecherche(sans)}>
                sans {entreGuillemets(libelle)}&nbsp;: {compter(total, 'lieu', 'lieux')}
              </a>
            </li>
          ))}
          {recherche.q && <li>avec un autre mot, plus court ou plus courant&nbsp;;</li>}
          <li>
            <a href='/lieux'>parmi tous les lieux</a>
          </li>
        </ul>
        {cadre.aide && (
          <p>
            Ou nous appeler, nous cherchons avec vous&nbsp;: <Telephone numero={cadre.aide.telephone} />
          </p>
        )}
      </div>
      {proches.length > 0 && (
        <section class='mt6' aria-labelledby='titre-proches'>
          <h3 id='titre-proches'>Plus loin, ces lieux répondent au reste</h3>
          <ol class='cards mt4'>{proches.map((trouve) => carteLieu(trouve, undefined, pour))}</ol>
        </section>
      )}
    </>
  )
}

/** Words typed come quoted already, and a distance is no quotation. */
const entreGuillemets = (libelle: string) => (/^(«|la )/.test(libelle) ? libelle : `«\u00a0${libelle}\u00a0»`)
