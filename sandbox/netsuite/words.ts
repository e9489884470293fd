import type { Sim } from '../kit/types.ts';
import { Refused } from './errors.ts';

type Say = (...parts: readonly string[]) => string;

/** The business rules that NetSuite tells as text only, in the language of the user that the integration runs as. */
const sentences = {
  en_US: {
    failed: () => 'Error while accessing a resource.',
    exists: () => 'This record already exists. Provide a unique external ID.',
    missing: (names) => `Please enter value(s) for: ${names}`,
    dependents: () => 'This record cannot be deleted because it has dependent records.',
    closed: (period) =>
      `You cannot create, edit or delete this transaction because its posting period (${period}) is closed.`,
    locked: (period) =>
      `You cannot create, edit or delete this transaction because its posting period (${period}) is locked.`,
    noPeriod: () =>
      'The transaction date you specified is not within the date range of your accounting period.',
    twoLines: () => 'A journal entry needs at least two lines.',
    oneSide: () => 'Each journal line must have either a debit or a credit.',
    unbalanced: (total) => `Transaction was not in balance. Posting total = ${total}`,
    noLines: () => 'You must enter at least one line item for this transaction.',
    dates: () => 'The revenue recognition end date must not be before the start date.',
    fixed: (name) => `You cannot change the ${name} of this record because it has transactions.`,
    recognised: () => 'This transaction cannot be deleted because revenue of it was recognized.',
    recognisedLine: () => 'A line of which revenue was recognized cannot be removed. Close it.',
  },
  de_DE: {
    failed: () => 'Fehler beim Zugriff auf eine Ressource.',
    exists: () =>
      'Dieser Datensatz ist bereits vorhanden. Geben Sie eine eindeutige externe Identifikation an.',
    missing: (names) => `Bitte geben Sie einen Wert ein für: ${names}`,
    dependents: () => 'Dieser Datensatz kann nicht gelöscht werden, da er über abhängige Datensätze verfügt.',
    closed: (period) =>
      `Sie können diese Transaktion nicht erstellen, bearbeiten oder löschen, da ihre Buchungsperiode (${period}) geschlossen ist.`,
    locked: (period) =>
      `Sie können diese Transaktion nicht erstellen, bearbeiten oder löschen, da ihre Buchungsperiode (${period}) gesperrt ist.`,
    noPeriod: () => 'Das angegebene Transaktionsdatum liegt außerhalb Ihrer Buchungsperiode.',
    twoLines: () => 'Ein Journaleintrag benötigt mindestens zwei Zeilen.',
    oneSide: () => 'Jede Journalzeile muss entweder ein Soll oder ein Haben enthalten.',
    unbalanced: (total) => `Die Transaktion war nicht ausgeglichen. Buchungssumme = ${total}`,
    noLines: () => 'Sie müssen mindestens eine Position für diese Transaktion eingeben.',
    dates: () => 'Das Enddatum der Umsatzrealisierung darf nicht vor dem Startdatum liegen.',
    fixed: (name) =>
      `Sie können ${name} dieses Datensatzes nicht ändern, da Transaktionen dazu vorhanden sind.`,
    recognised: () => 'Diese Transaktion kann nicht gelöscht werden, da Umsatz daraus realisiert wurde.',
    recognisedLine: () =>
      'Eine Position, aus der Umsatz realisiert wurde, kann nicht entfernt werden. Schließen Sie sie.',
  },
} satisfies Record<string, Record<string, Say>>;

type Sentence = keyof (typeof sentences)['en_US'];

/**
 * The refusal of a business rule: 400 USER_ERROR with a text, in the language of the setting `language` (en_US, de_DE), and seldom with
 * the path of what it is about.
 */
export function userError(sim: Sim, what: Sentence, parts: readonly string[] = [], path?: string): Refused {
  const language = sim.setting<string>('language', 'en_US');
  const say: Readonly<Record<Sentence, Say>> = language === 'de_DE' ? sentences.de_DE : sentences.en_US;
  return new Refused(400, 'USER_ERROR', `${say.failed()} ${say[what](...parts)}`, path);
}
