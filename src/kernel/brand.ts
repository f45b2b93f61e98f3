declare const brand: unique symbol

/** A checked value: only the file that parses it may write `as Brand<…>`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
