/** What a sentence may be filled with, by name. */
export type RefusalValues = Record<string, string | number>;

type Options = {
  status?: number;
  field?: string;
  values?: RefusalValues;
  /** By language, the values that are words in it and not the same everywhere: a day of the week, a country. */
  valuesIn?: Readonly<Record<string, RefusalValues>>;
  retryAfterSeconds?: number;
};

/**
 * An expected answer in words for the person who asked, as opposed to a bug.
 *
 * `code` belongs to one sentence only, so that the sentence can be said in other languages;
 * `message` is that sentence in English, with `{name}` where a value goes.
 * Thrown, it rolls everything back; returned from a command as `{ refused }`, what was written stays.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly field: string | undefined;
  readonly values: RefusalValues;
  readonly valuesIn: Readonly<Record<string, RefusalValues>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: string,
    readonly template: string,
    options: Options = {},
  ) {
    super(fill(template, options.values ?? {}));
    this.status = options.status ?? 422;
    this.field = options.field;
    this.values = options.values ?? {};
    this.valuesIn = options.valuesIn ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A refusal's sentence in another language, by what that language says for its code; in English where it says nothing. */
export function sayIn(language: string, template: string | undefined, refusal: Refusal): string {
  const { values, valuesIn, message } = refusal;
  return template === undefined ? message : fill(template, { ...values, ...valuesIn[language] });
}

/** Puts values where `{name}` stands; a name without a value stays as it is. */
export function fill(template: string, values: RefusalValues): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Runs a parser of one field of a form; what it refuses is said beside that field. */
export function atField<Parsed>(field: string, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const { status, values, valuesIn } = refusal;
    throw new Refusal(refusal.code, refusal.template, { status, values, valuesIn, field });
  }
}

export const notSignedIn = () => new Refusal('not_signed_in', 'Please sign in to go on.', { status: 401 });

export const needsProof = (proof: 'second-factor' | 'fresh-second-factor') =>
  proof === 'second-factor'
    ? new Refusal('needs_second_factor', 'This needs your second factor.', { status: 401 })
    : new Refusal('needs_fresh_second_factor', 'Show your second factor once more to do this.', {
        status: 401,
      });

export const forbidden = () =>
  new Refusal('forbidden', 'Your roles do not allow this. An administrator can change them.', {
    status: 403,
  });

/** One sentence for what does not exist and for what belongs to somebody else, so that neither can be told apart. */
export const notFound = () =>
  new Refusal('not_found', 'This does not exist, or it is not yours to see.', { status: 404 });
