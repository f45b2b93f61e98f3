import type { Child } from 'hono/jsx'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../platform/ui/composants/choix/choix.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findLieu } from '../../annuaire/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { agirDuLieu, type DemandeDuLieu, type RefusDuLieu } from '../actions/adhesion/agir-du-lieu.ts'
import { netTexte } from '../domain/adhesion/bureau.ts'
import { direActeRefuse, direEtat, direInstant, direSilence } from '../domain/adhesion/dire.ts'
import {
  ACTES_DU_LIEU,
  type ActeDuLieu,
  NOMS_DES_ACTES_DU_LIEU,
  verifierTexteDuLieu
} from '../domain/adhesion/suivi.ts'
import { deGenre } from '../domain/charte.ts'
import type { FauteDeChamp } from '../domain/parametre.ts'
import { findContenu } from '../store/charte.store.ts'
import { rendreSuivi } from './suivi.page.tsx'
import { FeuilleAdhesion } from './vues/feuille-adhesion.tsx'
import { cheminSuivi, filSuivi, ouvrirSuivi, type SuiviOuvert } from './vues/suivi.tsx'

export const routesSuiviActes: readonly Route[] = NOMS_DES_ACTES_DU_LIEU.flatMap((acte) => {
  const { permission } = ACTES_DU_LIEU[acte]
  const chemin = `/adhesions/:id/suivi/${acte}`
  return [
    { methode: 'get', chemin, permission, traiter: (c) => showActe(c, acte) },
    { methode: 'post', chemin, permission, traiter: (c) => submitActe(c, acte) }
  ] satisfies Route[]
})

type Champs = Readonly<Record<string, string>>

async function showActe(c: Contexte, acte: ActeDuLieu) {
  const ouvert = await ouvrirSuivi(c)
  if (ouvert instanceof Response) return ouvert
  return ouvert.actes.includes(acte) ? rendreActe(c, ouvert, acte) : refuserActe(c, ouvert, acte)
}

async function submitActe(c: Contexte, acte: ActeDuLieu) {
  const ouvert = await ouvrirSuivi(c)
  if (ouvert instanceof Response) return ouvert
  const champs = await readFormulaire(c)
  const lue = lire(acte, champs)
  if (!ouvert.actes.includes(acte)) return refuserActe(c, ouvert, acte)
  if (!lue.ok) return rendreActe(c, ouvert, acte, champs, lue.error)
  const { db, now, acteur } = c.var
  const geo = await obtenirGeographie(db)
  const issue = await agirDuLieu(db, ouvert.dossier.id, lue.value, { acteur, now, geo })
  if (issue.ok) return c.redirect(`${cheminSuivi(ouvert.dossier.id)}?fait=${acte}`, 303)
  if (issue.error.raison === 'interdit') return pageErreur(c, 403)
  return rendreSuivi(c, ouvert, direRefus(issue.error, ouvert.regles.zone))
}

/** Not this person's to do, or no longer to be done. */
function refuserActe(c: Contexte, ouvert: SuiviOuvert, acte: ActeDuLieu) {
  const engage = ACTES_DU_LIEU[acte].permission === 'adhesion:engager'
  if (engage && !ouvert.engage) return pageErreur(c, 403)
  const { court } = direEtat(ouvert.avancee.situation, 'lieu', ouvert.regles.zone)
  return rendreSuivi(
    c,
    ouvert,
    `Ce n’est pas possible maintenant : c’est peut-être déjà fait. État de l’adhésion : ${court.toLowerCase()}.`
  )
}

function direRefus(refus: RefusDuLieu, zone: string): string {
  switch (refus.raison) {
    case 'interdit':
    case 'lieu-inconnu':
      return 'La fiche de ce lieu n’est plus dans l’annuaire, ou elle a été réunie avec une autre.'
    case 'deja-demande':
      return 'Votre demande est déjà arrivée. Le comité doit vous répondre.'
    case 'deja-acceptee':
      return 'Vous avez déjà accepté cette version.'
    case 'ailleurs':
      return 'L’adhésion ne peut plus aller à ce lieu : le délai est passé, ou ce n’est pas une partie de la même fiche.'
    case 'occupe':
      return 'L’autre lieu a déjà commencé son chemin avec ce réseau : il le garde.'
    default:
      return direActeRefuse(refus, zone)
  }
}

function lire(acte: ActeDuLieu, champs: Champs): Result<DemandeDuLieu, readonly FauteDeChamp[]> {
  const texte = netTexte(champs.texte)
  const faute = verifierTexteDuLieu('texte', texte)
  switch (acte) {
    case 'corriger':
    case 'demander':
      return faute ? refuse([faute]) : ok({ acte, texte })
    case 'confirmer':
      return champs.tient === 'oui'
        ? ok({ acte })
        : refuse([{ champ: 'tient', message: 'Cochez la case pour confirmer vos engagements.' }])
    case 'accepter': {
      const numero = /^\d{1,6}$/.test(champs.numero ?? '') ? Number(champs.numero) : 0
      return champs.lue === 'oui'
        ? ok({ acte, numero })
        : refuse([{ champ: 'lue', message: 'Cochez la case pour dire que vous acceptez cette version.' }])
    }
    case 'deplacer':
      return /^\d{1,15}$/.test(champs.lieu ?? '')
        ? ok({ acte, versLieu: Number(champs.lieu) })
        : refuse([{ champ: 'lieu', message: 'Choisissez le lieu qui gardera l’adhésion.' }])
    case 'quitter': {
      const cesse = champs.cesse === 'oui'
      const sansConfusion = champs.sans_confusion === 'oui'
      const fautes = [
        ...(cesse ? [] : [{ champ: 'cesse', message: 'Cochez le premier engagement pour quitter le réseau.' }]),
        ...(sansConfusion
          ? []
          : [{ champ: 'sans_confusion', message: 'Cochez le deuxième engagement pour quitter le réseau.' }]),
        // Nobody has to say why they leave.
        ...(texte.length > 5_000 && faute ? [faute] : [])
      ]
      return fautes.length > 0 ? refuse(fautes) : ok({ acte, cesse, sansConfusion, texte })
    }
  }
}

async function rendreActe(
  c: Contexte,
  ouvert: SuiviOuvert,
  acte: ActeDuLieu,
  champs: Champs = {},
  fautes: readonly FauteDeChamp[] = []
) {
  const { titre, lien } = ACTES_DU_LIEU[acte]
  const { dossier } = ouvert
  return rendrePage(
    c,
    <FeuilleAdhesion c={c} titre={titre} fil={filSuivi(ouvert)} enErreur={fautes.length > 0}>
      <form class='form' method='post' action={`${cheminSuivi(dossier.id)}/${acte}`} novalidate>
        <ResumeErreurs erreurs={fautes} />
        {await corpsDe(c, ouvert, acte, champs, fautes)}
        <p class='btns'>
          <Bouton principal>{acte === 'corriger' || acte === 'demander' ? 'Envoyer' : lien}</Bouton>
          <a href={cheminSuivi(dossier.id)}>Ne rien changer</a>
        </p>
      </form>
    </FeuilleAdhesion>,
    fautes.length > 0 ? 422 : 200
  )
}

async function corpsDe(
  c: Contexte,
  ouvert: SuiviOuvert,
  acte: ActeDuLieu,
  champs: Champs,
  fautes: readonly FauteDeChamp[]
): Promise<Child> {
  const { avancee, regles, lieu, charte, liante, nouvelle } = ouvert
  const { situation } = avancee
  const silence = direSilence(situation, 'lieu', regles.zone, c.var.now)
  switch (acte) {
    case 'corriger':
      return (
        <>
          {silence && (
            <Note ton='attention'>
              <p>
                Vous avez jusqu’au <b>{silence.quand}</b> ({silence.reste}) pour répondre. Une réponse envoyée à temps
                arrête le délai : votre lieu reste membre jusqu’à ce que le secrétariat ait jugé.
              </p>
            </Note>
          )}
          <ZoneTexte
            nom='texte'
            libelle='Qu’avez-vous corrigé ?'
            indication='Dites ce qui a changé, et comment on peut le vérifier. Le secrétariat le lira.'
            lignes={8}
            valeur={champs.texte}
            erreur={erreurDe(fautes, 'texte')}
            obligatoire
          />
        </>
      )
    case 'demander':
      return (
        <>
          <Note>
            <p>
              Seul le comité peut rendre son droit à votre lieu. Il doit vous répondre. S’il refuse, il donne ses
              raisons, et vous pouvez écrire à nouveau.
            </p>
          </Note>
          <ZoneTexte
            nom='texte'
            libelle='Votre demande au comité'
            indication='Dites ce qui a changé depuis, et comment on peut le vérifier.'
            lignes={8}
            valeur={champs.texte}
            erreur={erreurDe(fautes, 'texte')}
            obligatoire
          />
        </>
      )
    case 'confirmer': {
      const engagements = liante ? deGenre(await findContenu(c.var.db, liante.id), 'engagement') : []
      const derniere = 'membre' in situation ? situation.membre.confirmeeLe : undefined
      return (
        <>
          <p>
            {derniere
              ? 'Vous avez déjà confirmé vos engagements. Vous pouvez le faire de nouveau à tout moment.'
              : 'Relisez ce à quoi votre lieu s’est engagé.'}
          </p>
          <div class='prose'>
            <ul>
              {engagements.map(({ libelle }) => (
                <li>{libelle}</li>
              ))}
            </ul>
          </div>
          <Cases
            nom='tient'
            legende='Votre confirmation'
            erreur={erreurDe(fautes, 'tient')}
            options={[{ valeur: 'oui', libelle: `« ${lieu.nom} » tient toujours ces engagements.` }]}
          />
        </>
      )
    }
    case 'accepter':
      return (
        <>
          <p>
            Votre lieu est lié par la version {liante?.numero}. Sans rien faire, la version {nouvelle?.numero} le liera
            {'membre' in situation && situation.membre.fin
              ? ' au prochain renouvellement de son adhésion.'
              : ' quand vous l’accepterez.'}{' '}
            Vous pouvez l’accepter dès maintenant.
          </p>
          <p>
            <a href={`/chartes/${charte.id}/comparer?de=${liante?.numero}&a=${nouvelle?.numero}`}>
              Voir ce qui change entre les deux versions
            </a>
          </p>
          <input type='hidden' name='numero' value={String(nouvelle?.numero ?? '')} />
          <Cases
            nom='lue'
            legende='Votre accord'
            erreur={erreurDe(fautes, 'lue')}
            options={[
              {
                valeur: 'oui',
                libelle: `J’ai lu la version ${nouvelle?.numero}, et je l’accepte pour « ${lieu.nom} ».`
              }
            ]}
          />
        </>
      )
    case 'deplacer': {
      const autres = await Promise.all(
        ouvert.deplacements.map(async ({ versLieu, fin }) => ({ fin, autre: await findLieu(c.var.db, versLieu) }))
      )
      return (
        <>
          <p>
            La fiche de « {lieu.nom} » a été séparée en plusieurs lieux. L’adhésion est restée ici. Vous pouvez la
            donner à un autre : celui-ci la perdra aussitôt.
          </p>
          <BoutonsRadio
            nom='lieu'
            legende='Quel lieu garde l’adhésion ?'
            choisis={champs.lieu ? [champs.lieu] : []}
            erreur={erreurDe(fautes, 'lieu')}
            options={autres.flatMap(({ autre, fin }) =>
              autre
                ? [
                    {
                      valeur: String(autre.id),
                      libelle: autre.nom,
                      indication: `Possible avant le ${direInstant(fin, regles.zone)}`
                    }
                  ]
                : []
            )}
          />
        </>
      )
    }
    case 'quitter': {
      const barre = situation.etat === 'AVERTI' || situation.etat === 'SUSPENDU'
      return (
        <>
          <Note ton='attention'>
            <p>
              Dès que vous envoyez ce formulaire, « {lieu.nom} » n’est plus{' '}
              {'membre' in situation ? 'membre de ce réseau' : 'candidat'}. Sa fiche reste dans l’annuaire.
            </p>
            <p>
              {barre
                ? 'Votre lieu a reçu un avertissement : pour revenir plus tard, il lui faudra l’accord du comité.'
                : 'Vous pourrez revenir quand vous voulez, avec une nouvelle déclaration.'}
            </p>
          </Note>
          <Cases
            nom='cesse'
            legende='Premier engagement'
            choisis={champs.cesse === 'oui' ? ['oui'] : []}
            erreur={erreurDe(fautes, 'cesse')}
            options={[{ valeur: 'oui', libelle: 'Nous cessons aussitôt d’utiliser le signe et le logo du réseau.' }]}
          />
          <Cases
            nom='sans_confusion'
            legende='Deuxième engagement'
            choisis={champs.sans_confusion === 'oui' ? ['oui'] : []}
            erreur={erreurDe(fautes, 'sans_confusion')}
            options={[
              {
                valeur: 'oui',
                libelle: 'Nous ne créons pas un réseau concurrent dont le nom pourrait tromper le public.'
              }
            ]}
          />
          <ZoneTexte
            nom='texte'
            libelle='Pourquoi partez-vous ? (facultatif)'
            indication='Le secrétariat le lira.'
            lignes={4}
            valeur={champs.texte}
            erreur={erreurDe(fautes, 'texte')}
          />
        </>
      )
    }
  }
}
