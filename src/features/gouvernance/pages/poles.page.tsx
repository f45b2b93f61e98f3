import type { Jour as JourCivil } from '../../../kernel/jour.ts'
import type { Zone } from '../../../kernel/role.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { Telephone } from '../../../platform/ui/composants/telephone/telephone.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { lieuxDuPerimetre } from '../../annuaire/index.ts'
import {
  findPole,
  type GeographieFrance,
  listPoles,
  nomPrecis,
  obtenirGeographie,
  type Pole,
  parseSlugDePole,
  territoire
} from '../../territoires/index.ts'
import { changementsDePerimetre, perimetreAuJour } from '../../territoires/vocabulaire.ts'
import { jourDesPoles, nommerZone } from '../actions/poles-secteurs.ts'

const permission = 'poles:lire'

/** The pôles, for everyone (POR-17). */
export const routesPoles: readonly Route[] = [
  { methode: 'get', chemin: '/poles', permission, traiter: showPoles },
  { methode: 'get', chemin: '/poles/:id', permission, traiter: showPole }
]

async function showPoles(c: Contexte) {
  const { db } = c.var
  const [poles, geo, jour] = await Promise.all([listPoles(db), obtenirGeographie(db), jourDesPoles(db, c.var.now)])
  const ouverts = poles.filter(({ ferme_le }) => ferme_le === null)
  const comptes = await Promise.all(ouverts.map((pole) => countLieux(c, pole, jour)))
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Les pôles'
      description='Les pôles interrégionaux de la médiation numérique : où ils sont, et à qui écrire.'
      menuActif='/reseaux'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Les réseaux', href: '/reseaux' }, { libelle: 'Les pôles' }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Les pôles</h1>
          <p class='lead'>
            Un pôle fait connaître les lieux de plusieurs territoires et les aide à durer. Un pilote l’anime.
          </p>
        </div>
        {ouverts.length === 0 ? (
          <p>Aucun pôle n’est encore ouvert.</p>
        ) : (
          <ul class='rows'>
            {ouverts.map((pole, rang) => (
              <li>
                <div>
                  <a href={`/poles/${pole.id}`}>{pole.nom}</a>
                  <p class='soft'>{direZones(geo, perimetreAuJour(pole.territoires, jour))}</p>
                </div>
                <span class='soft'>{compter(comptes[rang] ?? 0, 'lieu', 'lieux')}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Page>
  )
}

/** As the search itself counts them: the page is everybody's, and asks the database nothing. */
async function countLieux(c: Contexte, { territoires }: Pole, jour: JourCivil): Promise<number> {
  const zones = perimetreAuJour(territoires, jour)
  return zones.length === 0 ? 0 : (await lieuxDuPerimetre(c.var.db, zones)).total
}

async function showPole(c: Contexte) {
  const { db, now } = c.var
  const pole = await findPole(db, parseSlugDePole(c.req.param('id') ?? '') ?? '')
  if (!pole) return c.notFound()
  const [geo, jour] = await Promise.all([obtenirGeographie(db), jourDesPoles(db, now)])
  const zones = perimetreAuJour(pole.territoires, jour)
  const lieux = await countLieux(c, pole, jour)
  const changements = changementsDePerimetre(pole.territoires)
  const avenir = pole.ferme_le ? [] : changements.filter((un) => un.jour > jour)
  const passes = changements.filter((un) => un.jour <= jour).toReversed()
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre={pole.nom}
      description={`Le pôle ${pole.nom} : son périmètre, ses lieux, à qui écrire.`}
      menuActif='/reseaux'
      horsMoteurs={pole.ferme_le !== null}
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Les réseaux', href: '/reseaux' },
        { libelle: 'Les pôles', href: '/poles' },
        { libelle: pole.nom }
      ]}
    >
      <div class='wrap prose'>
        <div class='page-head'>
          <h1>{pole.nom}</h1>
          {pole.ferme_le && (
            <Note ton='attention'>
              <p>
                Ce pôle est fermé depuis le <Jour date={pole.ferme_le} />. Cette page garde ce qu’il a été.
              </p>
            </Note>
          )}
        </div>
        {pole.texte && (
          <section class='stack mt5' aria-labelledby='missions'>
            <h2 id='missions'>Ce que fait ce pôle</h2>
            {pole.texte.split(/\n{2,}/).map((paragraphe) => (
              <p>{paragraphe}</p>
            ))}
          </section>
        )}
        <section class='stack mt5' aria-labelledby='perimetre'>
          <h2 id='perimetre'>{pole.ferme_le ? 'Où il était' : 'Où il est'}</h2>
          {zones.length === 0 ? (
            <p>Ce pôle n’a pas de territoire aujourd’hui.</p>
          ) : (
            <>
              <p>{compter(lieux, 'lieu est', 'lieux sont')} sur ce territoire. Voir les lieux de&nbsp;:</p>
              <ul>
                {zones.map((zone) => (
                  <li>
                    <a href={`/lieux?${new URLSearchParams({ lieu: lieuCherche(geo, zone) })}`}>
                      {nommerZone(geo, zone)}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
          {avenir.map((un) => (
            <Note>
              <p>
                À partir du <Jour date={un.jour} />, ce périmètre change. {direChangement(geo, un)}
              </p>
            </Note>
          ))}
        </section>
        {!pole.ferme_le && (pole.contact_courriel || pole.contact_telephone) && (
          <section class='stack mt5' aria-labelledby='contact'>
            <h2 id='contact'>Écrire au pilote du pôle</h2>
            <ListeDescriptive
              faits={[
                {
                  terme: 'Adresse électronique',
                  valeur: pole.contact_courriel && (
                    <a class='break' href={`mailto:${pole.contact_courriel}`}>
                      {pole.contact_courriel}
                    </a>
                  )
                },
                {
                  terme: 'Téléphone',
                  valeur: pole.contact_telephone && <Telephone numero={pole.contact_telephone} />
                }
              ]}
            />
          </section>
        )}
        {passes.length > 1 && (
          <details class='mt5'>
            <summary>Ce que le périmètre a été</summary>
            <ul>
              {passes.map((un) => (
                <li>
                  À partir du <Jour date={un.jour} />
                  {'\u00a0'}: {direZones(geo, perimetreAuJour(pole.territoires, un.jour)) || 'aucun territoire'}.
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Page>
  )
}

const direZones = (geo: GeographieFrance, zones: readonly Zone[]): string =>
  zones.map((zone) => nommerZone(geo, zone)).join(', ')

function direChangement(
  geo: GeographieFrance,
  { ajouts, retraits }: { readonly ajouts: readonly Zone[]; readonly retraits: readonly Zone[] }
): string {
  return [
    ajouts.length > 0 && `Arrive : ${direZones(geo, ajouts)}.`.replace(' :', '\u00a0:'),
    retraits.length > 0 && `Part : ${direZones(geo, retraits)}.`.replace(' :', '\u00a0:')
  ]
    .filter(Boolean)
    .join(' ')
}

/** What the search reads back as that very zone: an official code, save where a postcode has the same form. */
function lieuCherche(geo: GeographieFrance, { genre, code }: Zone): string {
  const connu = territoire(geo, genre, code)
  if (!connu) return code
  if (genre === 'departement' || genre === 'epci') return connu.code
  return genre === 'commune' ? nomPrecis(connu) : connu.nom
}
