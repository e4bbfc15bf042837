/**
 * Lesson 05: what data must look like.
 *
 * @module
 */
import type { Schema, Schemas, Validated } from '../../lessons/05-event-bus/contract.ts'

/**
 * Holds data against the schema of its event, if it has one.
 *
 * @returns What the schema makes of it, or a promise of that when the schema takes its time.
 * @throws TypeError when it does not fit, and whatever the schema throws; or rejects with that.
 */
export function conform<E>(schemas: Schemas<E>, event: string, data: unknown): unknown {
  // #region 05.8-conform
  //- return data
  const schema = schemaOf(schemas, event)
  if (!schema) return data
  const validated = schema['~standard'].validate(data)
  const settle = (result: Validated<unknown>) => outputOf(result, event)
  return validated instanceof Promise ? validated.then(settle) : settle(validated)
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
