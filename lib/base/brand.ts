declare const brand: unique symbol;

/** A value that has passed the parser of its name: inside the house the type is the proof. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
