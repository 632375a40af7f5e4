import { DAY_MS } from '@/lib/base/clock';
import type { Chance } from './chance';

const listed = (names: string) => names.split(', ');

const WOMEN = listed(
  'Aline, Angélique, Béatrice, Chantal, Claudine, Consolée, Denise, Diane, Divine, Espérance, ' +
    'Francine, Immaculée, Jacqueline, Jeannette, Josiane, Josée, Liliane, Marie Claire, Odette, ' +
    'Pascaline, Providence, Sandrine, Solange, Vestine, Yvonne',
);
const MEN = listed(
  'Alexis, Alphonse, Augustin, Callixte, Célestin, Claude, Damascène, Emmanuel, Eric, Faustin, ' +
    'Fidèle, Gaspard, Innocent, Jean Bosco, Jean de Dieu, Jean Paul, Joseph, Olivier, Pacifique, ' +
    'Patrick, Protais, Théogène, Théoneste, Vianney, Xavier',
);
const FAMILIES = listed(
  'Bizimana, Gasana, Habimana, Habyarimana, Hakizimana, Ingabire, Iradukunda, Kamanzi, Kayitesi, ' +
    'Mugabo, Mugisha, Muhire, Mukamana, Mukandayisenga, Mukarugwiza, Munyaneza, Murekatete, ' +
    'Mutesi, Ndagijimana, Ndayisaba, Niyigena, Niyomugabo, Niyonsaba, Nkurunziza, Nsengimana, ' +
    'Nshimiyimana, Ntawukuriryayo, Rukundo, Rutagengwa, Rwigema, Sibomana, Tuyisenge, Twagirimana, ' +
    'Umuhoza, Umutoni, Uwamahoro, Uwase, Uwimana, Uwineza, Uwizeyimana',
);

export type Identity = {
  givenNames: string;
  familyName: string;
  birthDate: string;
  language: 'en' | 'fr';
  email?: string;
  document: { kind: 'national_id' | 'passport'; number: string };
};

/** Makes somebody who could live in Rwanda, between 18 and 70 years old. */
export function identityOf(chance: Chance, now: Date): Identity {
  const woman = chance.happens(0.52);
  const born = new Date(now.getTime() - chance.between(18 * 366, 70 * 365) * DAY_MS);
  const kind = chance.happens(0.95) ? 'national_id' : 'passport';
  const givenNames = chance.pick(woman ? WOMEN : MEN);
  const familyName = chance.pick(FAMILIES);
  return {
    givenNames,
    familyName,
    language: chance.happens(0.3) ? 'fr' : 'en',
    email: chance.happens(0.2) ? mailboxOf(chance, `${givenNames} ${familyName}`) : undefined,
    birthDate: born.toISOString().slice(0, 10),
    document: {
      kind,
      number:
        kind === 'passport' ? `PC${chance.digits(6)}` : nationalId(chance, born.getUTCFullYear(), woman),
    },
  };
}

function mailboxOf(chance: Chance, name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return `${plain.split(/[^a-z]+/).join('.')}${chance.digits(2)}@mail.example`;
}

/** Sixteen digits: nationality, year of birth, sex (8 a man, 7 a woman), a running number, how often issued, a check. */
function nationalId(chance: Chance, year: number, woman: boolean): string {
  return `1${year}${woman ? 7 : 8}${chance.digits(7)}0${chance.digits(2)}`;
}
