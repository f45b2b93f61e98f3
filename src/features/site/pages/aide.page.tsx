import type { Contexte } from '../../../platform/http/feature.ts'
import { Telephone } from '../../../platform/ui/composants/telephone/telephone.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { filVers } from './editeur.tsx'

export function traiterAide(c: Contexte) {
  const { AIDE_TELEPHONE, AIDE_HORAIRES } = c.var.config
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Comment utiliser ce site'
      description='Trouver un lieu qui aide avec le numérique, lire sa fiche, la garder sur papier.'
      fil={filVers('Comment utiliser ce site')}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Comment utiliser ce site</h1>
          <p class='lead'>Trois étapes suffisent pour trouver un lieu qui peut vous aider.</p>
        </div>

        <section class='section split'>
          <h2>Trouver un lieu</h2>
          <div class='prose'>
            <ol>
              <li>
                Ouvrez <a href='/lieux'>la liste des lieux</a>.
              </li>
              <li>
                Dites de quoi vous avez besoin, avec vos mots : « imprimer », « impôts », « apprendre ». Le nom d’un
                lieu marche aussi.
              </li>
              <li>Dites où : une commune ou un code postal. La liste se réduit aux lieux qui conviennent.</li>
            </ol>
            <p>Trop de réponses ? Ajoutez un filtre. Aucune réponse ? Retirez un mot ou un filtre.</p>
          </div>
        </section>

        <section class='section split'>
          <h2>Lire une fiche</h2>
          <div class='prose'>
            <p>
              Le haut de la fiche dit l’essentiel : où c’est, comment joindre le lieu, ce que l’on y fait. Le bas dit
              d’où vient chaque information, et de quand elle date.
            </p>
            <p>
              Quand une information manque, nous ne la devinons pas. Le plus sûr est d’appeler le lieu avant de vous
              déplacer.
            </p>
          </div>
        </section>

        <section class='section split'>
          <h2>La garder, la donner</h2>
          <div class='prose'>
            <p>
              Une fiche s’imprime sur une page. Elle porte un carré à photographier avec un téléphone, qui ramène à la
              fiche.
            </p>
          </div>
        </section>

        {AIDE_TELEPHONE && (
          <section class='section split'>
            <h2>Parler à quelqu’un</h2>
            <div class='prose'>
              <p>
                <Telephone numero={AIDE_TELEPHONE} />
              </p>
              {AIDE_HORAIRES && <p>{AIDE_HORAIRES}</p>}
            </div>
          </section>
        )}
      </div>
    </Page>
  )
}
