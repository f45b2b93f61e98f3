import type { Child } from 'hono/jsx'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Instant, Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { SEUIL_MEME, SEUIL_REVOIR } from '../../domain/rapprochement/poids.ts'
import { champ, type NomChamp } from '../../domain/schema.ts'
import { type Valeur, valeurEnClair } from './mots.ts'

export interface HistoireProps {
  readonly cadre: CadrePage
  readonly lieu: { readonly id: number; readonly nom: string; readonly href: string }
  readonly enregistrements: readonly EnregistrementVu[]
  readonly paires: readonly PaireVue[]
  readonly voisins: readonly VoisinVu[]
  readonly valeurs: readonly ChoixDeValeur[]
  readonly decisions: readonly DecisionVue[]
  readonly changements: readonly ChangementVu[]
  /** How many changes there are in all, when only the latest are shown. */
  readonly totalChangements: number
  /** True for who may decide: forms are then shown. */
  readonly peutDecider: boolean
  readonly message?: { readonly ton: 'succes' | 'danger'; readonly titre: string; readonly texte: string } | undefined
  readonly erreurReunion?: string | undefined
  readonly saisieReunion?: string | undefined
}

export interface EnregistrementVu {
  readonly source: { readonly nom: string; readonly href: string }
  readonly sourceId: string
  readonly cle: string
  readonly nom: string
  readonly adresse: string
  readonly date: string
  readonly disparuLe?: string | undefined
}

export interface PreuveVue {
  readonly texte: string
  readonly poids: number
}

export interface PaireVue {
  readonly a: string
  readonly b: string
  readonly score: number
  readonly preuves: readonly PreuveVue[]
}

/** Another lieu that looks like this one, without the evidence being enough. */
export interface VoisinVu {
  readonly id: number
  readonly nom: string
  readonly href: string
  readonly adresse: string
  readonly preuves: readonly PreuveVue[]
  /** The two records compared, for « ce n’est pas le même lieu ». */
  readonly a: { readonly source: string; readonly cle: string }
  readonly b: { readonly source: string; readonly cle: string }
}

export interface ChoixDeValeur {
  readonly champ: NomChamp
  readonly affichee: Valeur
  readonly choisie: boolean
  readonly options: readonly {
    readonly source: string
    readonly sourceId: string
    readonly cle: string
    readonly valeur: Valeur
    readonly date: string
  }[]
}

export interface DecisionVue {
  readonly lot: string
  readonly phrase: string
  readonly auteur: string
  readonly le: Date
  readonly motif: string
  readonly annulee?: { readonly le: Date; readonly par: string } | undefined
}

export interface ChangementVu {
  readonly le: Date
  readonly cause: string
  readonly lignes: readonly string[]
}

/** What a score means to a person: the words follow the thresholds that matching acts on. */
export function direScore(score: number): string {
  if (score >= SEUIL_MEME + 20) return 'presque certainement le même lieu'
  if (score >= SEUIL_MEME) return 'très probablement le même lieu'
  return score >= SEUIL_REVOIR ? 'peut-être le même lieu' : 'sans doute deux lieux différents'
}

export function HistoireVue(props: HistoireProps) {
  const { cadre, lieu, message, peutDecider } = props
  return (
    <Page
      cadre={cadre}
      titre={`Pourquoi cette fiche : ${lieu.nom}`}
      menuActif='/lieux'
      horsMoteurs
      enErreur={message?.ton === 'danger' || props.erreurReunion !== undefined}
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Tous les lieux', href: '/lieux' },
        { libelle: lieu.nom, href: lieu.href },
        { libelle: 'Pourquoi cette fiche' }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Pourquoi cette fiche</h1>
          <p class='lead'>
            {compter(
              props.enregistrements.filter((e) => !e.disparuLe).length,
              'enregistrement parle',
              'enregistrements parlent'
            )}{' '}
            de <a href={lieu.href}>{lieu.nom}</a>. Voici d’où ils viennent, et ce qui les réunit.
          </p>
        </div>
        {message && (
          <Alerte ton={message.ton} titre={message.titre}>
            <p>{message.texte}</p>
          </Alerte>
        )}
        {props.erreurReunion && (
          <ResumeErreurs erreurs={[{ champ: 'avec', message: props.erreurReunion }]} garde='Rien n’a été changé.' />
        )}
        <Enregistrements {...props} />
        <Preuves {...props} />
        {props.voisins.length > 0 && <Voisins {...props} />}
        {peutDecider && <Reunir {...props} />}
        {peutDecider && props.valeurs.length > 0 && <Valeurs {...props} />}
        {props.decisions.length > 0 && <Decisions {...props} />}
        <Changements {...props} />
      </div>
    </Page>
  )
}

function Section({ id, titre, aparte, children }: { id: string; titre: string; aparte?: Child; children?: Child }) {
  return (
    <section class='section split' aria-labelledby={id}>
      <div class='stack'>
        <h2 id={id}>{titre}</h2>
        {aparte}
      </div>
      <div class='stack'>{children}</div>
    </section>
  )
}

function Enregistrements({ lieu, enregistrements, peutDecider }: HistoireProps) {
  const presents = enregistrements.filter((e) => !e.disparuLe)
  const separable = peutDecider && presents.length > 1
  const table = (
    <Tableau
      legende='Chaque ligne est ce qu’une source dit de ce lieu.'
      lignes={enregistrements}
      discret
      colonnes={[
        ...(separable
          ? [
              {
                titre: 'Autre lieu',
                cellule: (e: EnregistrementVu) =>
                  e.disparuLe ? (
                    '–'
                  ) : (
                    <label class='check'>
                      <input type='checkbox' name='cle' value={`${e.sourceId} ${e.cle}`} />
                      <span class='vh'>
                        Séparer « {e.nom} », {e.source.nom}
                      </span>
                    </label>
                  )
              }
            ]
          : []),
        { titre: 'Nom', cellule: (e: EnregistrementVu) => e.nom },
        { titre: 'Adresse', cellule: (e: EnregistrementVu) => e.adresse },
        {
          titre: 'Source',
          cellule: (e: EnregistrementVu) => (
            <>
              <a href={e.source.href}>{e.source.nom}</a>
              <span class='hint break'>n° {e.cle}</span>
            </>
          )
        },
        {
          titre: 'Date',
          cellule: (e: EnregistrementVu) => (
            <>
              <Jour date={e.date} court />
              {e.disparuLe && (
                <span class='hint'>
                  disparu depuis le <Jour date={e.disparuLe} court />
                </span>
              )}
            </>
          )
        }
      ]}
    />
  )
  return (
    <Section id='titre-enregistrements' titre='Les enregistrements'>
      {separable ? (
        <form method='post' action={`/administration/lieux/${lieu.id}/separation`} class='stack'>
          {table}
          <Champ nom='motif' libelle='Pourquoi les séparer (facultatif)' id='motif-separation' />
          <p class='btns'>
            <Bouton>Faire des lignes cochées un autre lieu</Bouton>
          </p>
          <p class='hint'>Cette décision tient à chaque nouvelle livraison. Elle peut être annulée plus bas.</p>
        </form>
      ) : (
        table
      )}
    </Section>
  )
}

export function ListePreuves({ preuves }: { preuves: readonly PreuveVue[] }) {
  return (
    <Tableau
      legende='Du plus au moins important. Dix points de plus : dix fois plus probable.'
      discret
      lignes={preuves}
      colonnes={[
        { titre: 'Ce que l’on constate', cellule: ({ texte }) => texte },
        {
          titre: 'Poids',
          nombre: true,
          cellule: ({ poids }) => (poids > 0 ? `+${nombre(Math.round(poids))}` : `−${nombre(Math.round(-poids))}`)
        }
      ]}
    />
  )
}

function Preuves({ paires, enregistrements }: HistoireProps) {
  if (enregistrements.filter((e) => !e.disparuLe).length < 2) return null
  return (
    <Section id='titre-preuves' titre='Ce qui les réunit'>
      {paires.length === 0 ? (
        <p>Ces enregistrements sont réunis par une décision, ou parce que chacun ressemble à un autre.</p>
      ) : (
        paires.map(({ a, b, score, preuves }) => (
          <details>
            <summary>
              <b>{a}</b> et <b>{b}</b> : {direScore(score)}
            </summary>
            <ListePreuves preuves={preuves} />
          </details>
        ))
      )}
    </Section>
  )
}

function Voisins({ lieu, voisins, peutDecider }: HistoireProps) {
  return (
    <Section
      id='titre-voisins'
      titre='Peut-être le même lieu'
      aparte={<p class='soft'>Ces fiches se ressemblent, sans que les preuves suffisent à les réunir.</p>}
    >
      {voisins.map((v) => (
        <details>
          <summary>
            <b>{v.nom}</b>, {v.adresse}
          </summary>
          <p>
            <a href={v.href}>Voir la fiche de « {v.nom} »</a>
          </p>
          <ListePreuves preuves={v.preuves} />
          {peutDecider && (
            <div class='btns mt4'>
              <form method='get' action={`/administration/lieux/${lieu.id}/reunion`}>
                <input type='hidden' name='avec' value={String(v.id)} />
                <Bouton petit>
                  Comparer, pour les réunir<span class='vh'> : {v.nom}</span>
                </Bouton>
              </form>
              <form method='post' action={`/administration/lieux/${lieu.id}/distinction`}>
                <input type='hidden' name='a' value={`${v.a.source} ${v.a.cle}`} />
                <input type='hidden' name='b' value={`${v.b.source} ${v.b.cle}`} />
                <Bouton petit>
                  Ce n’est pas le même lieu<span class='vh'> : {v.nom}</span>
                </Bouton>
              </form>
            </div>
          )}
        </details>
      ))}
    </Section>
  )
}

function Reunir({ lieu, erreurReunion, saisieReunion }: HistoireProps) {
  return (
    <Section id='titre-reunir' titre='Réunir avec une autre fiche'>
      <form method='get' action={`/administration/lieux/${lieu.id}/reunion`} class='stack'>
        <Champ
          nom='avec'
          libelle='L’autre fiche'
          indication='Son adresse, ou le numéro qui s’y trouve (par exemple 1234).'
          erreur={erreurReunion}
          valeur={saisieReunion}
        />
        <p class='btns'>
          <Bouton>Comparer les deux fiches</Bouton>
        </p>
      </form>
    </Section>
  )
}

function Valeurs({ lieu, valeurs }: HistoireProps) {
  return (
    <Section
      id='titre-valeurs'
      titre='Choisir une valeur'
      aparte={<p class='soft'>Là où les sources se contredisent. Votre choix l’emporte sur les livraisons à venir.</p>}
    >
      {valeurs.map(({ champ: nom, affichee, choisie, options }) => (
        <details>
          <summary>
            <b>{champ(nom).libelle}</b> : {valeurEnClair(nom, affichee)}{' '}
            {choisie && <Etiquette ton='succes'>choisie</Etiquette>}
          </summary>
          <form method='post' action={`/administration/lieux/${lieu.id}/valeur`} class='stack'>
            <input type='hidden' name='champ' value={nom} />
            <fieldset>
              <legend class='vh'>{champ(nom).libelle}</legend>
              {options.map((o, i) => (
                <label class='check'>
                  <input type='radio' name='cle' value={`${o.sourceId} ${o.cle}`} checked={i === 0} />
                  <span>
                    {valeurEnClair(nom, o.valeur)}
                    <span class='hint'>
                      {o.source}, <Jour date={o.date} court />
                    </span>
                  </span>
                </label>
              ))}
            </fieldset>
            <p class='btns'>
              <Bouton petit>
                Garder cette valeur<span class='vh'> : {champ(nom).libelle}</span>
              </Bouton>
            </p>
          </form>
        </details>
      ))}
    </Section>
  )
}

function Decisions({ lieu, decisions, peutDecider }: HistoireProps) {
  return (
    <Section id='titre-decisions' titre='Ce que des personnes ont décidé'>
      <ul class='rows'>
        {decisions.map((d) => (
          <li>
            <b>{d.phrase}</b>
            <span class='soft'>
              Par {d.auteur}, le <Instant date={d.le} />.{d.motif && ` Motif : ${d.motif}`}
            </span>
            {d.annulee ? (
              <span class='soft'>
                Annulée par {d.annulee.par}, le <Instant date={d.annulee.le} />.
              </span>
            ) : (
              peutDecider && (
                <form method='post' action={`/administration/lieux/${lieu.id}/annulation`}>
                  <input type='hidden' name='lot' value={d.lot} />
                  <Bouton petit>
                    Annuler cette décision<span class='vh'> : {d.phrase}</span>
                  </Bouton>
                </form>
              )
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Changements({ changements, totalChangements }: HistoireProps) {
  return (
    <Section id='titre-historique' titre='Historique'>
      {changements.length === 0 && <p>Aucun changement noté.</p>}
      <ol class='time'>
        {changements.map(({ le, cause, lignes }) => (
          <li class='done'>
            <p class='when'>
              <Instant date={le} />
            </p>
            <h3>{cause}</h3>
            <ul>
              {lignes.map((ligne) => (
                <li class='break'>{ligne}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {totalChangements > 200 && (
        <Note>Seuls les 200 derniers changements sont montrés, sur {nombre(totalChangements)}.</Note>
      )}
    </Section>
  )
}

export interface ReunionProps {
  readonly cadre: CadrePage
  readonly lieux: readonly [FicheAComparer, FicheAComparer]
  readonly lignes: readonly {
    readonly champ: string
    readonly a: string
    readonly b: string
    readonly differe: boolean
  }[]
  /** What the evidence says, in words. */
  readonly verdict: string
  readonly preuves: readonly PreuveVue[]
  readonly refus?: string | undefined
}

interface FicheAComparer {
  readonly id: number
  readonly nom: string
  readonly href: string
}

/** The two fiches side by side, before a person says that they are one lieu. */
export function ReunionVue({ cadre, lieux: [a, b], lignes, verdict, preuves, refus }: ReunionProps) {
  return (
    <Page
      cadre={cadre}
      titre='Réunir deux fiches'
      horsMoteurs
      enErreur={refus !== undefined}
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: a.nom, href: `${a.href}/histoire` }, { libelle: 'Réunir' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Est-ce le même lieu ?</h1>
          <p class='lead'>D’après les preuves : {verdict}.</p>
        </div>
        {refus && (
          <Alerte ton='danger' titre='Cette réunion est refusée'>
            <p>{refus}</p>
          </Alerte>
        )}
        <Tableau
          legende='Les deux fiches, côte à côte.'
          lignes={lignes}
          colonnes={[
            { titre: 'Information', cellule: (l) => l.champ },
            { titre: a.nom, cellule: (l) => l.a || 'non renseigné' },
            { titre: b.nom, cellule: (l) => (l.differe ? <b>{l.b || 'non renseigné'}</b> : l.b || 'non renseigné') }
          ]}
        />
        <section class='section' aria-labelledby='titre-preuves'>
          <h2 id='titre-preuves'>Les preuves</h2>
          <ListePreuves preuves={preuves} />
        </section>
        <form method='post' action={`/administration/lieux/${a.id}/reunion`} class='form stack'>
          <input type='hidden' name='avec' value={String(b.id)} />
          <Champ nom='motif' libelle='Pourquoi les réunir (facultatif)' />
          <p class='btns'>
            <Bouton principal>Réunir ces deux fiches</Bouton>
            <a href={`${a.href}/histoire`}>Ne rien changer</a>
          </p>
          <p class='hint'>L’adresse de la fiche qui disparaît mènera à l’autre. Vous pourrez annuler.</p>
        </form>
      </div>
    </Page>
  )
}
