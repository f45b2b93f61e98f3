/** The database cannot be had, for a reason a person can act upon. Its message is all there is to show: no stack. */
export class BaseImpossible extends Error {}

const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/ENOSPC|No space left on device/, 'le disque est plein : faites de la place, puis relancez'],
  [/EROFS|Read-only file system/, 'ce disque est en lecture seule : donnez un autre dossier par MAILLAGE_DATA'],
  [
    /EACCES|EPERM|Permission denied/,
    'ce compte n’a pas le droit d’y écrire : lancez Maillage avec le compte qui possède ce dossier, ou donnez un autre dossier par MAILLAGE_DATA'
  ],
  [/ENOTEMPTY/, 'le dossier « postgres » qui s’y trouve n’est pas une base : déplacez-le'],
  [/spawn .*ENOENT/, 'ce système n’exécute pas le PostgreSQL embarqué : donnez une base par DATABASE_URL'],
  [
    /ENOENT/,
    'un fichier manque, ce dossier n’est pas entier : retrouvez-le, ou donnez un autre dossier par MAILLAGE_DATA'
  ],
  [/ENOTDIR|EEXIST/, 'un fichier porte ce nom : donnez un autre dossier par MAILLAGE_DATA'],
  [
    /ENOEXEC|Exec format error/,
    'les composants installés viennent d’une autre machine : supprimez le dossier node_modules, puis relancez'
  ],
  [
    /error while loading shared libraries/,
    'l’installation est incomplète : supprimez le dossier node_modules, puis relancez'
  ],
  [
    /incompatible with server|initialized by PostgreSQL version/,
    'la base vient d’une autre version de PostgreSQL : revenez à la version de Maillage qui l’a écrite'
  ],
  [/could not create shared memory|could not create semaphores|Cannot allocate memory/, 'la mémoire manque']
]

/** The French cause of what the system or PostgreSQL said, or their own words where we do not know them. */
export function expliquer(dit: string): string {
  return CAUSES.find(([motif]) => motif.test(dit))?.[1] ?? dit.trim().split('\n').slice(-3).join(' ')
}
