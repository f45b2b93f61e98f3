import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Carte } from '../../../platform/ui/composants/carte/carte.tsx'
import { compter, nombre } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../platform/ui/composants/pagination/pagination.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { direInstant } from '../../charte/index.ts'
import { ETATS, type EtatConsultation } from '../domain/etat.ts'
import { type ConsultationListee, countParEtat, listConsultations } from '../store/liste.store.ts'
import { CONSULTATIONS, cheminDe, GUIDE, PageConsultation } from './vues/cadre.tsx'
import { direPeriode } from './vues/dire.ts'
import { FormulaireSuivre, LienDuFlux } from './vues/suivre.tsx'

export const routesConsultations: readonly Route[] = [
  { methode: 'get', chemin: CONSULTATIONS, permission: 'consultation:lire', traiter: showConsultations }
]

const PAR_PAGE = 50

interface Onglet {
  /** In the address; none for the first one. */
  readonly cle: string
  readonly titre: string
  readonly etats: readonly EtatConsultation[]
  readonly vide: string
}

const EN_COURS: Onglet = {
  cle: '',
  titre: 'Ouvertes et à venir',
  etats: ['ouverte', 'a-venir'],
  vide: 'Aucune consultation n’est ouverte ni annoncée. La prochaine sera ici.'
}

const ONGLETS: readonly Onglet[] = [
  EN_COURS,
  {
    cle: 'close',
    titre: 'Closes',
    etats: ['close'],
    vide: 'Aucune consultation n’attend ses réponses.'
  },
  {
    cle: 'restituee',
    titre: 'Restituées',
    etats: ['restituee'],
    vide: 'Aucune consultation n’a encore reçu toutes ses réponses.'
  },
  { cle: 'archivee', titre: 'Archivées', etats: ['archivee'], vide: 'Aucune consultation n’est archivée.' }
]

async function showConsultations(c: Contexte): Promise<Response> {
  const { db, now } = c.var
  const onglet = ONGLETS.find(({ cle }) => cle === (c.req.query('etat') ?? '')) ?? EN_COURS
  const demandee = c.req.query('page') ?? ''
  const page = /^[1-9]\d{0,3}$/.test(demandee) ? Number(demandee) : 1
  const [comptes, { consultations, total }] = await Promise.all([
    countParEtat(db, now),
    listConsultations(db, { etats: onglet.etats, debut: (page - 1) * PAR_PAGE, nombre: PAR_PAGE }, now)
  ])
  const adresse = (numero: number) =>
    `${CONSULTATIONS}?${new URLSearchParams({ ...(onglet.cle && { etat: onglet.cle }), page: String(numero) })}`
  const groupes = [
    ...onglet.etats.map((etat) => ({
      titre: `Consultations ${PLURIELS[etat]}`,
      lignes: consultations.filter((une) => une.etat === etat && !une.sujet)
    })),
    { titre: 'Sujets', lignes: consultations.filter(({ sujet }) => sujet) }
  ].filter(({ lignes }) => lignes.length > 0)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Consultations'
      tete={<LienDuFlux />}
      description='Les consultations du réseau : donnez votre avis, proposez, lisez les réponses.'
      canonique={`${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}${CONSULTATIONS}${onglet.cle && `?etat=${onglet.cle}`}`}
      chapeau={
        <>
          <p class='lead'>Le réseau vous demande votre avis. Chaque proposition reçoit ensuite une réponse.</p>
          <p>
            Tout le monde peut lire. Pour contribuer, il faut une adresse électronique.{' '}
            <a href={GUIDE}>Comment faire</a>
          </p>
        </>
      }
    >
      <nav aria-label='Les consultations'>
        <ul class='onglets'>
          {ONGLETS.map(({ cle, titre, etats }) => (
            <li>
              <a
                href={`${CONSULTATIONS}${cle && `?etat=${cle}`}`}
                aria-current={cle === onglet.cle ? 'page' : undefined}
              >
                {titre}{' '}
                <span class='num'>{nombre(etats.reduce((somme, etat) => somme + (comptes.get(etat) ?? 0), 0))}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {groupes.length === 0 && <p class='mt6'>{page > 1 ? 'Cette page est vide.' : onglet.vide}</p>}
      {groupes.map(({ titre, lignes }, rang) => (
        <section class='mt6' aria-labelledby={`groupe-${rang}`}>
          <h2 id={`groupe-${rang}`}>{titre}</h2>
          {titre === 'Sujets' && <p class='soft mt3'>Une seule question, posée au fil de l’eau.</p>}
          <ul class='cards mt4'>
            {lignes.map((une) => (
              <Ligne une={une} />
            ))}
          </ul>
        </section>
      ))}
      <Pagination
        titre='Pages de consultations'
        phrase={`${compter(consultations.length, 'consultation', 'consultations')} sur ${nombre(total)}`}
        debut={page > 1 ? { href: adresse(1), libelle: 'Revenir au début' } : undefined}
        suivant={page * PAR_PAGE < total ? { href: adresse(page + 1), libelle: 'Les suivantes' } : undefined}
      />
      <FormulaireSuivre c={c} />
    </PageConsultation>
  )
}

const PLURIELS: Readonly<Record<EtatConsultation, string>> = {
  brouillon: 'en préparation',
  'a-venir': 'à venir',
  ouverte: 'ouvertes',
  close: 'closes',
  restituee: 'restituées',
  archivee: 'archivées'
}

function Ligne({ une }: { une: ConsultationListee }) {
  const dire = (instant: Date) => direInstant(instant, une.fuseau)
  return (
    <Carte
      titre={une.titre}
      href={cheminDe(une)}
      sousTitre={une.question}
      details={[
        <Etiquette ton={une.etat === 'ouverte' ? 'succes' : 'info'}>{ETATS[une.etat]}</Etiquette>,
        direPeriode({ consultation: une, etat: une.etat, dire }),
        compter(une.propositions, 'proposition', 'propositions', 'aucune'),
        une.reseau
      ]}
    />
  )
}
