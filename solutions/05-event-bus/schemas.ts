/**
 * Lesson 05: schemas for the data of events.
 *
 * @module
 */
// #region given-imports
import type { Schema, Schemas, Validated } from '../../lessons/05-event-bus/contract.ts'
// #endregion

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
  // #region 05.8-conform
  //- // Find the event's schema, and await its validate().
  //- return data
  const schema = schemas && schemaOf(schemas, event)
  if (!schema) return data
  return outputOf(await schema['~standard'].validate(data), event)
  // #endregion
}

// #region 05.8-outputOf
//-
function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
  // An event could be called `constructor`, which every object inherits.
  if (!Object.hasOwn(schemas, event)) return undefined
  return (schemas as Record<string, Schema>)[event]
}

function outputOf(result: Validated<unknown>, event: string): unknown {
  if (!result.issues) return result.value
  const issues = result.issues.map(({ message, path = [] }) => {
    const steps = path.map((step) => String(typeof step === 'object' ? step.key : step))
    return steps.length > 0 ? `${steps.join('.')}: ${message}` : message
  })
  throw new TypeError(`The data of ${event} is invalid: ${issues.join('; ')}`)
}
// #endregion
