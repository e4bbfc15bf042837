/**
 * Standard Schema: an interface for validation, which zod, valibot, arktype and other libraries implement.
 *
 * @see https://standardschema.dev
 * @module
 */

/** Says what data must look like. */
export interface Schema<Data = unknown> {
  readonly '~standard': {
    readonly version: 1
    /** The library that made it. */
    readonly vendor: string
    /** Does not change `value`. It can throw or reject. */
    validate(value: unknown): Validated<Data> | Promise<Validated<Data>>
    /** For the compiler only. */
    readonly types?: { readonly input: unknown; readonly output: Data } | undefined
  }
}

/** The result of a {@link Schema}: the output, or issues if the value is invalid. */
export type Validated<Data> =
  | { readonly value: Data; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] }

/** One reason why a value is invalid. */
export interface Issue {
  readonly message: string
  /** Where, for example `['items', 0, 'price']`. A step can also be an object with a `key`. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}
