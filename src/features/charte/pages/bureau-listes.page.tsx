import { jourDe } from '../../../kernel/dates-legales.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { recevoirFormulaire } from '../../../platform/http/televersement.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../platform/ui/composants/choix/choix.tsx'
import { instantEnMots, Jour } from '../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Note } from '../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../platform/ui/composants/pagination/pagination.tsx'
import { erreurDe, ResumeErreurs } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche, type LieuReconnu } from '../../annuaire/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import {
  ajouterLigne,
  creerListe,
  importerListe,
  listCandidats,
  type RefusDImport,
  type ReponseLigne,
  repondreLigne,
  TAILLE_LISTE_MAX
} from '../actions/listes-de-droit.ts'
import { direCourt } from '../domain/adhesion/dire.ts'
import { COLONNES_DE_LISTE, GENRES_DE_LISTE, lireLigne } from '../domain/liste-de-droit.ts'
import type { FauteDeChamp } from '../domain/parametre.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { listChartes } from '../store/charte.store.ts'
import {
  countGroupes,
  findLigne,
  findListe,
  type Groupe,
  type Ligne,
  type LigneMontree,
  type Liste,
  type LivraisonDeListe,
  listGroupe,
  listListes,
  listLivraisonsDeListe
} from '../store/liste.store.ts'
import type { GenreListe } from '../store/tables.ts'
import { BUREAU, cheminDossier, filBureau, lireUuid, motDe, PageBureau, reseauxSuivis } from './vues/bureau.tsx'

const permission = 'adhesion:droit'
const LISTES = `${BUREAU}/listes`
const cheminListe = (id: string) => `${LISTES}/${id}`

export const routesBureauListes: readonly Route[] = [
  { methode: 'get', chemin: LISTES, permission, traiter: showListes },
  { methode: 'get', chemin: `${LISTES}/nouvelle`, permission, traiter: (c) => rendreNouvelle(c, {}, []) },
  { methode: 'post', chemin: `${LISTES}/nouvelle`, permission, traiter: submitNouvelle },
  { methode: 'get', chemin: `${LISTES}/:id`, permission, traiter: avecListe(showListe) },
  {
    methode: 'get',
    chemin: `${LISTES}/:id/importer`,
    permission,
    traiter: avecListe((c, l) => rendreImport(c, l, {}, []))
  },
  {
    methode: 'post',
    chemin: `${LISTES}/:id/importer`,
    permission,
    recoitFichier: true,
    traiter: avecListe(submitImport)
  },
  {
    methode: 'get',
    chemin: `${LISTES}/:id/ajouter`,
    permission,
    traiter: avecListe((c, l) => rendreAjout(c, l, {}, []))
  },
  { methode: 'post', chemin: `${LISTES}/:id/ajouter`, permission, traiter: avecListe(submitAjout) },
  { methode: 'get', chemin: `${LISTES}/:id/lignes/:ligne`, permission, traiter: avecListe(showLigne) },
  { methode: 'post', chemin: `${LISTES}/:id/lignes/:ligne`, permission, traiter: avecListe(submitLigne) }
]

interface ListeOuverte {
  readonly liste: Liste
  readonly reseau: Reseau
}

function avecListe(traiter: (c: Contexte, ouverte: ListeOuverte) => Response | Promise<Response>) {
  return async (c: Contexte): Promise<Response> => {
    const id = lireUuid(c.req.param('id'))
    const liste = id && (await findListe(c.var.db, id))
    if (!liste) return c.notFound()
    if (!c.var.peut(permission, { reseau: liste.reseau_id })) return pageErreur(c, 403)
    const reseau = await findReseau(c.var.db, liste.reseau_id)
    return reseau ? traiter(c, { liste, reseau }) : c.notFound()
  }
}

const filListe = ({ liste, reseau }: ListeOuverte) => [
  filBureau(reseau),
  { href: LISTES, libelle: 'Membres de droit' },
  { href: cheminListe(liste.id), libelle: liste.nom }
]

async function showListes(c: Contexte) {
  const reseaux = await reseauxSuivis(c, permission)
  const parReseau = await Promise.all(
    reseaux.map(async (reseau) => ({ reseau, listes: await listListes(c.var.db, reseau.id) }))
  )
  const [premier] = reseaux
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre='Membres de droit'
      fil={premier ? [filBureau(premier)] : []}
      chapeau={
        <>
          <p class='lead'>Les lieux d’une liste officielle sont membres sans déclaration.</p>
          <p class='btns'>
            <LienBouton href={`${LISTES}/nouvelle`} principal>
              Créer une liste
            </LienBouton>
          </p>
        </>
      }
    >
      {parReseau.map(({ reseau, listes }) => (
        <section class='section split'>
          <h2>{reseau.nom}</h2>
          {listes.length === 0 ? (
            <p>Aucune liste.</p>
          ) : (
            <ul class='rows'>
              {listes.map(({ id, nom, genre, lignes }) => (
                <li class='stack'>
                  <h3>
                    <a href={cheminListe(id)}>{nom}</a>
                  </h3>
                  <p>
                    {GENRES_DE_LISTE[genre]}. {compter(lignes, 'lieu', 'lieux')}.
                  </p>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </PageBureau>
  )
}

type Champs = Readonly<Record<string, string>>

const statutDe = (fautes: readonly unknown[]) => (fautes.length > 0 ? 422 : 200)

async function rendreNouvelle(c: Contexte, saisie: Champs, fautes: readonly FauteDeChamp[]) {
  const reseaux = await reseauxSuivis(c, permission)
  const chartes = (await listChartes(c.var.db)).filter(
    ({ reseau_id, versions }) =>
      reseaux.some(({ id }) => id === reseau_id) && versionEnVigueur(versions, c.var.now) !== undefined
  )
  const seule = chartes.length === 1 ? chartes[0]?.id : undefined
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre='Créer une liste de membres de droit'
      fil={[{ href: LISTES, libelle: 'Membres de droit' }]}
      enErreur={fautes.length > 0}
    >
      <ResumeErreurs erreurs={fautes} />
      <form class='form' method='post' action={`${LISTES}/nouvelle`} novalidate>
        <Champ
          nom='nom'
          libelle='Le nom de la liste'
          indication='Par exemple : EPN NetPublic, Reconditionneurs Ordi 2.0.'
          valeur={saisie.nom}
          erreur={erreurDe(fautes, 'nom')}
        />
        <BoutonsRadio
          nom='genre'
          legende='Ce qu’elle contient'
          choisis={[saisie.genre ?? '']}
          erreur={erreurDe(fautes, 'genre')}
          options={Object.entries(GENRES_DE_LISTE).map(([valeur, libelle]) => ({ valeur, libelle }))}
        />
        <BoutonsRadio
          nom='charte'
          legende='La charte qui les reconnaît'
          choisis={[saisie.charte ?? seule ?? '']}
          erreur={erreurDe(fautes, 'charte')}
          options={chartes.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
        />
        <p class='btns'>
          <Bouton principal>Créer la liste</Bouton>
        </p>
      </form>
    </PageBureau>,
    statutDe(fautes)
  )
}

const isGenre = (texte: string): texte is GenreListe => Object.hasOwn(GENRES_DE_LISTE, texte)

async function submitNouvelle(c: Contexte) {
  const saisie = await readFormulaire(c)
  const { nom = '', genre = '', charte = '' } = saisie
  const fautes: FauteDeChamp[] = []
  if (nom === '') fautes.push({ champ: 'nom', message: 'Écrivez le nom de la liste.' })
  else if (nom.length > 120) fautes.push({ champ: 'nom', message: 'Écrivez un nom de 120 signes au plus.' })
  if (!isGenre(genre)) fautes.push({ champ: 'genre', message: 'Choisissez ce que la liste contient.' })
  if (charte === '') fautes.push({ champ: 'charte', message: 'Choisissez la charte.' })
  if (fautes.length > 0 || !isGenre(genre)) return rendreNouvelle(c, saisie, fautes)
  const creee = await creerListe(c.var.db, { charteId: charte, nom, genre }, c.var)
  if (creee.ok) return c.redirect(`${cheminListe(creee.value)}?fait=creee`, 303)
  switch (creee.error) {
    case 'interdit':
      return pageErreur(c, 403)
    case 'charte':
      return rendreNouvelle(c, saisie, [
        { champ: 'charte', message: 'Cette charte n’est pas en vigueur. Choisissez-en une autre.' }
      ])
    case 'nom-pris':
      return rendreNouvelle(c, saisie, [{ champ: 'nom', message: 'Une liste de ce réseau a déjà ce nom.' }])
  }
}

const FAITS: Readonly<Record<string, string>> = {
  creee: 'La liste est créée. Importez son fichier, ou ajoutez des lieux.',
  importee: 'Le fichier est importé. Les lieux sont cherchés dans l’annuaire.',
  ajoutee: 'Le lieu est ajouté à la liste',
  repondue: 'Votre réponse est enregistrée'
}

const GROUPES: readonly { readonly cle: Groupe; readonly titre: string; readonly texte: string }[] = [
  {
    cle: 'a-verifier',
    titre: 'À vérifier',
    texte: 'Plusieurs fiches, ou une fiche douteuse, pourraient convenir. Choisissez.'
  },
  {
    cle: 'sans-lieu',
    titre: 'Sans fiche',
    texte: 'L’annuaire ne connaît pas ces lieux. Ils restent sur la liste, sans être membres.'
  },
  { cle: 'refusees', titre: 'Pas admis', texte: 'La liste ne lève ni suspension, ni départ, ni opposition.' },
  {
    cle: 'parties',
    titre: 'Sortis de la liste',
    texte: 'Ils ne sont plus dans le dernier fichier. Ils restent membres : c’est au comité de décider.'
  },
  { cle: 'admises', titre: 'Membres', texte: 'Membres de droit, ou déjà membres.' },
  { cle: 'ecartees', titre: 'Écartés', texte: 'Une personne a dit que cette ligne ne compte pas.' },
  {
    cle: 'a-rapprocher',
    titre: 'En attente',
    texte: 'L’annuaire est en train d’être parcouru. Rechargez la page dans une minute.'
  }
]

const PAR_PAGE = 50
const PAR_GROUPE = 10

async function showListe(c: Contexte, ouverte: ListeOuverte) {
  const { liste, reseau } = ouverte
  const voulu = GROUPES.find(({ cle }) => cle === c.req.query('groupe'))
  const curseur = c.req.query('apres') ?? ''
  const apres = voulu && /^\d{1,15}$/.test(curseur) ? Number(curseur) : undefined
  const [comptes, livraisons] = await Promise.all([
    countGroupes(c.var.db, liste.id),
    listLivraisonsDeListe(c.var.db, liste.id)
  ])
  const limite = voulu ? PAR_PAGE : PAR_GROUPE
  const groupes = await Promise.all(
    (voulu ? [voulu] : GROUPES.filter(({ cle }) => (comptes.get(cle) ?? 0) > 0)).map(async (groupe) => {
      const lignes = await listGroupe(c.var.db, liste, groupe.cle, { apres, limite: limite + 1 })
      return { ...groupe, lignes: lignes.slice(0, limite), encore: lignes.length > limite }
    })
  )
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre={liste.nom}
      fil={filListe(ouverte).slice(0, -1)}
      fait={motDe(FAITS, c.req.query('fait'))}
      chapeau={
        <>
          <p class='lead'>
            {GENRES_DE_LISTE[liste.genre]}. {reseau.nom}.
          </p>
          <p class='btns'>
            <LienBouton href={`${cheminListe(liste.id)}/importer`} principal>
              Importer un fichier
            </LienBouton>
            <LienBouton href={`${cheminListe(liste.id)}/ajouter`}>Ajouter un lieu</LienBouton>
          </p>
        </>
      }
    >
      {groupes.map(({ cle, titre, texte, lignes, encore }) => (
        <section class='section split' id={cle}>
          <h2>
            {titre} <span class='num'>{nombre(comptes.get(cle) ?? 0)}</span>
          </h2>
          <div class='stack'>
            <Lignes liste={liste} lignes={lignes} legende={texte} />
            {!voulu && encore && (
              <p>
                <a href={`${cheminListe(liste.id)}?groupe=${cle}`}>
                  Voir toute cette partie<span class='vh'> : {titre}</span>
                </a>
              </p>
            )}
            {voulu && (
              <Pagination
                phrase={compter(lignes.length, 'lieu', 'lieux')}
                suivant={
                  encore
                    ? {
                        href: `${cheminListe(liste.id)}?groupe=${cle}&apres=${lignes.at(-1)?.id ?? 0}`,
                        libelle: 'Les lieux suivants'
                      }
                    : undefined
                }
                debut={
                  apres ? { href: `${cheminListe(liste.id)}?groupe=${cle}`, libelle: 'Revenir au début' } : undefined
                }
              />
            )}
          </div>
        </section>
      ))}
      {!voulu && <Livraisons livraisons={livraisons} />}
    </PageBureau>
  )
}

const Lignes = ({ liste, lignes, legende }: { liste: Liste; lignes: readonly LigneMontree[]; legende: string }) => (
  <Tableau
    legende={legende}
    lignes={lignes}
    vide='Aucun lieu.'
    colonnes={[
      {
        titre: 'Sur la liste',
        cellule: ({ id, nom, code_postal, commune, partie_le }) => (
          <>
            <a href={`${cheminListe(liste.id)}/lignes/${id}`}>{nom}</a>
            <span class='hint'>{[code_postal, commune].filter(Boolean).join(' ')}</span>
            {partie_le && (
              <span class='hint'>
                Plus sur la liste depuis le <Jour date={partie_le} court />
              </span>
            )}
          </>
        )
      },
      {
        titre: 'Fiche',
        cellule: ({ lieu_id, lieu, adresse_page }) =>
          lieu_id !== null && lieu !== null && adresse_page !== null ? (
            <a href={adresseFiche({ id: lieu_id, adresse_page })}>{lieu}</a>
          ) : (
            'Aucune'
          )
      },
      {
        titre: 'Adhésion',
        cellule: ({ admise_le, refus, dossier }) =>
          dossier === null ? (
            'Aucune'
          ) : (
            <a href={cheminDossier(dossier)}>{admise_le ? 'Admis par cette liste' : direIssue(refus)}</a>
          )
      }
    ]}
  />
)

const direIssue = (refus: Ligne['refus']): string => {
  if (refus === null) return 'Dossier'
  return refus === 'MEMBRE' || refus === 'AVERTI'
    ? 'Déjà membre'
    : `Pas admis : ${direCourt(refus, 'bureau').toLowerCase()}`
}

const Livraisons = ({ livraisons }: { livraisons: readonly LivraisonDeListe[] }) => (
  <section class='section split'>
    <h2>Les fichiers importés</h2>
    <div class='stack'>
      {livraisons.length === 0 && <p>Aucun fichier.</p>}
      {livraisons.map((une) => (
        <details>
          <summary>
            Liste du <Jour date={une.datee_du} court />
             : {compter(une.gardees, 'lieu', 'lieux')}
          </summary>
          <ListeDescriptive
            serre
            faits={[
              { terme: 'Importée', valeur: instantEnMots(une.importee_le) },
              { terme: 'Lignes lues', valeur: nombre(une.lues) },
              { terme: 'Nouveaux', valeur: nombre(une.nouvelles) },
              { terme: 'Sortis', valeur: nombre(une.parties) },
              { terme: 'Empreinte', valeur: <span class='break'>{une.empreinte}</span> }
            ]}
          />
          {une.fautes.length > 0 && (
            <>
              <p class='mt4'>Lignes qui n’ont pas pu être lues :</p>
              <ul>
                {une.fautes.map(({ ligne, message }) => (
                  <li>
                    Ligne {nombre(ligne)} : {message}
                  </li>
                ))}
              </ul>
            </>
          )}
        </details>
      ))}
    </div>
  </section>
)

function rendreImport(c: Contexte, ouverte: ListeOuverte, saisie: Champs, fautes: readonly FauteDeChamp[]) {
  const { liste, reseau } = ouverte
  return rendrePage(
    c,
    <PageBureau c={c} titre='Importer un fichier' fil={filListe(ouverte)} enErreur={fautes.length > 0}>
      <ResumeErreurs
        erreurs={fautes}
        garde='La date que vous avez donnée est gardée. Choisissez de nouveau le fichier.'
      />
      <form
        class='form'
        method='post'
        action={`${cheminListe(liste.id)}/importer`}
        enctype='multipart/form-data'
        novalidate
      >
        <Note>
          <p>
            La première ligne donne les titres des colonnes. Il faut un nom, et une commune ou un code postal. Colonnes
            lues :{' '}
            {Object.values(COLONNES_DE_LISTE)
              .map(({ libelle }) => libelle.replace(/^[A-Z](?=[a-zé])/, (lettre) => lettre.toLowerCase()))
              .join(', ')}
            .
          </p>
        </Note>
        <Champ
          nom='fichier'
          type='file'
          libelle='Le fichier'
          indication={`CSV ou XLSX, ${TAILLE_LISTE_MAX / 1_000_000} Mo au plus.`}
          accepte='.csv,.xlsx,.txt'
          erreur={erreurDe(fautes, 'fichier')}
        />
        <Champ
          nom='datee'
          type='date'
          libelle='La date de la liste'
          indication='Le jour où elle a été arrêtée.'
          valeur={saisie.datee ?? jourDe(c.var.now, reseau.fuseau)}
          erreur={erreurDe(fautes, 'datee')}
          court
        />
        <p class='btns'>
          <Bouton principal>Importer ce fichier</Bouton>
          <a href={cheminListe(liste.id)}>Revenir à la liste</a>
        </p>
      </form>
    </PageBureau>,
    statutDe(fautes)
  )
}

async function submitImport(c: Contexte, ouverte: ListeOuverte) {
  const recu = await recevoirFormulaire(c, { tailleMax: TAILLE_LISTE_MAX })
  try {
    const { champs, fichier, tropGros } = recu
    const fautes: FauteDeChamp[] = []
    const dateeDu = parseJour(champs.datee ?? '')
    if (tropGros) fautes.push({ champ: 'fichier', message: `Ce fichier dépasse ${TAILLE_LISTE_MAX / 1_000_000} Mo.` })
    else if (!fichier || fichier.taille === 0)
      fautes.push({
        champ: 'fichier',
        message: fichier ? 'Ce fichier est vide.' : 'Choisissez le fichier de la liste.'
      })
    if (!dateeDu) fautes.push({ champ: 'datee', message: 'Donnez une date comme 31/12/2025.' })
    if (fautes.length > 0 || !fichier || !dateeDu) return await rendreImport(c, ouverte, champs, fautes)
    const issue = await importerListe(c.var.db, ouverte.liste, { chemin: fichier.chemin, dateeDu }, c.var)
    if (issue.ok) return c.redirect(`${cheminListe(ouverte.liste.id)}?fait=importee`, 303)
    if (issue.error.raison === 'interdit') return await pageErreur(c, 403)
    return await rendreImport(c, ouverte, champs, [direRefusDImport(issue.error)])
  } finally {
    await recu.supprimer()
  }
}

function direRefusDImport(refus: Exclude<RefusDImport, { raison: 'interdit' }>): FauteDeChamp {
  switch (refus.raison) {
    case 'illisible':
      return { champ: 'fichier', message: refus.message }
    case 'sans-nom':
      return {
        champ: 'fichier',
        message: 'Aucune colonne ne s’appelle « nom ». Vérifiez la première ligne du fichier.'
      }
    case 'rien-a-garder':
      return { champ: 'fichier', message: `Aucune ligne n’a pu être lue. Ligne ${refus.ligne} : ${refus.message}` }
    case 'deja':
      return {
        champ: 'fichier',
        message: `Ce fichier a déjà été importé le ${instantEnMots(refus.le)}. Rien n’a changé.`
      }
    case 'ancienne':
      return {
        champ: 'datee',
        message: 'Une liste plus récente a déjà été importée : celle-ci ne peut pas la remplacer.'
      }
    case 'a-venir':
      return { champ: 'datee', message: 'Cette date est à venir.' }
  }
}

const CHAMPS_D_AJOUT = ['nom', 'adresse', 'code_postal', 'commune', 'pivot', 'reference'] as const

function rendreAjout(c: Contexte, ouverte: ListeOuverte, saisie: Champs, fautes: readonly FauteDeChamp[]) {
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre='Ajouter un lieu à la liste'
      fil={filListe(ouverte)}
      enErreur={fautes.length > 0}
      chapeau={<p>S’il est dans l’annuaire, sans doute possible, il devient membre de droit aussitôt.</p>}
    >
      <ResumeErreurs erreurs={fautes} />
      <form class='form' method='post' action={`${cheminListe(ouverte.liste.id)}/ajouter`} novalidate>
        {CHAMPS_D_AJOUT.map((nom) => (
          <Champ
            nom={nom}
            libelle={COLONNES_DE_LISTE[nom].libelle}
            valeur={saisie[nom]}
            erreur={erreurDe(fautes, nom)}
            court={nom === 'code_postal'}
          />
        ))}
        <p class='btns'>
          <Bouton principal>Ajouter ce lieu</Bouton>
          <a href={cheminListe(ouverte.liste.id)}>Revenir à la liste</a>
        </p>
      </form>
    </PageBureau>,
    statutDe(fautes)
  )
}

async function submitAjout(c: Contexte, ouverte: ListeOuverte) {
  const saisie = await readFormulaire(c)
  const lue = lireLigne(saisie)
  if (!lue.ok) return rendreAjout(c, ouverte, saisie, lue.error)
  const ajoutee = await ajouterLigne(c.var.db, ouverte.liste, lue.value, c.var)
  if (ajoutee.ok) return c.redirect(`${cheminListe(ouverte.liste.id)}/lignes/${ajoutee.value}?fait=ajoutee`, 303)
  if (ajoutee.error === 'interdit') return pageErreur(c, 403)
  return rendreAjout(c, ouverte, saisie, [{ champ: 'nom', message: 'Ce lieu est déjà sur la liste.' }])
}

async function lireLigneDemandee(c: Contexte, { liste }: ListeOuverte): Promise<Ligne | undefined> {
  const id = c.req.param('ligne') ?? ''
  const ligne = /^\d{1,15}$/.test(id) ? await findLigne(c.var.db, Number(id)) : undefined
  return ligne?.liste_id === liste.id ? ligne : undefined
}

async function showLigne(c: Contexte, ouverte: ListeOuverte) {
  const ligne = await lireLigneDemandee(c, ouverte)
  return ligne ? rendreLigne(c, ouverte, ligne, undefined) : c.notFound()
}

async function rendreLigne(c: Contexte, ouverte: ListeOuverte, ligne: Ligne, faute: FauteDeChamp | undefined) {
  const { liste } = ouverte
  const candidats = await listCandidats(c.var.db, liste, ligne)
  const fautes = faute ? [faute] : []
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre={ligne.nom}
      fil={filListe(ouverte)}
      fait={faute ? undefined : motDe(FAITS, c.req.query('fait'))}
      enErreur={fautes.length > 0}
      chapeau={<p class='lead'>{direEtatDeLigne(ligne)}</p>}
    >
      <ResumeErreurs erreurs={fautes} garde='Rien n’a été changé.' />
      {ligne.partie_le && (
        <Alerte ton='attention' titre='Ce lieu n’est plus dans le dernier fichier'>
          <p>Il reste membre s’il l’était. C’est au comité de décider.</p>
        </Alerte>
      )}
      <section class='section split'>
        <h2>Sur la liste</h2>
        <ListeDescriptive
          faits={CHAMPS_D_AJOUT.map((nom) => ({ terme: COLONNES_DE_LISTE[nom].libelle, valeur: ligne[nom] }))}
        />
      </section>
      <section class='section split'>
        <h2>Dans l’annuaire</h2>
        <form class='form' method='post' action={`${cheminListe(liste.id)}/lignes/${ligne.id}`}>
          <BoutonsRadio
            nom='reponse'
            legende='Quelle fiche est celle de ce lieu ?'
            choisis={[
              ligne.lieu_id === null ? (ligne.jugee_le ? (DE_L_ETAT[ligne.etat] ?? '') : '') : String(ligne.lieu_id)
            ]}
            erreur={erreurDe(fautes, 'reponse')}
            indication='Le lieu choisi devient membre de droit aussitôt, sauf s’il est suspendu, parti ou refusé.'
            options={[
              ...candidats.map(({ lieu, issue }) => ({
                valeur: String(lieu.id),
                libelle: lieu.nom,
                indication: [
                  [lieu.publiees.adresse, lieu.publiees.code_postal, lieu.publiees.commune].filter(Boolean).join(', '),
                  DITES[issue]
                ]
                  .filter(Boolean)
                  .join('. ')
              })),
              { valeur: 'aucun', libelle: 'Aucune de ces fiches' },
              { valeur: 'ecarter', libelle: 'Cette ligne ne compte pas', indication: 'Elle reste visible, écartée.' }
            ]}
          />
          <p class='btns'>
            <Bouton principal>Enregistrer cette réponse</Bouton>
            <a href={cheminListe(liste.id)}>Revenir à la liste</a>
          </p>
        </form>
      </section>
      {ligne.lieu_id !== null && ligne.refus !== null && (
        <section class='section split'>
          <h2>L’admission</h2>
          <form method='post' action={`${cheminListe(liste.id)}/lignes/${ligne.id}`}>
            <input type='hidden' name='reponse' value='admettre' />
            <p>Si son état a changé depuis, vous pouvez essayer à nouveau.</p>
            <p class='btns mt4'>
              <Bouton>Essayer de nouveau de l’admettre</Bouton>
            </p>
          </form>
        </section>
      )}
    </PageBureau>,
    statutDe(fautes)
  )
}

const DE_L_ETAT: Readonly<Partial<Record<Ligne['etat'], string>>> = { 'sans-lieu': 'aucun', ecartee: 'ecarter' }

const DITES: Readonly<Record<LieuReconnu['issue'], string>> = {
  meme: 'C’est sans doute lui',
  'a-revoir': 'Ressemblant',
  different: 'Peu ressemblant'
}

function direEtatDeLigne({ etat, admise_le, refus, lieu_id }: Ligne): string {
  switch (etat) {
    case 'a-rapprocher':
      return 'Ce lieu n’a pas encore été cherché dans l’annuaire.'
    case 'a-verifier':
      return 'Une fiche de l’annuaire lui ressemble. Est-ce la bonne ?'
    case 'sans-lieu':
      return 'L’annuaire ne connaît pas ce lieu. Il reste sur la liste, sans être membre.'
    case 'ecartee':
      return 'Cette ligne est écartée.'
    case 'rapprochee':
      if (lieu_id !== null && refus !== null) return `${direIssue(refus)}.`
      return admise_le ? 'Ce lieu est admis par cette liste.' : 'Ce lieu est reconnu dans l’annuaire.'
  }
}

async function submitLigne(c: Contexte, ouverte: ListeOuverte) {
  const ligne = await lireLigneDemandee(c, ouverte)
  if (!ligne) return c.notFound()
  const reponse = lireReponse((await readFormulaire(c)).reponse ?? '')
  if (!reponse) return rendreLigne(c, ouverte, ligne, { champ: 'reponse', message: 'Choisissez une réponse.' })
  const issue = await repondreLigne(c.var.db, ouverte.liste, ligne.id, reponse, c.var)
  if (issue.ok) return c.redirect(`${cheminListe(ouverte.liste.id)}/lignes/${ligne.id}?fait=repondue`, 303)
  if (issue.error === 'interdit') return pageErreur(c, 403)
  return rendreLigne(c, ouverte, ligne, {
    champ: 'reponse',
    message:
      issue.error === 'partie'
        ? 'Vous vous occupez de ce lieu : d’autres que vous décident de son admission.'
        : 'Cette fiche n’est plus proposée pour ce lieu. Choisissez parmi celles-ci.'
  })
}

function lireReponse(texte: string): ReponseLigne | undefined {
  if (texte === 'aucun' || texte === 'ecarter' || texte === 'admettre') return { genre: texte }
  return /^\d{1,15}$/.test(texte) ? { genre: 'lieu', lieu: Number(texte) } : undefined
}
