/**
 * Lesson 05: what data must look like.
 *
 * @module
 */
import type { Schema, Schemas, Validated } from '../../lessons/05-event-bus/contract.ts'

/**
 * Holds data against the schema of its event, if it has one.
 *
 * @returns What the schema makes of it.
 * @throws TypeError when it does not fit, and whatever the schema throws or rejects with.
 */
export async function conform<E>(
  schemas: Schemas<E> | undefined,
  event: string,
  data: unknown,
): Promise<unknown> {
  // #region 05.8-conform
  //- return data
  const schema = schemas && schemaOf(schemas, event)
  if (!schema) return data
  return outputOf(await schema['~standard'].validate(data), event)
  // #endregion
}

// #region 05.8-outputOf
//-
function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
  // An event may be called `constructor`, which every object seems to have.
  if (!Object.hasOwn(schemas, event)) return undefined
  return (schemas as Record<string, Schema>)[event]
}

function outputOf(result: Validated<unknown>, event: string): unknown {
  if (!result.issues) return result.value
  const issues = result.issues.map(({ message, path = [] }) => {
    const steps = path.map((step) => String(typeof step === 'object' ? step.key : step))
    return steps.length > 0 ? `${steps.join('.')}: ${message}` : message
  })
  throw new TypeError(`the data of ${event} does not fit: ${issues.join('; ')}`)
}
// #endregion
