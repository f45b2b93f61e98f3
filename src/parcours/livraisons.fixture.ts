// Shaped like the State's file: its columns, its days one by one, its gaps. Every lieu is invented.
const TITRES =
  'id_fs;lib_fs;adresse;complement_adresse;code_postal;lib_com;insee_com;latitude;longitude;telephone;mail;h_lundi;h_mardi;h_mercredi;h_jeudi;h_vendredi;h_samedi;format_fs;commentaire'

const VEYNES =
  '901;France services de Veynes;12 place du Marché;;05400;Veynes;05179;44.533;5.823;04 92 00 00 01;veynes@france-services.exemple.fr;09h00-12h00;09h00-12h00 / 14h00-17h00;;09h00-12h00;09h00-12h00;;Fixe;Accueil sans rendez-vous.'
const EMBRUN =
  '902;France services d’Embrun;3 rue des Écoles;Maison des services;5200;Embrun;05046;44.563;6.495;04 50 60 32 04S;;;;;;;;Fixe;'
const BUS =
  '903;Bus France services du Champsaur;;;05500;Saint-Bonnet-en-Champsaur;05132;;;06 12 34 56 78;;;;;;;;Itinérante;'

export const LIVRAISON_FRANCE_SERVICES = [TITRES, VEYNES, EMBRUN, BUS].join('\r\n')
/** Two thirds of the lieux have gone. */
export const LIVRAISON_COURTE = [TITRES, VEYNES].join('\r\n')
