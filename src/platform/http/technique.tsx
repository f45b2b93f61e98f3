import { sql } from 'kysely'
import { VERSION } from '../../racine.ts'
import { etatJobs } from '../jobs/index.ts'
import { findCourriel, listCourriels } from '../mail/index.ts'
import { Instant } from '../ui/composants/date/date.tsx'
import { Page, rendrePage } from '../ui/page.tsx'
import type { Contexte, Feature } from './feature.ts'

/** Pages of the machine room: health for whoever watches the site, the mailbox of development. */
export const technique: Feature = {
  nom: 'technique',
  permissions: {
    'sante:lire': { visiteur: 'partout' },
    'courriels-de-developpement:lire': { visiteur: 'partout' }
  },
  routes: [
    { methode: 'get', chemin: '/sante', permission: 'sante:lire', traiter: sante },
    { methode: 'get', chemin: '/dev/courriels', permission: 'courriels-de-developpement:lire', traiter: courriels },
    { methode: 'get', chemin: '/dev/courriels/:id', permission: 'courriels-de-developpement:lire', traiter: courriel },
    {
      methode: 'get',
      chemin: '/robots.txt',
      permission: 'sante:lire',
      traiter: (c) => c.text('User-agent: *\nDisallow: /administration\nDisallow: /dev\n')
    }
  ]
}

/** 200 when the site can serve, 503 when it cannot: database, jobs, version. */
async function sante(c: Contexte): Promise<Response> {
  const debut = performance.now()
  try {
    await sql`select 1`.execute(c.var.db)
    const jobs = await etatJobs(c.var.db)
    const retardMs = jobs.plusAncien ? c.var.now.getTime() - jobs.plusAncien.getTime() : 0
    return c.json(
      {
        etat: 'ok',
        version: VERSION,
        base: { etat: 'ok', ms: Math.round(performance.now() - debut) },
        travaux: {
          etat: retardMs > 5 * 60_000 ? 'en-retard' : 'ok',
          en_attente: jobs.enAttente,
          en_echec: jobs.enEchec,
          retard_s: Math.round(retardMs / 1000)
        }
      },
      200,
      { 'cache-control': 'no-store' }
    )
  } catch (err) {
    c.var.journaux.error({ err }, 'base injoignable')
    return c.json({ etat: 'panne', version: VERSION, base: { etat: 'injoignable' } }, 503, {
      'cache-control': 'no-store'
    })
  }
}

// The mailbox holds links that open things: it exists only where no message leaves and nobody else listens.
function isMailboxOpen(c: Contexte): boolean {
  const { SMTP_URL, HOTE, DATABASE_URL, URL_PUBLIQUE } = c.var.config
  // A public address: the local one may stand behind a proxy that everybody reaches.
  return (
    SMTP_URL === '' &&
    DATABASE_URL === '' &&
    URL_PUBLIQUE === '' &&
    (HOTE === '127.0.0.1' || HOTE === 'localhost' || HOTE === '::1')
  )
}

async function courriels(c: Contexte): Promise<Response> {
  if (!isMailboxOpen(c)) return c.notFound()
  const messages = await listCourriels(c.var.db)
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Courriels de développement'
      horsMoteurs
      fil={[{ href: '/', libelle: 'Accueil' }, { libelle: 'Courriels' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Courriels de développement</h1>
          <p class='lead'>Aucun serveur d’envoi n’est réglé : les messages restent ici, et personne ne les reçoit.</p>
        </div>
        {messages.length === 0 ? (
          <p>Aucun message pour l’instant.</p>
        ) : (
          <table class='stacked'>
            <caption>Les {messages.length} derniers messages</caption>
            <thead>
              <tr>
                <th scope='col'>Sujet</th>
                <th scope='col'>Pour</th>
                <th scope='col'>Écrit le</th>
              </tr>
            </thead>
            <tbody>
              {messages.map(({ id, sujet, destinataire, cree_le }) => (
                <tr>
                  <th scope='row'>
                    <a href={`/dev/courriels/${id}`}>{sujet}</a>
                  </th>
                  <td data-l='Pour'>{destinataire}</td>
                  <td data-l='Écrit le'>
                    <Instant date={cree_le} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Page>
  )
}

async function courriel(c: Contexte): Promise<Response> {
  const id = Number(c.req.param('id'))
  if (!isMailboxOpen(c) || !Number.isSafeInteger(id)) return c.notFound()
  const message = await findCourriel(c.var.db, id)
  if (!message) return c.notFound()
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre={message.sujet}
      horsMoteurs
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: '/dev/courriels', libelle: 'Courriels' },
        { libelle: message.sujet }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{message.sujet}</h1>
          <p>
            Pour {message.destinataire}, écrit le <Instant date={message.cree_le} />
          </p>
          {message.oublier && <p>Ce message parle d’une personne : il s’efface une heure après avoir été écrit.</p>}
        </div>
        <pre class='texte-brut'>{message.texte}</pre>
      </div>
    </Page>
  )
}
