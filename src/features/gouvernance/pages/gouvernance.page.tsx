import { COLLEGES, type College } from '../../../kernel/role.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { listReseaux } from '../../reseaux/index.ts'
import { lireNumero } from '../domain/comite-saisie.ts'
import { ETATS_ETUDE } from '../domain/motion.ts'
import { findRegle, listSieges } from '../store/comite.store.ts'
import { findCompteRendu, listComptesRendus, listEtudes } from '../store/document.store.ts'
import { ChoixDuReseau } from './vues/choix-du-reseau.tsx'
import { direRegle, nomDuCollege, PageComite } from './vues/comite.tsx'
import { Paragraphes } from './vues/paragraphes.tsx'

const permission = 'gouvernance:lire'

export const GOUVERNANCE = '/gouvernance'

/** Who decides in a réseau, how, and what its committee publishes. Nobody is named. */
export const routesGouvernance: readonly Route[] = [
  { methode: 'get', chemin: GOUVERNANCE, permission, traiter: showGouvernance },
  { methode: 'get', chemin: `${GOUVERNANCE}/comptes-rendus/:id`, permission, traiter: showCompteRendu }
]

async function showGouvernance(c: Contexte) {
  const { db, now } = c.var
  const reseaux = (await listReseaux(db)).filter(({ ouvert_le }) => ouvert_le !== null)
  const voulu = c.req.query('reseau')
  const reseau = voulu === undefined ? reseaux[0] : reseaux.find(({ id }) => id === voulu)
  if (!reseau) return c.notFound()
  const [regle, sieges, comptesRendus, etudes] = await Promise.all([
    findRegle(db, reseau.id),
    listSieges(db, reseau.id, now),
    listComptesRendus(db, reseau.id, { publies: true }),
    listEtudes(db, reseau.id, { publiees: true })
  ])
  const colleges = (Object.keys(COLLEGES) as College[]).map((college) => ({
    college,
    sieges: sieges.filter((siege) => siege.college === college).length
  }))
  return rendrePage(
    c,
    <PageComite
      c={c}
      publique
      titre='Qui décide'
      chapeau={
        <>
          <p class='lead'>{reseau.nom}. Un comité veille sur la charte, et décide des adhésions contestées.</p>
          <ChoixDuReseau adresse={GOUVERNANCE} reseau={reseau.id} reseaux={reseaux} />
          <p class='btns'>
            <LienBouton principal href={`${GOUVERNANCE}/decisions?reseau=${reseau.id}`}>
              Lire les décisions
            </LienBouton>
          </p>
        </>
      }
    >
      <section class='section split'>
        <h2>Comment le comité décide</h2>
        <div class='prose'>
          <ul>
            {direRegle(regle).map((phrase) => (
              <li>{phrase}</li>
            ))}
          </ul>
        </div>
      </section>
      <section class='section split'>
        <h2>Qui y siège</h2>
        <div class='stack'>
          {sieges.length === 0 && <p>Aucun membre n’est nommé pour l’instant.</p>}
          <Tableau
            legende='Les collèges de la charte (article 12), et leurs membres aujourd’hui.'
            lignes={colleges}
            colonnes={[
              { titre: 'Collège', cellule: ({ college }) => nomDuCollege(college) },
              { titre: 'Membres', cellule: (ligne) => ligne.sieges, nombre: true }
            ]}
          />
        </div>
      </section>
      <section class='section split'>
        <h2>Comptes rendus</h2>
        {comptesRendus.length === 0 ? (
          <p>Aucun compte rendu pour l’instant.</p>
        ) : (
          <ul class='rows'>
            {comptesRendus.map(({ id, titre, tenue_le }) => (
              <li>
                <a href={`${GOUVERNANCE}/comptes-rendus/${id}`}>{titre}</a>, <Jour date={tenue_le} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class='section split'>
        <h2>Études</h2>
        {etudes.length === 0 ? (
          <p>Aucune étude pour l’instant.</p>
        ) : (
          <div class='stack'>
            {etudes.map(({ titre, texte, etat, lien }) => (
              <article class='stack'>
                <h3>{titre}</h3>
                <p>{ETATS_ETUDE[etat]}.</p>
                <Paragraphes texte={texte} />
                {lien && (
                  <p>
                    <a href={lien} rel='nofollow noopener'>
                      Lire le document<span class='vh'> : {titre}</span>
                    </a>
                  </p>
                )}
              </article>
            ))}
          </div>
        )}
      </section>
    </PageComite>
  )
}

async function showCompteRendu(c: Contexte) {
  const id = lireNumero(c.req.param('id'))
  const trouve = id ? await findCompteRendu(c.var.db, id) : undefined
  if (!trouve?.publie_le) return c.notFound()
  return rendrePage(
    c,
    <PageComite
      c={c}
      publique
      titre={trouve.titre}
      fil={[{ href: `${GOUVERNANCE}?reseau=${trouve.reseau_id}`, libelle: 'Qui décide' }]}
      chapeau={
        <p class='lead'>
          Réunion du <Jour date={trouve.tenue_le} />
        </p>
      }
    >
      <section class='section split'>
        <h2>Présents</h2>
        <Paragraphes texte={trouve.presents} />
      </section>
      <section class='section split'>
        <h2>Compte rendu</h2>
        <div class='stack'>
          <Paragraphes texte={trouve.texte} />
          <p class='no-print'>
            <a href={`${GOUVERNANCE}/comptes-rendus/${trouve.id}/pdf`}>Ouvrir en PDF</a>
          </p>
        </div>
      </section>
    </PageComite>
  )
}
