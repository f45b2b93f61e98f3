import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table reseau
      -- two people who edit at once: the second is told
      add column version integer not null default 1,
      add column logo_type text check (logo_type in ('image/png', 'image/jpeg')),
      add column logo_empreinte text,
      add column logo_largeur integer,
      add column logo_hauteur integer,
      add constraint reseau_logo_entier check (
        (logo_id is null and logo_type is null and logo_empreinte is null and logo_largeur is null and logo_hauteur is null)
        or (logo_type is not null and logo_empreinte is not null and logo_largeur is not null and logo_hauteur is not null))`.execute(
    db
  )
  await sql`alter table reseau drop constraint reseau_logo_id_fkey`.execute(db)
  // A file that a réseau shows is removed by the réseau first.
  await sql`alter table reseau add constraint reseau_logo_id_fkey foreign key (logo_id) references fichier (id)`.execute(
    db
  )
  await sql`
    update reseau set presentation = ${NATIONAL.presentation}, identite = ${NATIONAL.identite}
    where id = 'national'`.execute(db)
  await sql`
    update reseau set presentation = ${SICOVAL.presentation}, identite = ${SICOVAL.identite},
      couleur = '#4a2f7a', couleur_accent = '#86124d'
    where id = 'sicoval'`.execute(db)
}

// Said again in plain words from the Charte nationale de la médiation numérique (articles 1 to 5, preamble).
const NATIONAL = {
  presentation: `Partout en France, des lieux aident chacun à comprendre et à utiliser le numérique. Le réseau national les réunit, quel que soit leur statut : mairie, médiathèque, association, bus, atelier.

On y vient pour trois raisons :

- faire une démarche ou rejoindre un service essentiel ;
- apprendre, à son rythme et tout au long de la vie ;
- créer, seul ou à plusieurs, un objet ou un projet.

La médiation numérique, c’est un accompagnement de proximité par des personnes dont c’est le métier. On apprend en faisant et en échangeant. On y gagne aussi de quoi comprendre les enjeux du numérique, et agir.

Une charte commune dit ce que chaque lieu membre s’engage à offrir. Elle est née d’une consultation publique menée de juillet à octobre 2014. Adhérer est volontaire et ouvert à toutes les structures.`,
  identite: `La Marque du réseau dit au public qu’un lieu en est membre. Elle s’affiche à l’entrée du lieu, et sur son site.

Seuls les lieux membres peuvent l’utiliser, et seulement pour ce que prévoit la charte. Un lieu qui quitte le réseau la retire.`
}

// Said again in plain words from the Charte du réseau des médiateurs numériques du Sicoval.
const SICOVAL = {
  presentation: `Le Sicoval réunit des communes au sud-est de Toulouse, et près de 80 000 habitants. En 2019, un diagnostic y a compté entre 20 000 et 22 000 personnes que le numérique risque de laisser de côté, faute d’équipement ou d’habitude.

Les acteurs du territoire ont décidé d’agir ensemble. En février 2019, ils ont signé avec l’État la charte « Territoire d’action pour un numérique inclusif ». Puis ils ont écrit, à plusieurs, la charte de leur réseau.

Dans ce réseau, vous trouvez :

- des ateliers pour apprendre ;
- une aide pour vos démarches en ligne ;
- des tiers-lieux et des ateliers de fabrication pour créer ;
- des ordinateurs et une connexion en accès libre ;
- une prise en main des services en ligne des collectivités ;
- des conseils pour un numérique plus sobre et plus sûr.

Tout le monde est bienvenu, sans discrimination. Les personnes les plus fragiles passent d’abord. Les médiateurs respectent votre vie privée. S’ils ne peuvent pas vous aider, ils connaissent qui le peut.

Toute structure du territoire peut rejoindre le réseau, quel que soit son statut, si elle prend les engagements de la charte.`,
  identite: `Le réseau a son propre visuel. Il dit à tous, habitants et partenaires, qu’une structure a signé la charte du réseau.

Seules les structures signataires peuvent l’utiliser.`
}
