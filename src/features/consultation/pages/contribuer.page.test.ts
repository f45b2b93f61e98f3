import { gzipSync } from 'node:zlib'
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zip } from '../../../platform/lecture/zip.fixture.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { CLOTURE, creerConsultation, OUVERTURE } from '../consultation.fixture.ts'

const MILIEU = new Date('2026-06-09T08:00:00Z')
let maintenant = MILIEU
let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let organisatrice: Personne
let moderateur: Personne

interface Personne {
  readonly id: string
  readonly pseudonyme: string
  readonly cookie: string
}

let suite = 0
async function personne(pseudonyme = `Noisette ${++suite}`): Promise<Personne> {
  const id = await creerCompte(base.db, { courriel: `p${++suite}@exemple.fr`, pseudonyme, sansMotDePasse: true })
  return { id, pseudonyme, cookie: await cookieDe(base.db, id) }
}

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  organisatrice = await personne('Secrétariat')
  await donner(base.db, organisatrice.id, { role: 'secretariat', reseau: 'national' })
  moderateur = await personne('Modération')
  await donner(base.db, moderateur.id, { role: 'moderateur', reseau: 'national' })
})

// Whatever was done above, by anybody and at the same time.
afterAll(async () => {
  const { rows } = await sql`
    select n.*, genres from consultation_item_compte n
    cross join lateral (
      select coalesce(jsonb_object_agg(genre, nombre), '{}') as genres from (
        select genre, count(*) as nombre from consultation_contribution c
        where c.item_id = n.item_id and c.etat = 'publie' group by genre) g
    ) r
    where (commentaires, valeurs, fichiers, actions) is distinct from (
      coalesce((genres->>'commentaire')::int, 0), coalesce((genres->>'valeur')::int, 0),
      coalesce((genres->>'fichier')::int, 0), coalesce((genres->>'action')::int, 0))`.execute(base.db)
  expect(rows).toEqual([])
})

async function ouvrir(options: Parameters<typeof creerConsultation>[1] = {}) {
  const { adresse, id, items } = await creerConsultation(base.db, options)
  return { id, item: items[0] ?? '', racine: `/consultations/${adresse}`, ici: `/consultations/${adresse}/items/1` }
}

const enTant = (qui?: Personne): RequestInit => (qui ? { headers: { cookie: qui.cookie } } : {})
const lire = async (chemin: string, qui?: Personne) => (await site.get(chemin, enTant(qui))).text()
const post = (chemin: string, champs: Record<string, string> | FormData, qui?: Personne) =>
  site.post(chemin, champs, enTant(qui))
const commenter = (ici: string, commentaire: string, qui?: Personne, autres: Record<string, string> = {}) =>
  post(`${ici}/commentaires`, { commentaire, ...autres }, qui)
const retirer = (racine: string, id: string, qui: Personne) => post(`${racine}/contributions/${id}/retirer`, {}, qui)

async function contributions(itemId: string) {
  const { rows } = await sql<{ id: string; genre: string; texte: string; etat: string; fichier_id: number | null }>`
    select id, genre, texte, etat, fichier_id from consultation_contribution where item_id = ${itemId} order by le, id`.execute(
    base.db
  )
  return rows
}

async function compteurs(itemId: string) {
  const { rows } = await sql<Record<'commentaires' | 'valeurs' | 'fichiers' | 'actions', number>>`
    select commentaires, valeurs, fichiers, actions from consultation_item_compte where item_id = ${itemId}`.execute(
    base.db
  )
  return rows[0]
}

describe('commenter', () => {
  it('publie sous le pseudonyme, avec l’heure à la seconde, tel qu’on l’a écrit, et une seule fois', async () => {
    const { ici, item } = await ouvrir()
    const camille = await personne('<b>Camille</b>')
    const texte = 'Le mardi, <script>alert(1)</script> tout change.\nVoir https://exemple.fr/mardi\n\nMerci.'
    const fait = await commenter(ici, texte.replaceAll('\n', '\r\n'), camille)
    expect(fait.headers.get('location')).toBe(`${ici}?fait=commentaire&tri=recent#commentaires`)
    const page = await lire(`${ici}?fait=commentaire`)
    expect(page).toContain('Votre commentaire est publié')
    expect(page).toContain('&lt;b&gt;Camille&lt;/b&gt;')
    expect(page).toContain('09/06/2026 à 10:00:00')
    expect(page).toContain('tout change.<br/>Voir https://exemple.fr/mardi</p>')
    expect(page).not.toMatch(/<script>alert|href="https:\/\/exemple\.fr|<b>Camille/)

    const encore = await commenter(ici, texte, camille)
    expect(encore.status).toBe(409)
    expect(await encore.text()).toContain('Vous avez déjà écrit la même chose ici')
    const cinq = await Promise.all(Array.from({ length: 5 }, () => commenter(ici, 'Moi aussi.', camille)))
    expect(cinq.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409, 409])
    expect(await compteurs(item)).toMatchObject({ commentaires: 2 })
  })

  it('refuse le vide et le trop long, et garde ce qui est écrit', async () => {
    const { ici } = await ouvrir()
    const qui = await personne()
    // Nor does what is made to be slow to read slow anybody.
    const vide = await commenter(ici, `.${' '.repeat(60_000)}\u200b.`, qui)
    expect(vide.status).toBe(422)
    expect(await vide.text()).toContain('href="#commentaire"')
    const long = await commenter(ici, `été${'a'.repeat(4_998)}`, qui)
    expect(long.status).toBe(422)
    expect(await long.text()).toMatch(/5.000 signes au plus.: il y en a 5.001[^]*>étéaaa/)
    expect((await commenter(ici, 'b'.repeat(5_000), qui)).status).toBe(303)
  })

  it('répond à quelqu’un, sur un seul niveau, sans script', async () => {
    const { ici, item, racine } = await ouvrir()
    const autre = await ouvrir()
    const [ana, bea] = [await personne('Ana'), await personne('Béa')]
    await commenter(ici, 'Un soir par semaine.', ana)
    const [premier] = await contributions(item)
    const parent = premier?.id ?? ''
    const formulaire = await lire(`${ici}?repondre=${parent}`, bea)
    expect(formulaire).toMatch(/id="repondre"[^]*Votre réponse à Ana[^]*Un soir par semaine\.[^]*name="parent" value="/)
    const fait = await commenter(ici, 'Plutôt le samedi.', bea, { parent })
    expect(fait.headers.get('location')).toContain(`fil=${parent}`)
    const reponse = (await contributions(item)).find(({ texte }) => texte === 'Plutôt le samedi.')?.id ?? ''

    // An answer to an answer, to a comment of another consultation, to nothing: kept, and said.
    await commenter(autre.ici, 'Ailleurs.', ana)
    const [ailleurs] = await contributions(autre.item)
    for (const faux of [reponse, ailleurs?.id ?? '', '00000000-0000-4000-8000-000000000000']) {
      const refus = await commenter(ici, 'Je réponds.', bea, { parent: faux })
      expect(refus.status).toBe(409)
      expect(await refus.text()).toMatch(/n’est plus là[^]*>Je réponds\.</)
    }
    await expect(
      sql`insert into consultation_contribution (id, consultation_id, item_id, genre, etat, le, parent_id, texte)
        select gen_random_uuid(), consultation_id, item_id, 'commentaire', 'publie', ${MILIEU}, id, 'trop profond'
        from consultation_contribution where id = ${reponse}`.execute(base.db)
    ).rejects.toThrow('foreign key')

    // Taken back: a trace, nobody reads the words but its author and the moderation; the answer stays.
    expect((await retirer(racine, parent, bea)).status).toBe(404)
    expect((await retirer(autre.racine, parent, ana)).status).toBe(404)
    const retrait = await retirer(racine, parent, ana)
    expect(retrait.headers.get('location')).toBe(`${ici}?fait=commentaire-retire#commentaires`)
    const vue = await lire(ici)
    expect(vue).toContain('Commentaire retiré par son auteur.')
    expect(vue).toContain('Plutôt le samedi.')
    expect(vue).not.toContain('Un soir par semaine.')
    expect(await lire(ici, ana)).toContain('Un soir par semaine.')
    expect(await lire(ici, moderateur)).toContain('Un soir par semaine.')
    expect(await compteurs(item)).toMatchObject({ commentaires: 1 })
    expect((await commenter(ici, 'Encore.', bea, { parent })).status).toBe(409)
  })

  it('se lit dans l’ordre choisi, page par page, sans peser plus à cinq cents', async () => {
    const { id, ici, item } = await ouvrir()
    const { id: auteur } = await personne('Plume')
    await sql`
      with fils as (
        insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
        select gen_random_uuid(), ${id}, ${item}, 'commentaire', ${auteur}, 'publie', ${OUVERTURE}::timestamptz + n * interval '1 minute',
          'Fil ' || n || '. ' || (select string_agg(substr(md5(n::text || k::text), 1, 7), ' ') from generate_series(1, 40) k)
        from generate_series(1, 400) n returning id, texte
      )
      insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte, parent_id)
      select gen_random_uuid(), ${id}, ${item}, 'commentaire', ${auteur}, 'publie', ${OUVERTURE}::timestamptz + (n + 500) * interval '1 minute',
        'Réponse ' || n || '.', fils.id from fils, generate_series(1, 100) n where texte like 'Fil 250.%'`.execute(
      base.db
    )
    const noms = async (chemin: string) =>
      [...(await lire(chemin)).matchAll(/<p class="break">((?:Fil|Réponse) \d+)\./g)].map(([, nom]) => nom)
    expect((await noms(ici)).slice(0, 2)).toEqual(['Fil 1', 'Fil 2'])
    expect(await noms(ici)).toHaveLength(30)
    expect((await noms(`${ici}?commentaires=2`))[0]).toBe('Fil 31')
    expect(await noms(`${ici}?commentaires=14`)).toHaveLength(10)
    expect((await noms(`${ici}?tri=recent`))[0]).toBe('Fil 400')
    expect((await noms(`${ici}?tri=discute`)).slice(0, 3)).toEqual(['Fil 250', 'Réponse 1', 'Réponse 2'])
    expect(await lire(`${ici}?tri=discute`)).toContain('Lire 95 autres réponses')
    expect((await noms(`${ici}?tri=1;drop&commentaires=-1&fil=x&repondre=%27`))[0]).toBe('Fil 1')
    expect(await lire(`${ici}?commentaires=99`)).toContain('Rien sur cette page.')
    const [premier] = await contributions(item)
    expect(await noms(`${ici}?fil=${premier?.id}`)).toEqual(['Fil 1'])

    // As many statements for five hundred comments as for one: what it costs does not grow with what is said.
    const requetes = async (chemin: string) => {
      let nombre = 0
      const compter: KyselyPlugin = {
        transformQuery({ node }) {
          nombre++
          return node
        },
        transformResult: async ({ result }) => result
      }
      await creerApplicationDeTest(base.db.withPlugin(compter), { now: () => maintenant }).get(chemin)
      return nombre
    }
    const autre = await ouvrir()
    await commenter(autre.ici, 'Seul.', await personne())
    expect(await requetes(ici)).toBe(await requetes(autre.ici))
    expect(gzipSync(await lire(`${ici}?tri=discute`)).length).toBeLessThan(60_000)
  })

  it('l’organisateur lance l’échange avant l’ouverture, et c’est dit ; personne d’autre ne signe ainsi', async () => {
    const ouverture = new Date('2026-06-20T07:00:00Z')
    const { ici, item } = await ouvrir({ consultation: { ouverture } })
    const camille = await personne()
    expect((await commenter(ici, 'En avance.', camille)).status).toBe(409)
    expect((await commenter(ici, 'En avance.', camille, { organisateur: 'oui' })).status).toBe(409)
    expect((await commenter(ici, 'Racontez-nous votre accueil.', organisatrice, { organisateur: 'oui' })).status).toBe(
      303
    )
    const page = await lire(ici)
    expect(page).toMatch(/L’organisateur<\/h3>[^]*Écrit avant l’ouverture[^]*Racontez-nous votre accueil/)
    expect(page).not.toContain('Secrétariat')
    expect(await compteurs(item)).toMatchObject({ commentaires: 1 })
  })

  it('le compte parti, le commentaire reste sans nom ; dit en séance, il ne nomme personne', async () => {
    const { id, ici, item } = await ouvrir()
    const partie = await personne('Partie')
    await commenter(ici, 'Je pars.', partie)
    const mediatrice = await personne('Médiatrice')
    await commenter(ici, 'Dit en séance.', mediatrice)
    await sql`update consultation_contribution set auteur_id = null where auteur_id = ${partie.id}`.execute(base.db)
    await sql`
      with seance as (
        insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, creee_le)
        values (gen_random_uuid(), ${id}, '2026-06-08', 'Café', 12, ${MILIEU}) returning id
      ) update consultation_contribution set seance_id = seance.id from seance where auteur_id = ${mediatrice.id}`.execute(
      base.db
    )
    const page = await lire(ici)
    expect(page).toContain('Contributeur supprimé')
    expect(page).toContain('Avec l’aide d’un médiateur')
    expect(page).not.toMatch(/Partie|Médiatrice/)
    expect(await compteurs(item)).toMatchObject({ commentaires: 2 })
  })
})

describe('donner des valeurs de référence', () => {
  const valoriser = (ici: string, valeur: string, qui?: Personne) => post(`${ici}/valeurs`, { valeur }, qui)

  it('une fois par personne, dans un vocabulaire commun, et se retire', async () => {
    const { ici, item, racine } = await ouvrir()
    const autre = await ouvrir()
    const [ana, bea, cleo] = [await personne(), await personne(), await personne()]
    expect((await valoriser(ici, ' bienveillance, Proximité ;  égalité  ', ana)).headers.get('location')).toBe(
      `${ici}?fait=valeur#valeurs`
    )
    const encore = await valoriser(ici, 'BIENVEILLANCE', ana)
    expect(encore.status).toBe(409)
    expect(await encore.text()).toContain('elle compte une fois')
    // Of two, one is new: it is added, and the other counts once.
    expect((await valoriser(ici, 'proximite, entraide', ana)).status).toBe(303)
    await Promise.all(
      [bea, cleo, bea, cleo].map((qui, n) =>
        valoriser(ici, n % 2 ? 'Bienveillance, Égalité' : 'egalite, bienveillance', qui)
      )
    )
    const page = await lire(ici, ana)
    expect(page).toMatch(
      /w5"><span class="break">Bienveillance<\/span><span class="num"><span class="vh">, choisie <\/span>3</
    )
    expect(page).toMatch(/w3"><span class="break">Proximité<\/span>[^]*?<\/span>1</)
    expect(await compteurs(item)).toMatchObject({ valeurs: 8 })
    // Whatever the consultation, the words already given are offered.
    expect(await lire(autre.ici, ana)).toMatch(/<datalist id="vocabulaire"><option value="Bienveillance"/)

    const [, mienne = ''] =
      /contributions\/([0-9a-f-]{36})\/retirer[^]*?Retirer<span class="vh"> la valeur Bienveillance/.exec(page) ?? []
    expect((await retirer(racine, mienne, bea)).status).toBe(404)
    expect((await retirer(racine, mienne, ana)).status).toBe(303)
    expect(await compteurs(item)).toMatchObject({ valeurs: 7 })
    expect((await valoriser(ici, 'bienveillance', ana)).status).toBe(303)

    // Taken away by a moderator: not said again by the same person.
    await sql`update consultation_contribution set etat = 'retire' where item_id = ${item} and auteur_id = ${bea.id}`.execute(
      base.db
    )
    expect((await valoriser(ici, 'égalité', bea)).status).toBe(409)
    expect(await lire(ici)).toContain('Valeur retirée par la modération.')
  })

  it.each([
    ['rien', ' , ; !', 'Écrivez une valeur'],
    ['une phrase', 'a'.repeat(61), 'quelques mots'],
    ['onze à la fois', Array.from({ length: 11 }, (_, n) => `valeur ${n}`).join(','), '10 valeurs au plus'],
    ['une adresse', 'www.exemple.fr', 'ni adresse web'],
    ['une adresse sans www', 'mes-prix.com', 'ni adresse web'],
    ['un courriel', 'moi@exemple.fr', 'ni adresse web'],
    ['un téléphone', 'Appelez le 01 99 00 47 10', 'ni adresse web']
  ])('%s : refusé, et gardé', async (_, valeur, message) => {
    const { ici } = await ouvrir()
    const refus = await valoriser(ici, valeur, organisatrice)
    expect(refus.status).toBe(422)
    expect(await refus.text()).toContain(message)
  })

  it('un mot piégé s’écrit tel quel partout', async () => {
    const { ici } = await ouvrir()
    await valoriser(ici, '<img src=x onerror=alert(1)>, =cmd|calc', organisatrice)
    const page = await lire(ici, organisatrice)
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(page).not.toContain('<img src=x')
  })
})

describe('associer une action', () => {
  let lieu: { id: number; projet: string }
  beforeAll(async () => {
    const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
    await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { nom: 'Maison des Deux-Rives' }), ligne('l2')]))
    const { rows } = await sql<{ id: number; projet: string }>`
      with annoncee as (
        insert into action_projet (id, lieu_id, genre, titre, texte, lieu_precis, prix, public_vise, inscription, cree_le, modifie_le)
        select gen_random_uuid(), id, 'projet', 'Les mardis porte ouverte', '', '', '', '', '', ${MILIEU}, ${MILIEU}
        from lieu where nom = 'Maison des Deux-Rives' returning id, lieu_id
      ) select lieu_id as id, id as projet from annoncee`.execute(base.db)
    const [trouve] = rows
    if (!trouve) throw new Error('aucun lieu')
    lieu = trouve
  })

  it('avec un lieu trouvé sans script, l’une de ses actions et un lien, sans rien perdre en chemin', async () => {
    const { ici, item, racine } = await ouvrir()
    const qui = await personne('Passerelle')
    const chemin = `${ici}/actions`
    expect(await lire(ici)).toContain(`href="${chemin}"`)
    const tape = { action: 'On ouvre la porte.\nSans rendez-vous.', lien: 'https://www.exemple.fr/mardi' }
    const cherche = await post(chemin, { ...tape, nom: 'deux rives', geste: 'chercher' }, qui)
    expect(cherche.status).toBe(200)
    expect(await cherche.text()).toMatch(
      />On ouvre la porte\.[^]*value="https:\/\/www\.exemple\.fr\/mardi"[^]*Maison des Deux-Rives/
    )
    const choisi = await (await post(chemin, { ...tape, lieu: String(lieu.id), geste: 'chercher' }, qui)).text()
    expect(choisi).toContain('Les mardis porte ouverte')
    expect(await compteurs(item)).toMatchObject({ actions: 0 })

    const complet = { ...tape, lieu: String(lieu.id), projet: lieu.projet }
    expect((await post(chemin, complet, qui)).headers.get('location')).toBe(`${ici}?fait=action#actions`)
    const page = await lire(ici)
    expect(page).toMatch(new RegExp(`href="/lieux/${lieu.id}-[^"]*">Maison des Deux-Rives`))
    expect(page).toContain(`/actions/${lieu.projet}">Les mardis porte ouverte`)
    expect(page).toContain('href="https://www.exemple.fr/mardi" rel="nofollow ugc noopener">exemple.fr<')
    expect((await post(chemin, complet, qui)).status).toBe(409)

    // A lieu that left, an action of another lieu: kept, and said.
    const { rows } = await sql<{ id: number }>`select id from lieu where id <> ${lieu.id} limit 1`.execute(base.db)
    for (const faux of [{ lieu: '999999999' }, { lieu: String(rows[0]?.id), projet: lieu.projet }]) {
      const refus = await post(chemin, { ...tape, action: 'Une autre.', ...faux }, qui)
      expect(refus.status).toBe(409)
      expect(await refus.text()).toMatch(/n’est plus là[^]*>Une autre\.</)
    }
    const [posee] = await contributions(item)
    expect((await retirer(racine, posee?.id ?? '', qui)).headers.get('location')).toBe(
      `${ici}?fait=action-retire#actions`
    )
    expect(await lire(ici)).toContain('Action retirée par son auteur.')
  })

  it.each(['javascript:alert(1)', 'ftp://exemple.fr', 'https://exemple.fr/"onclick=', 'http://127.0.0.1/'])(
    'le lien « %s » est refusé',
    async (lien) => {
      const { ici } = await ouvrir()
      const refus = await post(`${ici}/actions`, { action: 'Une action.', lien }, organisatrice)
      expect(refus.status).toBe(422)
      expect(await refus.text()).toContain('Écrivez une adresse complète')
    }
  )
})

describe('déposer un fichier', () => {
  const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n'
  const deposer = (ici: string, contenu: string | Buffer, nom: string, qui?: Personne) => {
    const envoi = new FormData()
    envoi.set('fichier', new File([new Uint8Array(Buffer.from(contenu))], nom))
    return post(`${ici}/fichiers`, envoi, qui)
  }

  it('le remet à qui le demande, isolé, et l’oublie quand on le retire', async () => {
    const { ici, item, racine } = await ouvrir()
    const qui = await personne('Passerelle 31')
    expect(await lire(ici)).toContain('/connexion?suite=')
    expect((await deposer(ici, PDF, 'a.pdf')).headers.get('location')).toContain('/connexion?suite=')
    const fait = await deposer(ici, PDF, '../<b>Enquête “été”</b>.exe', qui)
    expect(fait.headers.get('location')).toBe(`${ici}?fait=fichier#fichiers`)
    const page = await lire(ici)
    const [, chemin = '', id = ''] = /href="(\/consultations\/fichiers\/([0-9a-f-]{36}))"/.exec(page) ?? []
    expect(page).toContain('(PDF, 1\u00a0ko)')
    const remis = await site.get(chemin)
    expect(await remis.text()).toBe(PDF)
    expect(Object.fromEntries(remis.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store'
    })
    expect(remis.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[ -~]+\.pdf"; filename\*=UTF-8''[A-Za-z0-9%._-]+\.pdf$/
    )
    expect((await deposer(ici, PDF, 'le même.pdf', qui)).status).toBe(409)

    const etat = (valeur: string) =>
      sql`update consultation_contribution set etat = ${valeur} where id = ${id}`.execute(base.db)
    await etat('retire')
    expect((await site.get(chemin)).status).toBe(404)
    expect((await site.get(chemin, enTant(await personne()))).status).toBe(404)
    for (const vois of [qui, moderateur]) expect((await site.get(chemin, enTant(vois))).status).toBe(200)
    await etat('publie')
    await sql`update consultation_item set etat = 'retire' where id = ${item}`.execute(base.db)
    expect((await site.get(chemin)).status).toBe(404)
    await sql`update consultation_item set etat = 'publie' where id = ${item}`.execute(base.db)

    expect((await retirer(racine, id, qui)).headers.get('location')).toBe(`${ici}?fait=fichier-retire#fichiers`)
    expect((await site.get(chemin, enTant(moderateur))).status).toBe(404)
    const { rows } = await sql`select from fichier where nom = 'consultation'`.execute(base.db)
    expect(rows).toEqual([])
    expect(await compteurs(item)).toMatchObject({ fichiers: 0 })
  })

  it('cinq par personne, même envoyés ensemble', async () => {
    const { ici, item } = await ouvrir()
    const qui = await personne()
    for (let n = 0; n < 4; n++) await deposer(ici, PDF.replace('9', `${n}`), 'a.pdf', qui)
    const ensemble = await Promise.all([5, 6].map((n) => deposer(ici, PDF.replace('9', `${n}`), 'a.pdf', qui)))
    expect(ensemble.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await compteurs(item)).toMatchObject({ fichiers: 5 })
    const trop = await deposer(ici, PDF.replace('9', '7'), 'a.pdf', qui)
    expect(await trop.text()).toContain('Vous avez déjà déposé 5 fichiers ici')
    // To look into a file costs much, kept or not: an account sends so many, and no more.
    await sql`update essai set points = 60 where key like 'depots:%'`.execute(base.db)
    expect((await deposer(ici, 'MZ', 'a.pdf', qui)).status).toBe(429)
    await sql`delete from essai where key like 'depots:%'`.execute(base.db)
  })

  it.each([
    ['un programme renommé', 'MZ This program cannot be run in DOS mode', 'ni un PDF'],
    ['un script dans un PDF', PDF.replace('<<>>', '<< /S /JavaScript >>'), 'un programme'],
    ['un DOCX renommé', zip([{ nom: '[Content_Types].xml', contenu: '<a/>' }]), 'ni un PDF'],
    ['un PDF coupé', PDF.slice(0, 30), 'abîmé'],
    ['un fichier vide', '', 'Ce fichier est vide'],
    ['un fichier trop lourd', Buffer.alloc(5_000_001), 'trop lourd']
  ])('%s est refusé, et la page dit pourquoi', async (_, contenu, message) => {
    const { ici, item } = await ouvrir()
    const refus = await deposer(ici, contenu, 'affiche.pdf', organisatrice)
    expect(refus.status).toBe(422)
    expect(await refus.text()).toContain(message)
    expect(await compteurs(item)).toMatchObject({ fichiers: 0 })
  })

  it('un envoi qui n’est pas un formulaire est refusé sans panne', async () => {
    const { ici } = await ouvrir()
    expect((await post(`${ici}/fichiers`, { fichier: 'a' }, organisatrice)).status).toBe(400)
  })
})

describe('ce qui n’est pas ouvert ne reçoit rien', () => {
  const FACONS = [
    { facon: 'commentaires', ancre: 'commentaires', champs: { commentaire: 'Bonjour.', organisateur: 'oui' } },
    { facon: 'valeurs', ancre: 'valeurs', champs: { valeur: 'Patience' } },
    { facon: 'actions', ancre: 'actions', champs: { action: 'Une action.' } },
    { facon: 'fichiers', ancre: 'fichiers', champs: {} }
  ] as const
  const envoi = (champs: Record<string, string>) => {
    const formulaire = new FormData()
    for (const [nom, valeur] of Object.entries(champs)) formulaire.set(nom, valeur)
    formulaire.set('fichier', new File(['%PDF-'], 'a.pdf'))
    return formulaire
  }

  it.each(FACONS)('$facon : éteint, absent de la page et refusé', async ({ facon, ancre, champs }) => {
    const { ici, item } = await ouvrir({ module: { [facon]: false } })
    const allume = await ouvrir()
    expect(await lire(allume.ici, organisatrice)).toContain(`id="${ancre}"`)
    expect(await lire(ici, organisatrice)).not.toContain(`id="${ancre}"`)
    for (const qui of [undefined, organisatrice]) {
      // Whatever name it is signed with.
      const refus = await post(`${ici}/${ancre}`, facon === 'fichiers' ? envoi(champs) : champs, qui)
      expect(refus.status).toBe(409)
      expect(await refus.text()).toContain('ne reçoit pas ce genre de contribution')
    }
    expect(await contributions(item)).toEqual([])
  })

  it.each(FACONS)(
    '$facon : à la clôture et avant l’ouverture, refusé ; ailleurs, introuvable',
    async ({ facon, ancre, champs }) => {
      const { ici, racine, item } = await ouvrir()
      const qui = await personne()
      const corps = () => (facon === 'fichiers' ? envoi(champs) : champs)
      for (const [instant, message] of [
        [CLOTURE, 'La consultation est close'],
        [new Date(OUVERTURE.getTime() - 1), 'n’est pas encore ouverte']
      ] as const) {
        maintenant = instant
        try {
          const frais = { ...qui, cookie: await cookieDe(base.db, qui.id, { now: instant }) }
          for (const lui of [undefined, frais]) {
            const refus = await post(`${ici}/${ancre}`, corps(), lui)
            expect(refus.status).toBe(409)
            expect(await refus.text()).toContain(message)
          }
        } finally {
          maintenant = MILIEU
        }
      }
      expect(await contributions(item)).toEqual([])
      for (const numero of ['2', '0', '999999999999', 'x'])
        expect((await post(`${racine}/items/${numero}/${ancre}`, corps(), qui)).status).toBe(404)
      await sql`update consultation_item set etat = 'retire' where id = ${item}`.execute(base.db)
      expect((await post(`${ici}/${ancre}`, corps(), qui)).status).toBeGreaterThanOrEqual(404)
      expect(await contributions(item)).toEqual([])
    }
  )

  it('sans compte, ce qui est écrit est gardé, sauf un fichier', async () => {
    const { ici } = await ouvrir()
    for (const { facon, ancre, champs } of FACONS.filter(({ facon }) => facon !== 'fichiers')) {
      const invite = await post(`${ici}/${ancre}`, champs)
      expect([facon, invite.status]).toEqual([facon, 303])
      expect(invite.headers.get('location')).toMatch(/^\/consultations\/reprendre\//)
    }
  })

  it('close, on ne reprend plus ce qu’on a écrit', async () => {
    const { ici, item, racine } = await ouvrir()
    const qui = await personne()
    await commenter(ici, 'Je reste.', qui)
    const [ecrit] = await contributions(item)
    maintenant = CLOTURE
    try {
      const frais = { ...qui, cookie: await cookieDe(base.db, qui.id, { now: CLOTURE }) }
      expect((await retirer(racine, ecrit?.id ?? '', frais)).status).toBe(409)
      expect(await lire(ici, frais)).not.toMatch(/\/retirer"|name="commentaire"|name="valeur"|name="fichier"/)
    } finally {
      maintenant = MILIEU
    }
  })
})
