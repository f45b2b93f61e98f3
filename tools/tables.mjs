// Each table has one owner, and only its owner writes it. Reads the code: the tables that each `store/tables.ts` and
// each room of platform/ declares, those that Kysely calls and sql`` texts write, those that migrations create.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const racine = join(import.meta.dirname, '..')

const ECRITURES_KYSELY = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])
const ECRITURE_SQL =
  /\b(?:insert\s+into|merge\s+into|delete\s+from|truncate(?:\s+table)?|copy|(?<!\b(?:for|do|on|key|or|before|after)\s)update)\s+(?:only\s+)?("?[\w.?]+"?(?:\s*,\s*"?[\w.]+"?)*)/gi
/** The queue is graphile-worker's own schema: it is written through its functions, and to free the jobs of the dead. */
const HORS_COMPTE = /^graphile_worker[.]/

/**
 * @param {readonly { chemin: string, texte: string }[]} fichiers
 * @returns {{ tables: Map<string, string>, fautes: string[] }}
 */
export function verifierTables(fichiers) {
  const fautes = []
  const tables = new Map()
  for (const { chemin, texte } of fichiers) {
    const proprietaire = ownerOf(chemin)
    if (!proprietaire || !chemin.startsWith('src/')) continue
    for (const table of declaredTables(chemin, texte)) {
      const autre = tables.get(table)
      if (autre && autre !== proprietaire)
        fautes.push(`La table « ${table} » a deux propriétaires : ${autre} et ${proprietaire}.`)
      tables.set(table, proprietaire)
    }
  }

  for (const { chemin, texte } of fichiers) {
    if (!chemin.startsWith('src/')) continue
    const { ecrites, temporaires, illisibles } = writtenTables(chemin, texte)
    for (const ligne of illisibles)
      fautes.push(`${chemin}:${ligne} écrit dans une table dont le nom est calculé : écrivez-le en toutes lettres.`)
    for (const { table, ligne } of ecrites) {
      if (temporaires.has(table) || HORS_COMPTE.test(table)) continue
      const ici = ownerOf(chemin)
      const proprietaire = tables.get(table)
      if (!proprietaire) fautes.push(`${chemin}:${ligne} écrit dans « ${table} », que personne ne déclare.`)
      else if (ici !== proprietaire)
        fautes.push(`${chemin}:${ligne} écrit dans « ${table} », la table de ${proprietaire}.`)
      else if (chemin.startsWith('src/features/') && !chemin.includes('/store/'))
        fautes.push(`${chemin}:${ligne} écrit dans « ${table} » hors de store/.`)
    }
  }

  const creees = createdTables(fichiers)
  for (const [table, chemin] of creees) {
    const proprietaire = tables.get(table)
    const annonce = /_([a-z]+)_/.exec(chemin)?.[1]
    if (!proprietaire) fautes.push(`${chemin} crée « ${table} », que personne ne déclare.`)
    else if (
      annonce !== proprietaire.split('/')[1] &&
      !(annonce === 'platform' && proprietaire.startsWith('platform/'))
    )
      fautes.push(`${chemin} s’annonce de « ${annonce} » et crée « ${table} », la table de ${proprietaire}.`)
  }
  for (const [table, proprietaire] of tables)
    if (!creees.has(table)) fautes.push(`${proprietaire} déclare « ${table} », qu’aucune migration ne crée.`)
  return { tables, fautes }
}

/** The files of this project that the rule is about: what runs, and the migrations. */
export function lireFichiers() {
  return globSync(['src/**/*.{ts,tsx}', 'migrations/*.ts'], { cwd: racine })
    .map((chemin) => chemin.replaceAll('\\', '/'))
    .filter((chemin) => !/[.](test|fixture)[.]tsx?$|^src\/platform\/testing\//.test(chemin))
    .sort()
    .map((chemin) => ({ chemin, texte: readFileSync(join(racine, chemin), 'utf8') }))
}

function ownerOf(chemin) {
  const [, genre, nom] = /^src\/(features|platform)\/([^/]+)\//.exec(chemin) ?? []
  return genre && `${genre}/${nom}`
}

/** Members of the interfaces named Tables…: the list that Kysely's types read. */
function declaredTables(chemin, texte) {
  if (chemin.startsWith('src/features/') && !chemin.endsWith('/store/tables.ts')) return []
  return parse(chemin, texte)
    .statements.filter((s) => ts.isInterfaceDeclaration(s) && /^Tables[A-Z]/.test(s.name.text))
    .flatMap((s) => s.members.flatMap(({ name }) => (name && 'text' in name ? [name.text] : [])))
}

function writtenTables(chemin, texte) {
  const source = parse(chemin, texte)
  const ecrites = []
  const illisibles = []
  const temporaires = new Set()
  const lineOf = (noeud) => source.getLineAndCharacterOfPosition(noeud.getStart(source)).line + 1

  const readSql = (noeud, sql) => {
    for (const [, nom] of sql.matchAll(/create\s+temp(?:orary)?\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)/gi))
      temporaires.add(nom)
    for (const [, noms] of sql.replace(/--.*$/gm, '').matchAll(ECRITURE_SQL))
      for (const nom of noms.replaceAll('"', '').split(/\s*,\s*/)) {
        if (nom.includes('?')) illisibles.push(lineOf(noeud))
        else if (nom.toLowerCase() !== 'set') ecrites.push({ table: nom, ligne: lineOf(noeud) })
      }
  }
  const visit = (noeud) => {
    if (ts.isCallExpression(noeud) && ts.isPropertyAccessExpression(noeud.expression)) {
      const [premier] = noeud.arguments
      if (ECRITURES_KYSELY.has(noeud.expression.name.text) && premier) {
        const noms = ts.isArrayLiteralExpression(premier) ? premier.elements : [premier]
        for (const nom of noms)
          if (ts.isStringLiteralLike(nom)) ecrites.push({ table: nom.text.split(' ')[0], ligne: lineOf(nom) })
          else illisibles.push(lineOf(nom))
      }
      if (['raw', 'query'].includes(noeud.expression.name.text) && premier) readSql(premier, textOf(premier))
    }
    if (ts.isTaggedTemplateExpression(noeud) && noeud.tag.getText(source).startsWith('sql'))
      readSql(noeud, textOf(noeud.template))
    ts.forEachChild(noeud, visit)
  }
  visit(source)
  return { ecrites, temporaires, illisibles }
}

// What is inserted into a text is a value, or a fragment read by itself.
function textOf(noeud) {
  if (ts.isStringLiteralLike(noeud)) return noeud.text
  if (!ts.isTemplateExpression(noeud)) return ''
  return noeud.head.text + noeud.templateSpans.map(({ literal }) => ` ? ${literal.text}`).join('')
}

/** What exists after all migrations, with the file that created it. */
function createdTables(fichiers) {
  const creees = new Map()
  for (const { chemin, texte } of fichiers) {
    if (!chemin.startsWith('migrations/')) continue
    for (const [, verbe, nom, nouveau] of texte.matchAll(
      /\b(create\s+(?:unlogged\s+)?table|drop\s+table|alter\s+table)\s+(?:if\s+(?:not\s+)?exists\s+)?"?(\w+)"?(?:\s+rename\s+to\s+"?(\w+))?/gi
    )) {
      if (/^create/i.test(verbe)) creees.set(nom, chemin)
      else if (/^drop/i.test(verbe)) creees.delete(nom)
      else if (nouveau) {
        creees.delete(nom)
        creees.set(nouveau, chemin)
      }
    }
    for (const [, nom] of texte.matchAll(/\bcreateTable\(\s*'(\w+)'/g)) creees.set(nom, chemin)
  }
  return creees
}

const parse = (chemin, texte) =>
  ts.createSourceFile(
    chemin,
    texte,
    ts.ScriptTarget.Latest,
    false,
    chemin.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  )

if (process.argv[1] === import.meta.filename) {
  const { tables, fautes } = verifierTables(lireFichiers())
  for (const faute of fautes) console.error(faute)
  console.log(`${tables.size} tables, chacune avec un propriétaire.`)
  process.exit(fautes.length > 0 ? 1 : 0)
}
