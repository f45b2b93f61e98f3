import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { type Fait, ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { CodeQr } from '../../../../platform/ui/composants/qr/qr.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { adresseFiche } from '../../../annuaire/index.ts'
import type { Preuve } from '../../actions/marque/lire-preuve.ts'
import { direInstant } from '../../domain/adhesion/dire.ts'
import { ETAPES, STATUTS, type Statut } from '../../domain/marque/preuve.ts'

const TONS: Readonly<Record<Statut, 'succes' | 'attention' | 'danger'>> = {
  membre: 'succes',
  candidat: 'attention',
  suspendu: 'danger',
  'ancien-membre': 'danger',
  'jamais-membre': 'danger'
}

interface Props {
  readonly cadre: CadrePage
  readonly preuve: Preuve
  /** Full address of this page, as stickers bear it. */
  readonly adresse: string
  /** How to reach who runs the site; empty when nobody said. */
  readonly contact: string
  readonly now: Date
}

/** For who stands at the door with a phone: the answer first, in big words. */
export function PreuveVue({ cadre, preuve, adresse, contact, now }: Props) {
  const { statut, reseau, lieu, membre, historique } = preuve
  const { titre, sens } = STATUTS[statut]
  const chemin = `/adhesions/${preuve.dossier.id}`
  return (
    <Page
      cadre={cadre}
      titre={`${titre} : ${lieu.nom}`}
      description={`${lieu.nom}, ${reseau.nom} : ${sens}`}
      canonique={adresse}
      menuActif='/reseaux'
      sansRecherche
      horsMoteurs={statut !== 'membre'}
      fil={[
        { href: '/', libelle: 'Accueil' },
        ...(reseau.ouvert_le ? [{ href: `/reseaux/${reseau.id}`, libelle: reseau.nom }] : []),
        { libelle: 'Vérifier une adhésion' }
      ]}
    >
      <div class='wrap'>
        <div class='page-head title-qr'>
          <div class='stack'>
            <h1>{titre}</h1>
            <p class='lead'>
              <strong>{lieu.nom}</strong>
              {adresseEnLigne(preuve.adresse).map((ligne) => (
                <>
                  <br />
                  {ligne}
                </>
              ))}
            </p>
          </div>
          <div class='qr'>
            <CodeQr adresse={adresse} libelle='Code à photographier pour vérifier cette adhésion' />
            Vérifiez sur votre téléphone
          </div>
        </div>
        <Note ton={TONS[statut]}>
          <p>
            <strong>{reseau.nom}</strong>
          </p>
          <p>{sens}</p>
          <p>
            Vérifié le <time datetime={now.toISOString()}>{direInstant(now, reseau.fuseau)}</time>.
          </p>
        </Note>
        {membre && (
          <section class='section split'>
            <h2>Son adhésion</h2>
            <div class='stack'>
              <ListeDescriptive faits={faitsDe(preuve, membre)} />
              {membre.criteres.length > 0 && (
                <details>
                  <summary>Ce que le lieu a déclaré ({compter(membre.criteres.length, 'point', 'points')})</summary>
                  <ul>
                    {membre.criteres.map(({ libelle }) => (
                      <li>{libelle}</li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
          </section>
        )}
        {historique.length > 0 && (
          <section class='section split'>
            <h2>Depuis le début</h2>
            <ol class='time'>
              {historique.map((etape) => (
                <li>
                  <h3>
                    <Jour date={etape.le} fuseau={reseau.fuseau} />
                  </h3>
                  <p>{ETAPES[etape.statut]}</p>
                </li>
              ))}
            </ol>
          </section>
        )}
        <section class='section split'>
          <h2>Un doute, un problème</h2>
          <div class='stack'>
            <p>
              L’autocollant que vous avez vu porte un autre nom ou une autre adresse ? Ou ce lieu ne respecte pas la
              charte ? <a href={`${chemin}/reclamer`}>Faites une réclamation</a>. <Contact contact={contact} />
            </p>
            {!lieu.retire_le && (
              <p>
                <a href={adresseFiche(lieu)}>Voir la fiche du lieu</a>
                {' : ses horaires, ses services, comment s’y rendre.'}
              </p>
            )}
          </div>
        </section>
        <section class='section split no-print'>
          <h2>Pour les programmes</h2>
          <ul>
            <li>
              <a href={`${chemin}/preuve.json`}>Cette page en JSON</a>
            </li>
            {membre && (
              <li>
                <a href={`${chemin}/badge.json`}>Le badge signé (Open Badges 3.0)</a>
              </li>
            )}
          </ul>
        </section>
      </div>
    </Page>
  )
}

const adresseEnLigne = ({ adresse, code_postal, commune }: Preuve['adresse']): string[] =>
  [adresse, [code_postal, commune].filter(Boolean).join(' ')].flatMap((ligne) => ligne || [])

function faitsDe({ charte, reseau }: Preuve, membre: NonNullable<Preuve['membre']>): Fait[] {
  const { depuis, fin, version, origine } = membre
  return [
    { terme: 'Membre depuis le', valeur: <Jour date={depuis} fuseau={reseau.fuseau} /> },
    {
      terme: 'Valable jusqu’au',
      // The last whole day.
      valeur: fin && (
        <>
          <Jour date={new Date(fin.getTime() - 1)} fuseau={reseau.fuseau} /> compris
        </>
      )
    },
    {
      terme: 'Charte',
      valeur: (
        <a href={`/chartes/${charte.id}/versions/${version.numero}`}>
          {charte.nom}, version {version.numero}
        </a>
      )
    },
    {
      terme: 'Comment',
      valeur: origine === 'droit' ? 'Membre de droit, inscrit sur une liste du réseau' : 'Par une déclaration du lieu'
    }
  ]
}

const Contact = ({ contact }: { contact: string }) =>
  contact ? (
    <>Écrivez au réseau : {contact}</>
  ) : (
    <>
      Écrivez au réseau : son adresse est dans les <a href='/mentions-legales'>mentions légales</a>.
    </>
  )

/** A sticker may be forged: its address leads nowhere, and the page says what that means. */
export const InconnueVue = ({ cadre, contact }: { cadre: CadrePage; contact: string }) => (
  <Page cadre={cadre} titre='Aucune adhésion n’a cette adresse' horsMoteurs sansRecherche>
    <div class='wrap'>
      <div class='page-head'>
        <h1>Aucune adhésion n’a cette adresse</h1>
        <p class='lead'>Nous ne connaissons pas ce numéro d’adhésion.</p>
      </div>
      <div class='stack'>
        <p>
          Si vous avez tapé l’adresse, relisez-la. Si vous avez photographié le code d’un autocollant, l’autocollant est
          peut-être abîmé, ou faux.
        </p>
        <p>
          Pour savoir si ce lieu est membre, cherchez son nom dans l’annuaire : sa fiche le dit.{' '}
          <Contact contact={contact} />
        </p>
        <p>
          Il montre la marque sans être membre ? <a href='/reclamer'>Faites une réclamation</a>.
        </p>
        <p class='btns'>
          <a class='btn btn--main' href='/lieux'>
            Chercher un lieu
          </a>
        </p>
      </div>
    </div>
  </Page>
)
