import type { Result } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../platform/ui/composants/choix/choix.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { commenter } from '../actions/commenter.ts'
import {
  ajouterItem,
  ajouterModule,
  deplacerItem,
  deplacerModule,
  modifierItem,
  type RefusDePreparer,
  reglerModule,
  retirerItem,
  retirerModule
} from '../actions/organiser-modules.ts'
import { FACONS, NATURES, ORDRES, PROPOSITIONS, RAISONS, REGLAGES_PAR_DEFAUT, RESULTATS } from '../domain/module.ts'
import { peutFaire } from '../domain/organiser.ts'
import { direRefus } from '../domain/refus.ts'
import { lireEchange, lireProposition } from '../domain/saisie-consultation.ts'
import { ecrireModule, lireModule } from '../domain/saisie-module.ts'
import { findModule, findModuleById, listModules, type Module } from '../store/consultation.store.ts'
import { findItem, type Item } from '../store/item.store.ts'
import { listItemsDeLOrganisateur } from '../store/organiser.store.ts'
import { type ConsultationOuverte, outilsDe } from './ouvrir.ts'
import { cheminItem, type Reprise, statutDe } from './vues/cadre.tsx'
import {
  avecAtelier,
  cheminOrganiser,
  cibleDe,
  direRefusDOrganiser,
  FormulaireDOrganisateur,
  ORGANISER,
  ouvrirAtelier,
  PageOrganiser,
  PERMISSION as permission,
  Revision
} from './vues/organiser.tsx'

const MODULES = `${ORGANISER}/:adresse/modules`
const UN_MODULE = `${MODULES}/:module`
const UN_ITEM = `${ORGANISER}/:adresse/items/:numero`

/** Modules of a consultation, their switches, their propositions or their articles. */
export const routesModulesDOrganisateur: readonly Route[] = [
  // « nouveau » before the modules, none of which is called so: the address of a module comes from its title.
  { methode: 'get', chemin: `${MODULES}/nouveau`, permission, traiter: avecAtelier((c, o) => showNouveau(c, o)) },
  { methode: 'post', chemin: `${MODULES}/nouveau`, permission, traiter: avecAtelier(submitNouveau) },
  { methode: 'get', chemin: UN_MODULE, permission, traiter: avecModule((c, m) => rendreModule(c, m)) },
  { methode: 'get', chemin: `${UN_MODULE}/reglages`, permission, traiter: avecModule((c, m) => showReglages(c, m)) },
  { methode: 'post', chemin: `${UN_MODULE}/reglages`, permission, traiter: avecModule(submitReglages) },
  { methode: 'post', chemin: `${UN_MODULE}/deplacer`, permission, traiter: avecModule(submitDeplacement) },
  { methode: 'post', chemin: `${UN_MODULE}/retirer`, permission, traiter: avecModule(submitRetrait) },
  { methode: 'get', chemin: `${UN_MODULE}/ajouter`, permission, traiter: avecModule((c, m) => showAjout(c, m)) },
  { methode: 'post', chemin: `${UN_MODULE}/ajouter`, permission, traiter: avecModule(submitAjout) },
  { methode: 'get', chemin: UN_ITEM, permission, traiter: avecItem((c, i) => showItem(c, i)) },
  { methode: 'post', chemin: UN_ITEM, permission, traiter: avecItem(submitItem) },
  { methode: 'post', chemin: `${UN_ITEM}/deplacer`, permission, traiter: avecItem(submitDeplacementDItem) },
  { methode: 'post', chemin: `${UN_ITEM}/retirer`, permission, traiter: avecItem(submitRetraitDItem) },
  { methode: 'get', chemin: `${UN_ITEM}/echange`, permission, traiter: avecItem((c, i) => showEchange(c, i)) },
  { methode: 'post', chemin: `${UN_ITEM}/echange`, permission, traiter: avecItem(submitEchange) }
]

interface AtelierDeModule extends ConsultationOuverte {
  readonly module: Module
}
interface AtelierDItem extends AtelierDeModule {
  readonly item: Item
}
type Reponse = Response | Promise<Response>

function avecModule(traiter: (c: Contexte, ouvert: AtelierDeModule) => Reponse) {
  return avecAtelier(async (c, ouverte) => {
    const module = await findModule(c.var.db, ouverte.consultation.id, c.req.param('module') ?? '')
    return module ? traiter(c, { ...ouverte, module }) : c.notFound()
  })
}

/** An item of the organiser; those of contributors are theirs. */
function avecItem(traiter: (c: Contexte, ouvert: AtelierDItem) => Reponse) {
  return avecAtelier(async (c, ouverte) => {
    const numero = c.req.param('numero') ?? ''
    const item = /^[1-9]\d{0,8}$/.test(numero)
      ? await findItem(c.var.db, ouverte.consultation.id, Number(numero))
      : undefined
    if (item?.origine !== 'organisateur') return c.notFound()
    const module = await findModuleById(c.var.db, item.module_id)
    return module ? traiter(c, { ...ouverte, module, item }) : c.notFound()
  })
}

const cheminDuModule = ({ consultation, module }: AtelierDeModule) =>
  `${cheminOrganiser(consultation)}/modules/${module.adresse}`
const cheminDeLItem = ({ consultation, item }: AtelierDItem) => `${cheminOrganiser(consultation)}/items/${item.numero}`
const filDuModule = (ouvert: AtelierDeModule) => [{ href: cheminDuModule(ouvert), libelle: ouvert.module.titre }]

/** « un article », « une proposition », by what the module shows. */
const motsDe = ({ nature }: Pick<Module, 'nature'>) =>
  nature === 'texte'
    ? { ajouter: 'Ajouter un article', modifier: 'Modifier l’article', pluriel: 'Les articles' }
    : { ajouter: 'Ajouter une proposition', modifier: 'Modifier la proposition', pluriel: 'Les propositions' }

/** The module with what it holds. */
async function rendreModule(c: Contexte, ouvert: AtelierDeModule, refus?: string) {
  const { consultation, module, etat } = ouvert
  const [items, modules] = await Promise.all([
    listItemsDeLOrganisateur(c.var.db, module.id),
    listModules(c.var.db, consultation.id)
  ])
  const chemin = cheminDuModule(ouvert)
  const preparable = peutFaire('preparer', etat)
  const mots = motsDe(module)
  const place = modules.findIndex(({ id }) => id === module.id)
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={module.titre}
      consultation={consultation}
      reprise={{ refus }}
      chapeau={
        <>
          {module.question && <p class='lead'>{module.question}</p>}
          <p>
            {preparable ? NATURES[module.nature] : 'La consultation est ouverte : ce qui est écrit ne change plus.'}
          </p>
          <p class='btns'>
            {peutFaire('completer', etat) && (
              <LienBouton principal href={`${chemin}/ajouter`}>
                {mots.ajouter}
              </LienBouton>
            )}
            {preparable && <LienBouton href={`${chemin}/reglages`}>Régler ce module</LienBouton>}
          </p>
        </>
      }
    >
      <section class='section split'>
        <h2>{mots.pluriel}</h2>
        {items.length === 0 ? (
          <p>Rien pour l’instant.</p>
        ) : (
          <ol class='rows'>
            {items.map((item, rang) => {
              const sien = cheminDeLItem({ ...ouvert, item })
              return (
                <li id={`item-${item.numero}`}>
                  <span>{item.titre}</span>
                  <span class='btns'>
                    {preparable ? (
                      <>
                        <a href={sien}>
                          Modifier<span class='vh'> « {item.titre} »</span>
                        </a>
                        <a href={`${sien}/echange`}>
                          Lancer l’échange<span class='vh'> sur « {item.titre} »</span>
                        </a>
                        <Fleches
                          vers={`${sien}/deplacer`}
                          ouverte={ouvert}
                          nom={item.titre}
                          haut={rang > 0}
                          bas={rang < items.length - 1}
                        />
                      </>
                    ) : (
                      <a href={cheminItem(consultation, item)}>
                        Voir<span class='vh'> « {item.titre} »</span>
                      </a>
                    )}
                  </span>
                </li>
              )
            })}
          </ol>
        )}
      </section>
      {preparable && modules.length > 1 && (
        <section class='section split'>
          <h2>Sa place</h2>
          <p class='btns'>
            <span>
              Module {place + 1} sur {modules.length}
            </span>
            <Fleches
              vers={`${chemin}/deplacer`}
              ouverte={ouvert}
              nom={module.titre}
              haut={place > 0}
              bas={place < modules.length - 1}
            />
          </p>
        </section>
      )}
      {preparable && (
        <section class='section split'>
          <h2>Retirer</h2>
          <form method='post' action={`${chemin}/retirer`}>
            <Revision consultation={consultation} />
            <p>Le module disparaît, avec tout ce qu’il contient.</p>
            <p class='btns mt4'>
              <Bouton>Retirer ce module</Bouton>
            </p>
          </form>
        </section>
      )}
    </PageOrganiser>,
    refus ? 409 : 200
  )
}

function Fleches(props: { vers: string; ouverte: ConsultationOuverte; nom: string; haut: boolean; bas: boolean }) {
  const { vers, ouverte, nom, haut, bas } = props
  if (!haut && !bas) return null
  return (
    <form method='post' action={vers} class='btns'>
      <Revision consultation={ouverte.consultation} />
      {haut && (
        <Bouton petit nom='vers' valeur='haut'>
          Monter<span class='vh'> « {nom} »</span>
        </Bouton>
      )}
      {bas && (
        <Bouton petit nom='vers' valeur='bas'>
          Descendre<span class='vh'> « {nom} »</span>
        </Bouton>
      )}
    </form>
  )
}

function showNouveau(c: Contexte, ouverte: ConsultationOuverte, reprise: Reprise = {}) {
  return rendreReglages(c, ouverte, {
    titre: 'Ajouter un module',
    vers: `${cheminOrganiser(ouverte.consultation)}/modules/nouveau`,
    retour: cheminOrganiser(ouverte.consultation),
    reprise: {
      champs: ecrits({ ...REGLAGES_PAR_DEFAUT, titre: '', question: '' }),
      ...reprise
    }
  })
}

function showReglages(c: Contexte, ouvert: AtelierDeModule, reprise: Reprise = {}) {
  return rendreReglages(c, ouvert, {
    titre: 'Régler ce module',
    vers: `${cheminDuModule(ouvert)}/reglages`,
    retour: cheminDuModule(ouvert),
    fil: filDuModule(ouvert),
    reprise: { champs: ecrits(ouvert.module), ...reprise }
  })
}

const ecrits = (module: Parameters<typeof ecrireModule>[0]) => ecrireModule(module) as Readonly<Record<string, string>>

const LIBELLES_FACONS = {
  avis: 'Dire son avis, par deux boutons',
  commentaires: 'Écrire un commentaire, et répondre à ceux des autres',
  valeurs: 'Donner une valeur de référence : un mot qui compte',
  fichiers: 'Déposer un fichier',
  actions: 'Citer une action déjà menée'
} as const

/** Every switch of a module, with defaults that suit most. */
function rendreReglages(
  c: Contexte,
  { consultation }: ConsultationOuverte,
  affichage: {
    readonly titre: string
    readonly vers: string
    readonly retour: string
    readonly fil?: readonly { readonly href: string; readonly libelle: string }[]
    readonly reprise: Reprise
  }
) {
  const { titre, vers, retour, fil, reprise } = affichage
  const { champs = {}, fautes = [] } = reprise
  const ligne = (nom: string, libelle: string, indication?: string) => (
    <Champ nom={nom} libelle={libelle} indication={indication} valeur={champs[nom]} erreur={erreurDe(fautes, nom)} />
  )
  const choix = (nom: string, legende: string, table: Readonly<Record<string, string>>, indication?: string) => (
    <BoutonsRadio
      nom={nom}
      legende={legende}
      indication={indication}
      choisis={[champs[nom] ?? '']}
      erreur={erreurDe(fautes, nom)}
      options={Object.entries(table).map(([valeur, libelle]) => ({ valeur, libelle }))}
    />
  )
  const fauteDeFacon = erreurDe(fautes, 'avis')
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={titre}
      consultation={consultation}
      reprise={reprise}
      {...(fil && { fil })}
      chapeau={<p>Ces réglages conviennent dans la plupart des cas. Ils ne changent plus après l’ouverture.</p>}
    >
      <FormulaireDOrganisateur consultation={consultation} vers={vers} bouton='Enregistrer ce module' retour={retour}>
        {ligne('titre', 'Le titre du module', 'Exemple : « Enjeux et actions ».')}
        {ligne('question', 'La question du module', 'Elle peut rester vide, s’il n’y a qu’un module.')}
        {choix('nature', 'Que montre ce module ?', NATURES)}
        <fieldset class={`field${fauteDeFacon ? ' field--bad' : ''}`}>
          <legend>Que peut-on faire ?</legend>
          {fauteDeFacon && (
            <span class='err' id='avis-erreur'>
              <span class='vh'>Erreur : </span>
              {fauteDeFacon}
            </span>
          )}
          {(['avis', ...FACONS] as const).map((facon) => (
            <label class='check' for={facon}>
              <input
                id={facon}
                type='checkbox'
                name={facon}
                value='oui'
                checked={champs[facon] === 'oui'}
                aria-describedby={fauteDeFacon && facon === 'avis' ? 'avis-erreur' : undefined}
              />
              <span>{LIBELLES_FACONS[facon]}</span>
            </label>
          ))}
        </fieldset>
        {ligne('libelle_accord', 'Les mots du premier bouton')}
        {ligne('libelle_revoir', 'Les mots du second bouton')}
        {choix('raison', 'Une raison avec le second bouton', RAISONS)}
        {choix('resultats', 'Quand montrer les totaux des avis ?', RESULTATS, 'Chacun voit toujours son propre avis.')}
        {choix('propositions', 'Peut-on proposer autre chose ?', PROPOSITIONS)}
        {ligne('libelle_proposition', 'Les mots du bouton pour proposer')}
        {choix('ordre', 'Dans quel ordre montrer les propositions ?', ORDRES)}
      </FormulaireDOrganisateur>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

async function submitNouveau(c: Contexte, ouverte: ConsultationOuverte) {
  const champs = await readFormulaire(c)
  const lu = lireModule(champs)
  if (!lu.ok) return showNouveau(c, ouverte, { champs, fautes: lu.error })
  const fait = await ajouterModule(c.var.db, cibleDe(ouverte, champs), lu.value, c.var)
  if (fait.ok) return c.redirect(`${cheminOrganiser(ouverte.consultation)}/modules/${fait.value}?fait=module`, 303)
  return refuser(c, fait, async (refus) => {
    const relue = await ouvrirAtelier(c)
    return relue instanceof Response ? relue : showNouveau(c, relue, { champs, refus })
  })
}

async function submitReglages(c: Contexte, ouvert: AtelierDeModule) {
  const champs = await readFormulaire(c)
  const lu = lireModule(champs)
  if (!lu.ok) return showReglages(c, ouvert, { champs, fautes: lu.error })
  const fait = await reglerModule(c.var.db, cibleDe(ouvert, champs), ouvert.module.adresse, lu.value, c.var)
  if (fait.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=module`, 303)
  return refuser(c, fait, async (refus) => showReglages(c, await relireModule(c, ouvert), { champs, refus }))
}

async function submitDeplacement(c: Contexte, ouvert: AtelierDeModule) {
  const champs = await readFormulaire(c)
  const vers = champs.vers === 'haut' ? 'haut' : 'bas'
  const fait = await deplacerModule(c.var.db, cibleDe(ouvert, champs), ouvert.module.adresse, vers, c.var)
  if (fait.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=deplace`, 303)
  return refuser(c, fait, async (refus) => rendreModule(c, await relireModule(c, ouvert), refus))
}

async function submitRetrait(c: Contexte, ouvert: AtelierDeModule) {
  const champs = await readFormulaire(c)
  const fait = await retirerModule(c.var.db, cibleDe(ouvert, champs), ouvert.module.adresse, c.var)
  if (fait.ok) return c.redirect(`${cheminOrganiser(ouvert.consultation)}?fait=module-retire`, 303)
  return refuser(c, fait, async (refus) => rendreModule(c, await relireModule(c, ouvert), refus))
}

function showAjout(c: Contexte, ouvert: AtelierDeModule, reprise: Reprise = {}) {
  const { module, consultation, etat } = ouvert
  const mots = motsDe(module)
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={mots.ajouter}
      consultation={consultation}
      fil={filDuModule(ouvert)}
      reprise={reprise}
      chapeau={
        etat === 'ouverte' && (
          <p>La consultation est ouverte : ce que vous ajoutez paraît aussitôt, et ne pourra plus changer.</p>
        )
      }
    >
      <FormulaireDOrganisateur
        consultation={consultation}
        vers={`${cheminDuModule(ouvert)}/ajouter`}
        bouton={mots.ajouter}
        retour={cheminDuModule(ouvert)}
        renoncer='Revenir sans rien ajouter'
      >
        <ChampsDItem module={module} reprise={reprise} />
      </FormulaireDOrganisateur>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

function ChampsDItem({ module, reprise: { champs = {}, fautes = [] } }: { module: Module; reprise: Reprise }) {
  const article = module.nature === 'texte'
  return (
    <>
      <Champ
        nom='titre'
        libelle={article ? 'Le titre de l’article' : 'La proposition, en une phrase'}
        valeur={champs.titre}
        erreur={erreurDe(fautes, 'titre')}
        obligatoire
      />
      <ZoneTexte
        nom='texte'
        libelle={article ? 'Le texte de l’article' : 'Quelques explications'}
        indication='Une ligne vide sépare deux paragraphes. Une ligne qui commence par « - » est une puce.'
        valeur={champs.texte}
        erreur={erreurDe(fautes, 'texte')}
        lignes={article ? 12 : 6}
      />
    </>
  )
}

async function submitAjout(c: Contexte, ouvert: AtelierDeModule) {
  const champs = await readFormulaire(c)
  const lue = lireProposition(champs)
  if (!lue.ok) return showAjout(c, ouvert, { champs, fautes: lue.error })
  const fait = await ajouterItem(c.var.db, cibleDe(ouvert, champs), ouvert.module.adresse, lue.value, c.var)
  if (fait.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=item#item-${fait.value}`, 303)
  return refuser(c, fait, async (refus) => showAjout(c, await relireModule(c, ouvert), { champs, refus }))
}

function showItem(c: Contexte, ouvert: AtelierDItem, reprise: Reprise = {}) {
  const { module, consultation, item, etat } = ouvert
  // What people answered no longer changes: the page that everybody reads is where to see it.
  if (!peutFaire('preparer', etat) && !reprise.refus) return c.redirect(cheminItem(consultation, item), 303)
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={motsDe(module).modifier}
      consultation={consultation}
      fil={filDuModule(ouvert)}
      reprise={reprise}
    >
      <FormulaireDOrganisateur
        consultation={consultation}
        vers={cheminDeLItem(ouvert)}
        bouton='Enregistrer'
        retour={cheminDuModule(ouvert)}
      >
        <ChampsDItem module={module} reprise={{ champs: { titre: item.titre, texte: item.texte }, ...reprise }} />
      </FormulaireDOrganisateur>
      <section class='section split'>
        <h2>Retirer</h2>
        <form method='post' action={`${cheminDeLItem(ouvert)}/retirer`}>
          <Revision consultation={consultation} />
          <p>Elle disparaît de la consultation. Son numéro ne servira plus.</p>
          <p class='btns mt4'>
            <Bouton>Retirer</Bouton>
          </p>
        </form>
      </section>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

async function submitItem(c: Contexte, ouvert: AtelierDItem) {
  const champs = await readFormulaire(c)
  const lue = lireProposition(champs)
  if (!lue.ok) return showItem(c, ouvert, { champs, fautes: lue.error })
  const fait = await modifierItem(c.var.db, cibleDe(ouvert, champs), ouvert.item.numero, lue.value, c.var)
  if (fait.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=item-modifie#item-${ouvert.item.numero}`, 303)
  return refuser(c, fait, async (refus) => showItem(c, await relireModule(c, ouvert), { champs, refus }))
}

async function submitDeplacementDItem(c: Contexte, ouvert: AtelierDItem) {
  const champs = await readFormulaire(c)
  const vers = champs.vers === 'haut' ? 'haut' : 'bas'
  const fait = await deplacerItem(c.var.db, cibleDe(ouvert, champs), ouvert.item.numero, vers, c.var)
  if (fait.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=deplace#item-${ouvert.item.numero}`, 303)
  return refuser(c, fait, async (refus) => rendreModule(c, await relireModule(c, ouvert), refus))
}

async function submitRetraitDItem(c: Contexte, ouvert: AtelierDItem) {
  const champs = await readFormulaire(c)
  const fait = await retirerItem(c.var.db, cibleDe(ouvert, champs), ouvert.item.numero, c.var)
  if (fait.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=item-retire`, 303)
  return refuser(c, fait, async (refus) => rendreModule(c, await relireModule(c, ouvert), refus))
}

/** A first comment in the organiser's name, before anybody else may write one (AMB-21). */
function showEchange(c: Contexte, ouvert: AtelierDItem, reprise: Reprise = {}) {
  const { consultation, item, etat } = ouvert
  if (!peutFaire('preparer', etat) && !reprise.refus) return c.redirect(cheminItem(consultation, item), 303)
  const { champs = {}, fautes = [] } = reprise
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre='Lancer l’échange'
      consultation={consultation}
      fil={filDuModule(ouvert)}
      reprise={reprise}
      chapeau={
        <>
          <p class='lead'>{item.titre}</p>
          <p>Ce commentaire paraît avant l’ouverture. Il est signé « l’organisateur » : chacun sait qui l’a écrit.</p>
        </>
      }
    >
      <form class='form' method='post' action={`${cheminDeLItem(ouvert)}/echange`} novalidate>
        <ZoneTexte
          nom='texte'
          libelle='Votre commentaire'
          valeur={champs.texte}
          erreur={erreurDe(fautes, 'texte')}
          lignes={6}
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Publier ce commentaire</Bouton>
          <a href={cheminDuModule(ouvert)}>Revenir sans rien écrire</a>
        </p>
      </form>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

async function submitEchange(c: Contexte, ouvert: AtelierDItem) {
  const champs = await readFormulaire(c)
  const lu = lireEchange(champs)
  if (!lu.ok) return showEchange(c, ouvert, { champs, fautes: lu.error })
  if (!peutFaire('preparer', ouvert.etat))
    return showEchange(c, ouvert, {
      champs,
      refus: 'La consultation est ouverte : commentez sur sa page, comme tout le monde.'
    })
  const ecrit = await commenter(c.var.db, ouvert.item.id, { texte: lu.value }, { ...outilsDe(c), enOrganisateur: true })
  if (ecrit.ok) return c.redirect(`${cheminDuModule(ouvert)}?fait=echange#item-${ouvert.item.numero}`, 303)
  return showEchange(c, ouvert, { champs, refus: direRefus(ecrit.error, ouvert.dire) })
}

/** The module as it now is, to show it again after a refusal. */
async function relireModule<O extends AtelierDeModule>(c: Contexte, ouvert: O): Promise<O> {
  const relue = await ouvrirAtelier(c)
  if (relue instanceof Response) return ouvert
  const module = await findModuleById(c.var.db, ouvert.module.id)
  return { ...ouvert, ...relue, module: module ?? ouvert.module }
}

async function refuser(
  c: Contexte,
  issue: Extract<Result<unknown, RefusDePreparer>, { ok: false }>,
  remontrer: (refus: string) => Reponse
): Promise<Response> {
  const { error } = issue
  if (error.raison === 'inconnue') return c.notFound()
  if (error.raison === 'interdit') return pageErreur(c, 403)
  return remontrer(direRefusDOrganiser(error))
}
