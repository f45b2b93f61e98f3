import { ok } from '../../../kernel/result.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../platform/ui/composants/choix/choix.tsx'
import { Alerte, Note } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { modifierBrouillon } from '../actions/editer.ts'
import type { Contenu } from '../domain/charte.ts'
import {
  deplacerElement,
  ecrireElement,
  GENRES,
  groupeDe,
  LISTES,
  type Ligne,
  lignesDe,
  type NatureListe,
  prochainId,
  type RefusRetrait,
  retirerElement,
  type Saisie,
  saisieDe,
  verifierSaisie
} from '../domain/liste.ts'
import type { FauteDeChamp } from '../domain/parametre.ts'
import type { RefusEcriture } from '../domain/refus.ts'
import {
  CHEMIN,
  cibleDe,
  filDe,
  GERER,
  type Ouvert,
  ouvrir,
  PageEditeur,
  Refus,
  Revision,
  rouvrir
} from './vues/editeur.tsx'

const permission = GERER
const LISTE = `${CHEMIN}/:id/versions/:numero/listes/:liste`

export const routesListes: readonly Route[] = [
  { methode: 'get', chemin: LISTE, permission, traiter: avecListe(showListe) },
  // Before one thing, whose address would take « ajouter » for its id.
  { methode: 'get', chemin: `${LISTE}/ajouter`, permission, traiter: avecListe(showAjout) },
  { methode: 'post', chemin: `${LISTE}/ajouter`, permission, traiter: avecListe(submitAjout) },
  { methode: 'get', chemin: `${LISTE}/:element`, permission, traiter: avecListe(showElement) },
  { methode: 'post', chemin: `${LISTE}/:element`, permission, traiter: avecListe(submitElement) },
  { methode: 'post', chemin: `${LISTE}/:element/deplacer`, permission, traiter: avecListe(submitDeplacement) },
  { methode: 'post', chemin: `${LISTE}/:element/retirer`, permission, traiter: avecListe(submitRetrait) }
]

interface OuvertListe extends Ouvert {
  readonly liste: NatureListe
  readonly cheminListe: string
}

function avecListe(traiter: (c: Contexte, ouvert: OuvertListe) => Response | Promise<Response>) {
  return async (c: Contexte): Promise<Response> => {
    const liste = LISTES.find(({ cle }) => cle === c.req.param('liste'))
    if (!liste) return c.notFound()
    const ouvert = await ouvrir(c)
    if (ouvert instanceof Response) return ouvert
    return traiter(c, { ...ouvert, liste, cheminListe: `${ouvert.chemin}/listes/${liste.cle}` })
  }
}

function showListe(c: Contexte, ouvert: OuvertListe) {
  return rendreListe(c, ouvert)
}

function rendreListe(c: Contexte, ouvert: OuvertListe, refus?: RefusEcriture | RefusRetrait) {
  const { contenu, liste, version, cheminListe, reseau } = ouvert
  const lignes = lignesDe(contenu, liste)
  const modifiable = version.publiee_le === null
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre={liste.titre}
      fil={filDe(ouvert)}
      enErreur={refus !== undefined}
      chapeau={
        <>
          {refus &&
            (refus.raison === 'categorie-utilisee' ? (
              <Alerte ton='danger' titre='Cette catégorie contient encore des critères'>
                <p>Rangez-les ailleurs, ou retirez-les, avant de retirer la catégorie :</p>
                <ul>
                  {refus.criteres.map((critere) => (
                    <li>{critere}</li>
                  ))}
                </ul>
              </Alerte>
            ) : refus.raison === 'inconnu' ? (
              <Alerte ton='danger' titre='Ce n’est plus dans la liste'>
                <p>Quelqu’un l’a déjà retiré.</p>
              </Alerte>
            ) : (
              <Refus refus={refus} reseau={reseau} />
            ))}
          {modifiable && (
            <p class='btns'>
              <LienBouton href={`${cheminListe}/ajouter`} principal>
                Ajouter {liste.un}
              </LienBouton>
            </p>
          )}
        </>
      }
    >
      {lignes.length === 0 && <p>Rien pour l’instant.</p>}
      {grouper(contenu, lignes).map(({ titre, siennes }) => (
        <section class={titre ? 'mt6' : undefined}>
          {titre && <h2>{titre}</h2>}
          <ul class='rows'>
            {siennes.map((ligne, rang) => (
              <li class='row'>
                <a href={`${cheminListe}/${ligne.id}`}>{ligne.titre}</a>
                {modifiable && (
                  <form method='post' action={`${cheminListe}/${ligne.id}/deplacer`}>
                    <Revision version={version} />
                    <p class='btns'>
                      {rang > 0 && (
                        <Bouton petit nom='sens' valeur='monter'>
                          Monter<span class='vh'> « {ligne.titre} »</span>
                        </Bouton>
                      )}
                      {rang < siennes.length - 1 && (
                        <Bouton petit nom='sens' valeur='descendre'>
                          Descendre<span class='vh'> « {ligne.titre} »</span>
                        </Bouton>
                      )}
                    </p>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </PageEditeur>,
    refus ? 422 : 200
  )
}

/** As the public page shows them: conditions, engagements, then criteria by category. Other lists have one group. */
function grouper(contenu: Contenu, lignes: readonly Ligne[]): { titre: string; siennes: readonly Ligne[] }[] {
  const groupes = [
    { titre: '', cle: '' },
    { titre: 'Conditions', cle: groupeDe('condition', null) },
    { titre: 'Engagements', cle: groupeDe('engagement', null) },
    ...contenu.categories.map(({ id, nom }) => ({ titre: nom, cle: groupeDe('critere', id) })),
    { titre: 'Critères sans catégorie', cle: groupeDe('critere', null) }
  ]
  return groupes
    .map(({ titre, cle }) => ({ titre, siennes: lignes.filter(({ groupe }) => groupe === cle) }))
    .filter(({ siennes }) => siennes.length > 0)
}

interface Formulaire {
  /** None: a thing to add. */
  readonly id?: string
  readonly saisie: Saisie
  readonly fautes?: readonly FauteDeChamp[]
  readonly refus?: RefusEcriture
}

function showAjout(c: Contexte, ouvert: OuvertListe) {
  return rendreElement(c, ouvert, { saisie: { genre: 'critere' } })
}

function showElement(c: Contexte, ouvert: OuvertListe) {
  const id = c.req.param('element') ?? ''
  const saisie = saisieDe(ouvert.contenu, ouvert.liste, id)
  return saisie ? rendreElement(c, ouvert, { id, saisie }) : c.notFound()
}

function rendreElement(c: Contexte, ouvert: OuvertListe, { id, saisie, fautes = [], refus }: Formulaire) {
  const { contenu, liste, version, cheminListe, reseau } = ouvert
  const enErreur = fautes.length > 0 || refus !== undefined
  const modifiable = version.publiee_le === null
  const titre = id
    ? (lignesDe(contenu, liste).find((ligne) => ligne.id === id)?.titre ?? liste.titre)
    : `Ajouter ${liste.un}`
  const enregistree = id && refus?.raison === 'modifiee' ? saisieDe(contenu, liste, id) : undefined
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre={titre}
      fil={[...filDe(ouvert), { href: cheminListe, libelle: liste.titre }]}
      enErreur={enErreur}
      chapeau={
        <>
          {refus && <Refus refus={refus} reseau={reseau} />}
          {refus?.raison === 'modifiee' && (
            <Note>
              <p>Ce que vous avez écrit est gardé ci-dessous. Enregistrez à nouveau pour l’écrire par-dessus.</p>
              {enregistree && enregistree.texte !== saisie.texte && (
                <details>
                  <summary>Le texte enregistré par l’autre personne</summary>
                  <p class='diff'>{enregistree.texte}</p>
                </details>
              )}
            </Note>
          )}
          {!modifiable && !refus && (
            <Note>
              <p>Cette version est publiée ou programmée : son texte ne change pas.</p>
            </Note>
          )}
        </>
      }
    >
      <ResumeErreurs erreurs={fautes} />
      <form method='post' action={`${cheminListe}/${id ?? 'ajouter'}`} class='form'>
        <Revision version={version} />
        {liste.champs.map(({ nom, libelle, indication, sorte, obligatoire }) => {
          const commun = {
            nom,
            libelle,
            indication,
            valeur: saisie[nom],
            erreur: erreurDe(fautes, nom),
            obligatoire
          }
          switch (sorte) {
            case 'ligne':
              return <Champ {...commun} />
            case 'texte':
              return <ZoneTexte {...commun} lignes={nom === 'texte' ? 8 : 5} />
            case 'genre':
              return (
                <BoutonsRadio
                  nom={nom}
                  legende={libelle}
                  options={GENRES.map(({ genre, libelle: mot, indication: aide }) => ({
                    valeur: genre,
                    libelle: mot,
                    indication: aide
                  }))}
                  choisis={[saisie[nom] ?? '']}
                  erreur={erreurDe(fautes, nom)}
                />
              )
            case 'categorie':
              return (
                <Liste
                  {...commun}
                  vide='Sans catégorie'
                  options={contenu.categories.map(({ id: valeur, nom: mot }) => ({ valeur, libelle: mot }))}
                />
              )
          }
        })}
        {modifiable && (
          <p class='btns'>
            <Bouton principal>{id ? 'Enregistrer' : `Ajouter ${liste.un}`}</Bouton>
          </p>
        )}
      </form>
      {id && modifiable && (
        <form method='post' action={`${cheminListe}/${id}/retirer`} class='mt7'>
          <Revision version={version} />
          <p class='btns'>
            <Bouton>Retirer de la charte</Bouton>
          </p>
        </form>
      )}
    </PageEditeur>,
    enErreur ? 422 : 200
  )
}

async function submitAjout(c: Contexte, ouvert: OuvertListe) {
  return ecrire(c, ouvert, undefined)
}

async function submitElement(c: Contexte, ouvert: OuvertListe) {
  return ecrire(c, ouvert, c.req.param('element') ?? '')
}

async function ecrire(c: Contexte, ouvert: OuvertListe, id: string | undefined) {
  const { liste, contenu } = ouvert
  const champs = await readFormulaire(c)
  const saisie: Saisie = Object.fromEntries(liste.champs.map(({ nom }) => [nom, champs[nom] ?? '']))
  const commun = { ...(id !== undefined && { id }), saisie }
  if (id !== undefined && !saisieDe(contenu, liste, id)) return rendreListe(c, ouvert, { raison: 'inconnu' })
  const fautes = verifierSaisie(contenu, liste, saisie)
  if (fautes.length > 0) return rendreElement(c, ouvert, { ...commun, fautes })
  const ecrit = await modifierBrouillon(c.var.db, cibleDe(ouvert, champs), c.var, (actuel, ids) =>
    ok(ecrireElement(actuel, liste, id ?? prochainId(lettreDe(liste, saisie), ids), saisie))
  )
  if (ecrit.ok) return c.redirect(`${ouvert.cheminListe}?fait=enregistre`, 303)
  return rendreElement(c, { ...ouvert, ...(await rouvrir(c, ouvert)) }, { ...commun, refus: ecrit.error })
}

/** « m » for a condition, « e » for an engagement: an id says what it is, as « article 7, critère 21 » is c21. */
function lettreDe({ lettre }: NatureListe, { genre }: Saisie): string {
  if (lettre !== 'c') return lettre
  return genre === 'condition' ? 'm' : genre === 'engagement' ? 'e' : 'c'
}

async function submitDeplacement(c: Contexte, ouvert: OuvertListe) {
  const champs = await readFormulaire(c)
  const sens = champs.sens === 'descendre' ? 'descendre' : 'monter'
  const deplace = await modifierBrouillon(c.var.db, cibleDe(ouvert, champs), c.var, (contenu) =>
    ok(deplacerElement(contenu, ouvert.liste, c.req.param('element') ?? '', sens))
  )
  if (deplace.ok) return c.redirect(ouvert.cheminListe, 303)
  return rendreListe(c, { ...ouvert, ...(await rouvrir(c, ouvert)) }, deplace.error)
}

async function submitRetrait(c: Contexte, ouvert: OuvertListe) {
  const champs = await readFormulaire(c)
  const retire = await modifierBrouillon(c.var.db, cibleDe(ouvert, champs), c.var, (contenu) =>
    retirerElement(contenu, ouvert.liste, c.req.param('element') ?? '')
  )
  if (retire.ok) return c.redirect(`${ouvert.cheminListe}?fait=retire`, 303)
  return rendreListe(c, { ...ouvert, ...(await rouvrir(c, ouvert)) }, retire.error)
}
