import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Liste } from '../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { findReseau, listReseaux, type Reseau } from '../../reseaux/index.ts'
import { demandeEnMots } from '../domain/adherer.ts'
import { estIdCharte } from '../domain/charte.ts'
import { comparer } from '../domain/comparaison.ts'
import { estPublique, etatVersion, versionEnVigueur } from '../domain/version.ts'
import { type Charte, findCharte, findContenu, listChartes, type VersionEnBase } from '../store/charte.store.ts'
import { repondrePdf } from './pdf.ts'
import { CharteVue, DatesVersion } from './vues/charte.vue.tsx'
import { ComparaisonVue } from './vues/comparaison.vue.tsx'

const permission = 'charte:lire'

export const routesChartes: readonly Route[] = [
  { methode: 'get', chemin: '/chartes', permission, traiter: showChartes },
  { methode: 'get', chemin: '/chartes/:id', permission, traiter: showCharte },
  { methode: 'get', chemin: '/chartes/:id/comparer', permission, traiter: showComparaison },
  // The page of a version, and its document when the number ends in « .pdf ».
  { methode: 'get', chemin: '/chartes/:id/versions/:numero', permission, traiter: showVersion }
]

const ACCUEIL = { href: '/', libelle: 'Accueil' }
const CHARTES = { href: '/chartes', libelle: 'Les chartes' }

async function showChartes(c: Contexte) {
  const { db, now, cadre } = c.var
  const [chartes, reseaux] = await Promise.all([listChartes(db), listReseaux(db)])
  const lues = await Promise.all(
    chartes.map(async (charte) => {
      const version = versionEnVigueur(charte.versions, now)
      return version ? { charte, version, contenu: await findContenu(db, version.id) } : undefined
    })
  )
  const parReseau = reseaux
    .map((reseau) => ({ reseau, siennes: lues.filter((lue) => lue?.charte.reseau_id === reseau.id) }))
    .filter(({ siennes }) => siennes.length > 0)
  return rendrePage(
    c,
    <Page
      cadre={cadre}
      titre='Les chartes'
      description='Ce que demandent les réseaux de la médiation numérique, et ce que l’on gagne à y adhérer.'
      fil={[ACCUEIL, { libelle: 'Les chartes' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Les chartes</h1>
          <p class='lead'>
            Une charte dit ce qu’un réseau demande aux lieux qui le rejoignent, et ce qu’il leur apporte.
          </p>
        </div>
        {parReseau.length === 0 && <p>Aucune charte n’est encore publiée.</p>}
        {parReseau.map(({ reseau, siennes }) => (
          <section class='section split'>
            <h2>{reseau.nom}</h2>
            <ul class='rows'>
              {siennes.map(
                (lue) =>
                  lue && (
                    <li class='stack'>
                      <h3>
                        <a href={`/chartes/${lue.charte.id}`}>{lue.charte.nom}</a>
                      </h3>
                      <p>{`Pour adhérer : ${demandeEnMots(lue.contenu)}.`}</p>
                      <p class='soft'>
                        Version {lue.version.numero}
                        {lue.version.publiee_le && (
                          <>
                            , depuis le <Jour date={lue.version.publiee_le} fuseau={reseau.fuseau} court />
                          </>
                        )}
                      </p>
                    </li>
                  )
              )}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  )
}

async function showCharte(c: Contexte) {
  const charte = await lireCharte(c)
  const version = charte && versionEnVigueur(charte.versions, c.var.now)
  return charte && version ? rendreVersion(c, charte, version) : c.notFound()
}

async function showVersion(c: Contexte) {
  const [, numero, pdf] = /^(\d{1,6})([.]pdf)?$/.exec(c.req.param('numero') ?? '') ?? []
  const charte = numero ? await lireCharte(c) : undefined
  const version = charte?.versions.find((une) => une.numero === Number(numero))
  if (!charte || !version || !estPublique(version, c.var.now)) return c.notFound()
  return pdf ? repondrePdf(c, charte, version) : rendreVersion(c, charte, version)
}

async function rendreVersion(c: Contexte, charte: Charte, version: VersionEnBase) {
  const { db, now, cadre } = c.var
  const [contenu, reseau] = await Promise.all([findContenu(db, version.id), findReseau(db, charte.reseau_id)])
  const fuseau = reseau?.fuseau ?? 'Europe/Paris'
  const etat = etatVersion(version, charte.versions, now)
  const aVenir = charte.versions.find((une) => etatVersion(une, charte.versions, now) === 'programmee')
  return rendrePage(
    c,
    <Page
      cadre={cadre}
      titre={etat === 'publiee' ? charte.nom : `${charte.nom}, version ${version.numero}`}
      description={`Ce que demande la charte : ${demandeEnMots(contenu)}.`}
      menuActif='/chartes'
      // Several texts of one charter: search engines keep the one in force.
      horsMoteurs={etat !== 'publiee'}
      fil={
        etat === 'publiee'
          ? [ACCUEIL, CHARTES, { libelle: charte.nom }]
          : [
              ACCUEIL,
              CHARTES,
              { href: `/chartes/${charte.id}`, libelle: charte.nom },
              { libelle: `Version ${version.numero}` }
            ]
      }
    >
      <CharteVue
        nom={charte.nom}
        contenu={contenu}
        maintenant={now}
        fuseau={fuseau}
        entete={
          <>
            {etat === 'remplacee' && (
              <Note ton='attention'>
                <p>
                  Cette version n’est plus en vigueur. <a href={`/chartes/${charte.id}`}>Lire la version en vigueur</a>
                </p>
              </Note>
            )}
            {version.publiee_le && (
              <DatesVersion
                numero={version.numero}
                publiee_le={version.publiee_le}
                remplacee_le={suivante(charte, version, now)}
                fuseau={fuseau}
              />
            )}
            {etat === 'publiee' && aVenir?.publiee_le && (
              <Note>
                <p>
                  Une nouvelle version entrera en vigueur le <Jour date={aVenir.publiee_le} fuseau={fuseau} />. Les
                  membres restent liés par celle-ci jusqu’à leur prochain renouvellement, sauf s’ils acceptent la
                  nouvelle plus tôt.
                </p>
              </Note>
            )}
            <p class='btns'>
              {etat === 'publiee' && (
                <LienBouton principal href={`/chartes/${charte.id}/rejoindre`}>
                  Rejoindre le réseau
                </LienBouton>
              )}
              <LienBouton href={`/chartes/${charte.id}/versions/${version.numero}.pdf`}>
                Télécharger la charte en PDF
              </LienBouton>
            </p>
          </>
        }
      >
        <Versions charte={charte} reseau={reseau} lue={version} now={now} />
      </CharteVue>
    </Page>
  )
}

function Versions(props: { charte: Charte; reseau: Reseau | undefined; lue: VersionEnBase; now: Date }) {
  const { charte, reseau, lue, now } = props
  const publiques = charte.versions.filter((version) => estPublique(version, now))
  return (
    <section class='section split no-print' id='versions'>
      <h2>Les versions</h2>
      <div class='stack'>
        <ul class='rows'>
          {publiques
            .map((version) => (
              <li>
                {version.numero === lue.numero ? (
                  <b aria-current='page'>Version {version.numero}</b>
                ) : (
                  <a href={`/chartes/${charte.id}/versions/${version.numero}`}>Version {version.numero}</a>
                )}
                <span class='soft'>
                  depuis le{' '}
                  {version.publiee_le && <Jour date={version.publiee_le} fuseau={reseau?.fuseau ?? 'Europe/Paris'} />}
                  {etatVersion(version, charte.versions, now) === 'publiee' ? ', en vigueur' : ', remplacée'}
                </span>
              </li>
            ))
            .reverse()}
        </ul>
        {publiques.length > 1 && (
          <p class='btns'>
            <LienBouton href={`/chartes/${charte.id}/comparer`}>Comparer deux versions</LienBouton>
          </p>
        )}
      </div>
    </section>
  )
}

/** When the next version replaced this one, if it did. */
function suivante(charte: Charte, version: VersionEnBase, now: Date): Date | undefined {
  return charte.versions
    .flatMap(({ publiee_le }) =>
      publiee_le && version.publiee_le && publiee_le > version.publiee_le ? [publiee_le] : []
    )
    .filter((date) => date <= now)
    .sort((a, b) => a.getTime() - b.getTime())[0]
}

async function showComparaison(c: Contexte) {
  const charte = await lireCharte(c)
  const publiques = (charte?.versions ?? []).filter((version) => estPublique(version, c.var.now))
  const choisie = (nom: string, defaut: VersionEnBase | undefined) =>
    publiques.find(({ numero }) => String(numero) === c.req.query(nom)) ?? defaut
  const avant = choisie('de', publiques.at(-2) ?? publiques.at(-1))
  const apres = choisie('a', publiques.at(-1))
  if (!charte || !avant || !apres) return c.notFound()
  const [ancien, nouveau] = await Promise.all([findContenu(c.var.db, avant.id), findContenu(c.var.db, apres.id)])
  const options = publiques.map(({ numero }) => ({ valeur: String(numero), libelle: `Version ${numero}` }))
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre={`Comparer les versions ${avant.numero} et ${apres.numero}`}
      menuActif='/chartes'
      horsMoteurs
      fil={[ACCUEIL, CHARTES, { href: `/chartes/${charte.id}`, libelle: charte.nom }, { libelle: 'Comparer' }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Ce qui change d’une version à l’autre</h1>
          <p class='lead'>
            {charte.nom}, de la version {avant.numero} à la version {apres.numero}.
          </p>
          {publiques.length > 1 && (
            <form class='row no-print' action={`/chartes/${charte.id}/comparer`}>
              <Liste nom='de' libelle='De' options={options} valeur={String(avant.numero)} court />
              <Liste nom='a' libelle='À' options={options} valeur={String(apres.numero)} court />
              <p>
                <Bouton>Comparer ces versions</Bouton>
              </p>
            </form>
          )}
        </div>
        <ComparaisonVue comparaison={comparer(ancien, nouveau)} />
      </div>
    </Page>
  )
}

async function lireCharte(c: Contexte): Promise<Charte | undefined> {
  const id = c.req.param('id') ?? ''
  return estIdCharte(id) ? findCharte(c.var.db, id) : undefined
}
