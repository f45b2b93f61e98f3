/** An answer a person can understand: a value, or a refusal that carries what is needed to explain it. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const refuse = <E>(error: E): Result<never, E> => ({ ok: false, error })
