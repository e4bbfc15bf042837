// Yours. Fill in the TODOs, then check: npm test lessons/05

import type { Schema, Schemas, Validated } from './contract.ts'

/**
 * Checks data against the schema of its event.
 *
 * @returns The schema's output, or the data itself if the event has no schema.
 * @throws TypeError if the data is invalid, or the error that the schema throws.
 */
export async function conform<E>(
  schemas: Schemas<E> | undefined,
  event: string,
  data: unknown,
): Promise<unknown> {
  // TODO 05.8: Validate data with any schema library
  // Find the event's schema, and await its validate().
  return data
}
