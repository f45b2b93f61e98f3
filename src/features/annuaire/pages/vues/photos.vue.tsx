import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Alerte, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import type { CadrePage } from '../../../../platform/ui/page.tsx'
import type { PhotoDeFiche } from './fiche/fiche.ts'
import { cheminModifier, type LieuModifie, PageDeFiche } from './modifier.vue.tsx'

export interface PhotosProps {
  readonly cadre: CadrePage
  readonly lieu: LieuModifie
  readonly photos: readonly (PhotoDeFiche & { readonly id: number })[]
  /** Photos that one lieu may show. */
  readonly max: number
  readonly alternative?: string | undefined
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly message?: string | undefined
}

/** The photos of the lieu: their order, their words, and one more. */
export function PhotosVue(props: PhotosProps) {
  const { cadre, lieu, photos, max, alternative, erreurs = [], message } = props
  const chemin = cheminModifier(lieu, 'photos')
  return (
    <PageDeFiche
      cadre={cadre}
      lieu={lieu}
      titre='Photos'
      texte={`Elles aident à reconnaître le lieu. ${max} photos au plus.`}
      ici='Photos'
      erreurs={erreurs}
    >
      {message && <Alerte ton='succes' titre={message} />}
      {photos.length > 0 && <h2 class='mt5'>Vos photos</h2>}
      {photos.map((photo, rang) => (
        <section class='section split' aria-label={`Photo ${rang + 1}`}>
          <img
            class='photo'
            src={photo.vignette}
            alt={photo.alternative}
            width={photo.largeur}
            height={photo.hauteur}
            loading='lazy'
          />
          <form class='form' method='post' action={`${chemin}/${photo.id}`} novalidate>
            <Champ
              nom='alternative'
              id={`alternative-${photo.id}`}
              libelle='Ce que montre la photo'
              valeur={photo.alternative}
              erreur={erreurDe(erreurs, `alternative-${photo.id}`)}
              autocomplete='off'
            />
            <p class='btns'>
              <Bouton nom='geste' valeur='decrire'>
                Changer ce texte<span class='vh'> de la photo {rang + 1}</span>
              </Bouton>
              {rang > 0 && (
                <Bouton nom='geste' valeur='monter'>
                  Montrer plus tôt<span class='vh'> la photo {rang + 1}</span>
                </Bouton>
              )}
              <Bouton nom='geste' valeur='retirer'>
                Retirer<span class='vh'> la photo {rang + 1}</span>
              </Bouton>
            </p>
          </form>
        </section>
      ))}
      <section class='section' aria-labelledby='titre-ajouter'>
        <h2 id='titre-ajouter'>Ajouter une photo</h2>
        {photos.length >= max ? (
          <p>Vous avez déjà {max} photos. Retirez-en une pour en ajouter une autre.</p>
        ) : (
          <form class='form mt4' method='post' action={chemin} enctype='multipart/form-data' novalidate>
            <Champ
              nom='photo'
              type='file'
              accepte='image/jpeg,image/png,image/webp'
              libelle='La photo'
              indication='Un fichier JPEG, PNG ou WebP de 12 Mo au plus. Le lieu et l’appareil notés dans le fichier sont effacés.'
              erreur={erreurDe(erreurs, 'photo')}
            />
            <Champ
              nom='alternative'
              libelle='Ce que montre la photo'
              indication='Une phrase pour les personnes qui ne voient pas la photo. Par exemple : Façade en brique, porte rouge au bout d’une rampe.'
              valeur={alternative}
              erreur={erreurDe(erreurs, 'alternative')}
              autocomplete='off'
            />
            <Note>
              <p>Demandez leur accord aux personnes que l’on reconnaît. Préférez une photo sans visage.</p>
            </Note>
            <p class='btns'>
              <Bouton principal>Ajouter cette photo</Bouton>
            </p>
          </form>
        )}
      </section>
      <p class='mt5'>
        <a href={cheminModifier(lieu)}>Revenir à la fiche à modifier</a>
      </p>
    </PageDeFiche>
  )
}
